"""The entries of the schedule: written whole, checked by trying them, taken away."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from pydantic import ValidationError

from display.clock import iso, iso_now, parse
from display.hall.announcing import draft_announcement
from display.hall.errors import NotFound, Refused
from display.hall.outcome import Outcome, kept_row
from display.hall.request import Asked
from display.hall.schedule.occurrences import draft_request, give_up
from display.hall.schedule.surroundings import SET_BACK, Surroundings, surroundings
from display.journal import ScheduleEntry
from display.settings import Settings, load_settings

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.hall.schedule.requests import EntryRequest
    from display.journal import Transaction

MOST_ENTRIES: Final = 1000
SHORTEST_MIN: Final = 5
"""Minutes between two times of an entry: what is said more often nobody hears any more."""

_ID = re.compile(r"[a-z0-9](?:[a-z0-9\-]{0,62}[a-z0-9])?")
_TIMING: Final = ("dates", "weekdays", "at", "until", "every_min", "prayer", "offset_min")
_BELIEVED: Final = timedelta(days=7)


def set_entry(hall: HallContext, entry_id: str, request: EntryRequest) -> Outcome[ScheduleEntry]:
    """Make or replace an entry; the same again changes nothing.

    What was due before, at other times, and is not settled is skipped. Raises :class:`Refused` that
    names the field, also for what could not be said, and :class:`Conflict` when the ``event_id``
    belongs to something else.
    """
    return hall.once(
        Asked.of("schedule entry", request, entry=entry_id),
        kept_row(ScheduleEntry),
        lambda tx, event_id: write_entry(tx, entry_id, request, event_id),
    )


def write_entry(
    tx: Transaction, entry_id: str, request: EntryRequest, event_id: str | None = None
) -> Outcome[ScheduleEntry]:
    """Make or replace an entry within a transaction; see :func:`set_entry`."""
    known = tx.get(ScheduleEntry, entry_id)
    row = entry_of(entry_id, request, known)
    if row == known:
        return Outcome(False, row.seq, row)
    check_entry(tx, row, known)
    if known and row.since != known.since:
        give_up(tx, known, surroundings(tx), "changed")
    event = tx.append("schedule.changed", {"schedule_entry": row.to_json()}, event_id)
    return Outcome(known is None, event.seq, replace(row, seq=event.seq))


def entry_of(entry_id: str, request: EntryRequest, known: ScheduleEntry | None) -> ScheduleEntry:
    """Return the entry that is asked for in the place of ``known``; that itself when it is so."""
    given = request.model_dump(exclude={"event_id", "id"})
    given |= {"at": request.at or "", "until": request.until or ""}
    row = ScheduleEntry(entry_id, since=iso_now(), **given)
    if known is None:
        return row
    same_times = all(getattr(known, name) == getattr(row, name) for name in _TIMING)
    since = known.since if same_times else row.since
    return replace(row, moved=known.moved, seq=known.seq, since=since)


def check_entry(tx: Transaction, row: ScheduleEntry, known: ScheduleEntry | None = None) -> None:
    """Raise :class:`Refused`, by its field, for an entry that could not be said or never is."""
    around = surroundings(tx)
    if known is None:
        _check_new(tx, row.id)
    _check_times(row, around)
    _check_content(tx, row, around)


def remove_entry(hall: HallContext, entry_id: str) -> Outcome[None]:
    """Take an entry away; what it said stays in the history. Raises :class:`NotFound`."""

    return hall.write(lambda tx: drop_entry(tx, require_entry(tx, entry_id)))


def drop_entry(tx: Transaction, known: ScheduleEntry) -> Outcome[None]:
    """Take an entry away within a transaction."""
    give_up(tx, known, surroundings(tx), "removed")
    gone = {**known.to_json(), "removed": True}
    event = tx.append("schedule.changed", {"schedule_entry": gone})
    return Outcome(False, event.seq, None)


def require_entry(tx: Transaction, entry_id: str) -> ScheduleEntry:
    """Return the entry of an address, or raise :class:`NotFound`."""
    entry = tx.get(ScheduleEntry, entry_id)
    if entry is None:
        raise NotFound(f"There is no schedule entry {entry_id!r}.", code="unknown_entry")
    return entry


def begin_again(tx: Transaction, entry: ScheduleEntry, around: Surroundings) -> ScheduleEntry:
    """Return an entry that begins now at the latest, where it was made by a clock that was ahead.

    Else it would say nothing until that time comes. A clock that stands more than a week before is
    itself the one that is wrong.
    """
    ahead = parse(entry.since) - around.now
    if not SET_BACK < ahead <= _BELIEVED:
        return entry
    row = replace(entry, since=iso(around.now))
    event = tx.append("schedule.changed", {"schedule_entry": row.to_json()})
    return replace(row, seq=event.seq)


class _Tried(NamedTuple):
    """Where a text is tried; its draft is thrown away, so that its expiry does not matter."""

    zone: str = "main"
    settings: Settings = load_settings({})


def _check_new(tx: Transaction, entry_id: str) -> None:
    if not _ID.fullmatch(entry_id):
        message = "An id is up to 64 of a-z, 0-9 and -, with a letter or figure at both ends."
        raise Refused("entry_id", message)
    if len(tx.all(ScheduleEntry)) >= MOST_ENTRIES:
        raise Refused(
            "entry_id", f"A schedule has at most {MOST_ENTRIES} entries.", code="too_many"
        )


def _check_times(row: ScheduleEntry, around: Surroundings) -> None:
    """Refuse times that contradict each other."""
    if row.dates and row.weekdays:
        raise Refused("weekdays", "Give dates or weekdays, not both.", code="both")
    if row.prayer:
        if row.at or row.every_min:
            raise Refused("prayer", "Give a time or a prayer, not both.", code="both")
        if around.hall.latitude is None or around.hall.longitude is None:
            message = "The hall does not say where it is (latitude and longitude)."
            raise Refused("prayer", message, code="no_place")
        return
    if not row.at:
        raise Refused("at", "Give a time, or a prayer.", code="missing")
    if row.offset_min:
        raise Refused("offset_min", "An offset belongs to a prayer; none is named.")
    if not row.every_min:
        if row.until:
            raise Refused("every_min", "Say every how many minutes until then.", code="missing")
        return
    if row.every_min < SHORTEST_MIN:
        message = f"At least {SHORTEST_MIN} minutes lie between two times."
        raise Refused("every_min", message, code="too_often")
    if not row.until or time.fromisoformat(row.until) < time.fromisoformat(row.at):
        raise Refused("until", "Say until when it is repeated, not before it begins.")
    if row.late_min >= row.every_min:
        # Else two of them would be due at once, and the hall would hear it twice in a row.
        message = "It begins at the latest before its next time comes."
        raise Refused("late_min", message, code="beyond_next")


def _check_content(tx: Transaction, row: ScheduleEntry, around: Surroundings) -> None:
    """Refuse what could not be said, by drafting it: found out now, not when its time comes."""
    try:
        draft = draft_announcement(_Tried(), tx, draft_request(tx, row, around.now, around))
    except ValidationError as error:
        raise Refused("text", str(error.errors()[0]["msg"])) from error
    if draft.priority == "emergency":
        message = "An emergency is announced by people, never by the schedule."
        raise Refused("template", message, code="emergency")
