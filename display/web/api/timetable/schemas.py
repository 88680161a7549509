"""What the API answers about the schedule, its days and the holidays."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from display.web.api.schemas.answer import Answer


class ScheduleEntryAnswer(Answer):
    """What the hall says by itself."""

    id: str
    name: str
    enabled: bool
    dates: list[str] = Field(description="Only on these days.")
    weekdays: list[str] = Field(description="Only on these; none of either: every day.")
    at: str = Field(description="`10:00` on the hall's wall; empty for a prayer.")
    until: str
    every_min: int
    prayer: Literal["", "subuh", "zuhur", "asar", "magrib", "isya"]
    offset_min: int
    template: str | None
    fields: dict[str, str | int]
    text: str | None
    recording: str | None
    priority: str | None = Field(description="Null, of manner: as the template has it.")
    zone: str
    chime: bool | None
    repeat: int | None
    hold_calls: bool | None
    hold_min: int
    late_min: int
    on_closed_days: bool
    since: str = Field(description="What fell due before was never its own.")
    moved: dict[str, str] = Field(description="Time on the wall -> the moment it is moved to.")
    seq: int


class PrayerAnswer(Answer):
    """A prayer of today, by the hall's wall."""

    prayer: str
    at: str = Field(description="With the hall's own minutes.", examples=["11:56"])
    computed: str = Field(description="By the Ministry's method alone.")


class ScheduleAnswer(Answer):
    """The schedule."""

    entries: list[ScheduleEntryAnswer]
    prayers: list[PrayerAnswer] = Field(description="Empty: the hall does not say where it is.")


class ScheduleEntryChangeAnswer(Answer):
    """What holds after a change; null: it was taken away."""

    seq: int
    entry: ScheduleEntryAnswer | None


class OccurrenceAnswer(Answer):
    """What has become of one time of an entry."""

    entry: str
    due: str = Field(description="Its time on the hall's wall.", examples=["2026-11-28T10:00"])
    name: str
    state: Literal["moved", "announced", "skipped"]
    at: str = Field(description="The moment at which it was, or is, to be said.")
    announcement: str | None
    reason: str | None
    by: str | None
    seq: int


class OccurrenceChangeAnswer(Answer):
    """An occurrence after a change."""

    seq: int
    occurrence: OccurrenceAnswer


class TimelineItemAnswer(Answer):
    """An occurrence of a day."""

    entry: str
    name: str
    due: str
    at: str
    state: Literal["coming", "announced", "skipped"]
    moved: bool
    reason: str | None = Field(description="Why it was skipped; of one that comes, why it will be.")
    reason_text: str = Field(description="In Indonesian.")
    announcement: str | None
    said: str = Field(description="What became of its announcement, in Indonesian.")
    heard: bool | None = Field(description="Whether the hall heard it; null: not known yet.")
    by: str | None


class TimelineAnswer(Answer):
    """A day of the schedule, in the order of time."""

    day: str
    items: list[TimelineItemAnswer]


class HolidayAnswer(Answer):
    """A day on which the hall is closed, or open after all."""

    day: str
    name: str
    closed: bool
    source: Literal["calendar", "hall"]
    joint_leave: bool
    estimated: bool = Field(description="Only expected: the decree may set another day.")
    seq: int


class HolidaysAnswer(Answer):
    """The holidays, by day."""

    holidays: list[HolidayAnswer]


class HolidayChangeAnswer(Answer):
    """What holds after a change; null: it was taken away."""

    seq: int
    holiday: HolidayAnswer | None
