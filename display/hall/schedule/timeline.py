"""A day of the schedule: what was said and became of it, what comes, what was skipped and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, TypedDict

from display.clock import iso, parse
from display.hall.reasons import outcome_text, skip_text
from display.hall.schedule.prayer_times import computed_times, prayer_times
from display.hall.schedule.surroundings import Surroundings, surroundings
from display.journal import ScheduleEntry

if TYPE_CHECKING:
    from display.journal import Announcement, Hall, Occurrence, Transaction
    from display.json_object import JsonObject


class TimelineItem(TypedDict):
    """One occurrence of a day. ``due`` is its time on the wall, ``at`` the moment that holds.

    ``reason`` is why it was skipped or, of one that is coming, why it will be; ``said`` and
    ``reason_text`` are Indonesian. ``heard``: the hall heard it; None: it is not known yet.
    """

    entry: str
    name: str
    due: str
    at: str
    state: Literal["coming", "announced", "skipped"]
    moved: bool
    reason: str | None
    reason_text: str
    announcement: str | None
    said: str
    heard: bool | None
    by: str | None


class Timeline(TypedDict):
    """A day (ISO) of the schedule, in the order of time."""

    day: str
    items: list[TimelineItem]


class PrayerToday(TypedDict):
    """A prayer of today as ``11:56`` on the wall, and as computed without the hall's minutes."""

    prayer: str
    at: str
    computed: str


class Schedule(TypedDict):
    """The entries of a hall, and the times of prayer of today."""

    entries: list[JsonObject]
    prayers: list[PrayerToday]


def describe_schedule(tx: Transaction) -> Schedule:
    """Return what the hall says by itself, and today's times of prayer where its place is known."""
    around = surroundings(tx)
    rows = [entry.to_json() for entry in tx.all(ScheduleEntry)]
    return {"entries": rows, "prayers": prayers_on(around.hall, around.today)}


def prayers_on(hall: Hall, day: date) -> list[PrayerToday]:
    """Return the times of prayer of a day, in order; none where nobody knows the hall's place."""
    if hall.latitude is None or hall.longitude is None:
        return []
    computed = computed_times(hall.latitude, hall.longitude, hall.timezone, day)
    return [
        {"prayer": name, "at": f"{at:%H:%M}", "computed": f"{computed[name]:%H:%M}"}
        for name, at in prayer_times(hall, day).items()
    ]


def read_timeline(tx: Transaction, day: date | None = None) -> Timeline:
    """Return the occurrences of a day by the hall's wall (None: today)."""
    around = surroundings(tx)
    day = day or around.today
    rows = {(row.entry, row.due): row for row in tx.occurrences_of(day.isoformat())}
    said = {row.id: row for row in tx.announcements([r.announcement or "" for r in rows.values()])}
    items = [_of_row(row, said) for row in rows.values() if row.state != "moved"]
    entries = {entry.id: entry for entry in tx.all(ScheduleEntry)}
    for entry in entries.values():
        items += _coming(entry, day, around, rows)
    moved = [row for row in rows.values() if row.state == "moved" and row.entry in entries]
    items += [_item(row.entry, row.name, row.due, row.at, moved=True, by=row.by) for row in moved]
    items.sort(key=lambda item: (item["at"], item["name"]))
    return {"day": day.isoformat(), "items": items}


def _coming(
    entry: ScheduleEntry,
    day: date,
    around: Surroundings,
    rows: dict[tuple[str, str], Occurrence],
) -> list[TimelineItem]:
    """Return what of an entry is to come, with why it will not be said where that is known."""
    found = []
    for due in around.dues_on(entry, day):
        if (entry.id, due.key) not in rows and due.at >= parse(entry.since):
            against = around.reason_against(entry, due)
            found.append(_item(entry.id, entry.name, due.key, iso(due.at), reason=against))
    return found


def _of_row(row: Occurrence, said: dict[str, Announcement]) -> TimelineItem:
    announcement = said.get(row.announcement or "")
    item = _item(row.entry, row.name, row.due, row.at, reason=row.reason, by=row.by)
    item["state"] = "announced" if row.state == "announced" else "skipped"
    item["announcement"] = row.announcement
    if announcement:
        item["said"] = outcome_text(
            announcement.state, announcement.reason, silent=announcement.silent
        )
        item["heard"] = _was_heard(announcement)
    return item


def _was_heard(row: Announcement) -> bool | None:
    """Say whether the hall heard an announcement; None while that is open."""
    if row.state in {"preparing", "queued", "started"}:
        return None
    # The ear's word goes before the speaker's, where the hall has one.
    return row.state == "finished" and row.heard is not False


def _item(
    entry: str,
    name: str,
    due: str,
    at: str,
    *,
    moved: bool = False,
    reason: str | None = None,
    by: str | None = None,
) -> TimelineItem:
    return {
        "entry": entry,
        "name": name,
        "due": due,
        "at": at,
        "state": "coming",
        "moved": moved,
        "reason": reason,
        "reason_text": skip_text(reason),
        "announcement": None,
        "said": "",
        "heard": None,
        "by": by,
    }
