"""What may be asked of the schedule and of holidays, checked field by field."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from display.hall.announcing import FieldName, FieldValue, Text
from display.hall.request import EventId, FollowUpRequest, Name, Request
from display.journal import Prayer

MOST_DATES = 100


def _real_day(written: str) -> str:
    # Only one form is taken: Python reads 20261128 as well, and the key of a day must be one.
    if date.fromisoformat(written).isoformat() != written:
        raise ValueError("write a date as 2026-11-28")
    return written


Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Day = Annotated[
    str, StringConstraints(pattern=r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_real_day)
]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class EntryRequest(Request):
    """What the hall is to say by itself, whole: what is not given is as described here."""

    event_id: EventId | None = None
    name: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    enabled: bool = True
    dates: tuple[Day, ...] = Field(
        default=(), max_length=MOST_DATES, description="Only on these days; one day: once."
    )
    weekdays: tuple[Weekday, ...] = Field(
        default=(), max_length=7, description="Only on these; none of either: every day."
    )
    at: Clock | None = Field(default=None, description="Time on the hall's wall: `10:00`.")
    until: Clock | None = Field(default=None, description="Last time of what is repeated.")
    every_min: int = Field(
        default=0, ge=0, le=720, description="From `at` every so many minutes; 0: once a day."
    )
    prayer: Prayer = Field(default="", description="Instead of `at`; the hall's place is needed.")
    offset_min: int = Field(
        default=0, ge=-120, le=120, description="Minutes after the prayer; below 0: before it."
    )
    template: Name | None = None
    fields: dict[FieldName, FieldValue] = Field(default={}, max_length=12)
    text: Text | None = None
    recording: Name | None = None
    priority: Literal["urgent", "call", "scheduled", "idle"] | None = Field(
        default=None, description="As the template has it, else scheduled."
    )
    zone: Name = "main"
    chime: bool | None = None
    repeat: int | None = Field(default=None, ge=0, le=3)
    hold_calls: bool | None = Field(
        default=None, description="It goes next, and no call is spoken until it has ended."
    )
    hold_min: int = Field(
        default=0, ge=0, le=240, description="From its time on, no call is spoken for so long."
    )
    late_min: int = Field(
        default=5, ge=1, le=120, description="It begins at most so long after its time, or never."
    )
    on_closed_days: bool = Field(
        default=False, description="Also on holidays and on weekdays without opening hours."
    )


class MoveRequest(FollowUpRequest):
    """Say one occurrence at another time of its day."""

    at: Clock


class HolidayRequest(Request):
    """A day on which the hall is closed, or open though the calendar has a holiday."""

    event_id: EventId | None = None
    name: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    closed: bool = True
