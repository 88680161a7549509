"""The schedule of a set-up file: its entries, and the holidays that the hall has set by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import StringConstraints

from display.hall.errors import Refused
from display.hall.naming import fold_name
from display.hall.schedule import (
    Day,
    EntryRequest,
    HolidayRequest,
    check_entry,
    drop_entry,
    drop_holiday,
    entry_of,
    write_entry,
    write_holiday,
)
from display.journal import Holiday, ScheduleEntry

if TYPE_CHECKING:
    from display.journal import Transaction

EntryId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9\-]{0,62}[a-z0-9])?$")]


class ScheduleFileEntry(EntryRequest):
    """An entry of a file, by its id."""

    id: EntryId


class HolidayFileEntry(HolidayRequest):
    """A holiday of a file, by its day."""

    day: Day


@dataclass(frozen=True, slots=True)
class Step:
    """What is to become of one entry or holiday: ``before`` and ``after``; None: it is not there.

    ``at`` is its place in the file, None for what is to go.
    """

    before: ScheduleEntry | Holiday | None
    after: ScheduleEntry | Holiday | None
    at: int | None = None

    @property
    def name(self) -> str:
        """What people know it by."""
        row = self.after or self.before
        return f"{row.day} {row.name}" if isinstance(row, Holiday) else row.name if row else ""

    @property
    def fields(self) -> tuple[str, ...]:
        """Which fields it changes of a row that is there."""
        if not self.before or not self.after:
            return ()
        before, after = self.before.to_json(), self.after.to_json()
        return tuple(name for name in after if name != "seq" and before[name] != after[name])


def steps_of_entries(tx: Transaction, asked: Sequence[ScheduleFileEntry] | None) -> list[Step]:
    """Return what a file changes of the entries; None: it does not have that part."""
    if asked is None:
        return []
    known = {row.id: row for row in tx.all(ScheduleEntry)}
    steps = []
    for at, entry in enumerate(asked):
        before = known.pop(entry.id, None)
        after = entry_of(entry.id, entry, before)
        if after != before:
            steps.append(Step(before, after, at))
    return [*steps, *(Step(row, None) for row in known.values())]


def steps_of_holidays(tx: Transaction, asked: Sequence[HolidayFileEntry] | None) -> list[Step]:
    """Return what a file changes of the days that staff have set; the calendar's others stay."""
    if asked is None:
        return []
    rows = {row.day: row for row in tx.all(Holiday)}
    steps = []
    for at, entry in enumerate(asked):
        before = rows.get(entry.day)
        after = Holiday(entry.day, entry.name, entry.closed)
        if before is None or replace(before, seq=0) != after:
            steps.append(Step(before, after, at))
    listed = {entry.day for entry in asked}
    gone = [row for row in rows.values() if row.source == "hall" and row.day not in listed]
    return [*steps, *(Step(row, None) for row in gone)]


def refused_entries(
    tx: Transaction, asked: Sequence[ScheduleFileEntry] | None, steps: Sequence[Step]
) -> Iterator[tuple[int, Refused]]:
    """Yield what is wrong with entries of a file, each with its place in it."""
    seen: set[str] = set()
    for at, entry in enumerate(asked or ()):
        if fold_name(entry.id) in seen:
            yield at, Refused("id", f"The id {entry.id!r} is there twice.", code="twice")
        seen.add(fold_name(entry.id))
    for step in steps:
        if step.at is not None and isinstance(step.after, ScheduleEntry):
            before = step.before if isinstance(step.before, ScheduleEntry) else None
            try:
                check_entry(tx, step.after, before)
            except Refused as refused:
                yield step.at, refused


def write_schedule(
    tx: Transaction,
    entries: Sequence[ScheduleFileEntry] | None,
    holidays: Sequence[HolidayFileEntry] | None,
) -> None:
    """Make the schedule and the hall's own holidays those of a file, within a transaction."""
    for step in (*steps_of_entries(tx, entries), *steps_of_holidays(tx, holidays)):
        if step.after is None and isinstance(step.before, ScheduleEntry):
            drop_entry(tx, step.before)
        elif step.after is None and isinstance(step.before, Holiday):
            drop_holiday(tx, step.before)
        elif isinstance(step.after, ScheduleEntry) and entries and step.at is not None:
            write_entry(tx, step.after.id, entries[step.at])
        elif isinstance(step.after, Holiday):
            asked = HolidayRequest(name=step.after.name, closed=step.after.closed)
            write_holiday(tx, step.after.day, asked)


def export_schedule(tx: Transaction) -> dict[str, list[dict[str, Any]]]:
    """Return the entries and the hall's own holidays as plain values, without what is as usual."""
    usual = ScheduleEntry("", "").to_json()
    return {
        "schedule": [
            {
                name: value
                for name, value in row.to_json().items()
                if name in ScheduleFileEntry.model_fields and value != usual[name]
            }
            for row in tx.all(ScheduleEntry)
        ],
        "holidays": [
            {"day": row.day, "name": row.name, "closed": row.closed}
            for row in tx.all(Holiday)
            if row.source == "hall"
        ],
    }
