"""What staff do with one occurrence of the schedule: have it said now, skip it, move it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from display.clock import iso, parse
from display.hall.errors import Conflict, NotFound, Refused
from display.hall.outcome import PLACED, Outcome, Placed, kept_row
from display.hall.request import Asked
from display.hall.schedule.entries import require_entry
from display.hall.schedule.occurrences import announce_now, record
from display.hall.schedule.surroundings import Surroundings, surroundings
from display.journal import Occurrence

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.hall.request import FollowUpRequest
    from display.hall.schedule.requests import MoveRequest
    from display.journal import ScheduleEntry, Transaction

_SPOKEN_WITHIN: Final = timedelta(minutes=15)
"""What staff ask for now is said within this time, whatever its entry allows, or not at all."""


def play_now(
    hall: HallContext, entry_id: str, due: str, request: FollowUpRequest, by: str | None = None
) -> Placed:
    """Announce an occurrence now, whether it is still coming or was skipped.

    Raises :class:`NotFound`, :class:`Conflict` when it was announced already, and what
    :func:`display.hall.announcing.announce` raises.
    """

    def work(tx: Transaction, event_id: str) -> Placed:
        entry, around = require_entry(tx, entry_id), surroundings(tx)
        _require_unsaid(tx, entry, due, around)
        latest = around.now + _SPOKEN_WITHIN
        placed = announce_now(hall, tx, entry, around.now, latest, around, event_id)
        row = Occurrence(
            *(entry.id, due, entry.name, "announced", iso(around.now)),
            announcement=placed.announcement_id,
            by=by,
        )
        record(tx, entry, row)
        return placed

    return hall.once(Asked.of("play now", request, entry=entry_id, due=due), PLACED, work)


def skip_occurrence(
    hall: HallContext, entry_id: str, due: str, request: FollowUpRequest, by: str | None = None
) -> Outcome[Occurrence]:
    """Let an occurrence that is coming go by unsaid; one that was skipped stays as it is.

    Raises :class:`NotFound`, or :class:`Conflict` when it was announced already.
    """

    def work(tx: Transaction, event_id: str) -> Outcome[Occurrence]:
        entry, around = require_entry(tx, entry_id), surroundings(tx)
        known = _require_unsaid(tx, entry, due, around)
        if known and known.state == "skipped":
            return Outcome(False, known.seq, known)
        at = known.at if known else iso(_moment_of(due, around))
        row = Occurrence(entry.id, due, entry.name, "skipped", at, reason="staff", by=by)
        event = record(tx, entry, row, event_id=event_id)
        return Outcome(True, event.seq, Occurrence.from_json(event.data["occurrence"]))

    asked = Asked.of("skipping", request, entry=entry_id, due=due)
    return hall.once(asked, kept_row(Occurrence), work)


def move_occurrence(
    hall: HallContext, entry_id: str, due: str, request: MoveRequest, by: str | None = None
) -> Outcome[Occurrence]:
    """Let an occurrence be said at another time of its day; its entry's others stay.

    Raises :class:`NotFound`, :class:`Refused` for a time that has gone by, or :class:`Conflict`
    when it was announced already.
    """

    def work(tx: Transaction, event_id: str) -> Outcome[Occurrence]:
        entry, around = require_entry(tx, entry_id), surroundings(tx)
        _require_unsaid(tx, entry, due, around)
        at = _moment_of(f"{due[:10]}T{request.at}", around)
        if at <= around.now:
            raise Refused("at", "This time has gone by.", code="gone_by")
        row = Occurrence(entry.id, due, entry.name, "moved", iso(at), by=by)
        event = record(tx, entry, row, event_id=event_id)
        return Outcome(True, event.seq, Occurrence.from_json(event.data["occurrence"]))

    asked = Asked.of("moving", request, entry=entry_id, due=due)
    return hall.once(asked, kept_row(Occurrence), work)


def _require_unsaid(
    tx: Transaction, entry: ScheduleEntry, due: str, around: Surroundings
) -> Occurrence | None:
    """Return the row of an occurrence that was not announced, None while it has none."""
    row = tx.get(Occurrence, entry.id, due)
    if row and row.state == "announced":
        raise Conflict("It was announced already.", code="announced_already")
    if row is None and due not in {one.key for one in around.dues_on(entry, _day_of(due))}:
        raise NotFound(f"{entry.name} does not fall due at {due!r}.", code="unknown_occurrence")
    if row is None and parse(entry.since) > _moment_of(due, around):
        raise NotFound(f"{entry.name} began after {due!r}.", code="unknown_occurrence")
    return row


def _day_of(due: str) -> date:
    try:
        return datetime.strptime(due, "%Y-%m-%dT%H:%M").date()
    except ValueError:
        raise NotFound(f"{due!r} is no time of an entry.", code="unknown_occurrence") from None


def _moment_of(due: str, around: Surroundings) -> datetime:
    day, _, clock = due.partition("T")
    wall = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock))
    return wall.replace(tzinfo=around.zone)
