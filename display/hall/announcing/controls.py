"""What staff do with an announcement that waits or sounds: cancel, move up, say again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal
from uuid import uuid4

from display.clock import iso_after, iso_now, parse
from display.hall.announcing.announcements import queue_draft
from display.hall.announcing.priority import is_emergency
from display.hall.announcing.queue import UNSPOKEN, end_announcement, move_ahead
from display.hall.errors import Conflict, NotFound
from display.hall.lookup import MAIN_ZONE, zone_ids
from display.hall.outcome import PLACED, Placed
from display.hall.request import Asked
from display.hall.speech import announcement_sentence
from display.journal import Announcement, Call, Counter, Event, Recording, Transaction

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.hall.reasons import Reason

_ENDED_BY_STAFF: Final = "ended"


def cancel_announcement(
    hall: HallContext, announcement_id: str, *, request_id: str | None = None
) -> Placed:
    """End an announcement; one that is on the air is stopped by the announcer.

    What was asked for several zones at once is ended in all of them.
    An emergency or a text on the screens that was there already is *finished*, for the hall has
    heard or seen it; everything else is *cancelled*. Raises :class:`NotFound`, or
    :class:`Conflict` when it has ended already in another way.
    """

    def work(tx: Transaction, key: str) -> Placed:
        row = _find(tx, announcement_id)
        how, reason = _ending(row)
        event = end_announcement(tx, announcement_id, how, reason=reason, event_id=key)
        for other in _same_elsewhere(tx, row):
            how, reason = _ending(other)
            # Ended here already, it is still theirs to end where it waits.
            own = key if event is None else None
            event = end_announcement(tx, other.id, how, reason=reason, event_id=own) or event
        # Two people press at once: the second finds done what both wanted, and is told no error.
        if event is None and not _was_ended_by_staff(row):
            message = f"Announcement {announcement_id} is {row.state} already."
            raise Conflict(message, code="ended_already")
        return _placed(row, event)

    return hall.once(_asked("cancelling", announcement_id, request_id), PLACED, work)


def advance_announcement(
    hall: HallContext, announcement_id: str, *, request_id: str | None = None
) -> Placed:
    """Let an announcement that waits go before all others of its priority.

    Raises :class:`NotFound`, or :class:`Conflict` when it does not wait (any more).
    """

    def work(tx: Transaction, key: str) -> Placed:
        row = _find(tx, announcement_id)
        if row.state not in UNSPOKEN:
            message = f"Announcement {announcement_id} is {row.state} and waits no more."
            raise Conflict(message, code="not_waiting")
        return _placed(row, move_ahead(tx, row, key))

    return hall.once(_asked("advance", announcement_id, request_id), PLACED, work)


def repeat_announcement(
    hall: HallContext, announcement_id: str, *, request_id: str | None = None
) -> Placed:
    """Announce the same once more, as a new announcement with as long an expiry.

    A call is said in the same words again: it counts as no further call. Raises :class:`NotFound`,
    :class:`Busy`, or :class:`Conflict` when its recording or its call is gone.
    """

    def work(tx: Transaction, key: str) -> Placed:
        row = _find(tx, announcement_id)
        _check_repeatable(tx, row)
        again = replace(_again(row, key), zone=_zone_now(tx, row))
        # Names may have been changed since: eye and ear follow the set-up of now.
        again = replace(again, caption=announcement_sentence(tx, again).caption)
        placed = queue_draft(hall, tx, again, key)
        for zone in zone_ids(tx) if is_emergency(again) else ():
            if zone != again.zone:
                queue_draft(hall, tx, replace(again, id=uuid4().hex, zone=zone), None)
        return placed

    return hall.once(_asked("repeat", announcement_id, request_id), PLACED, work)


def _again(row: Announcement, event_id: str) -> Announcement:
    """Return a new announcement that says the same."""
    new_id = uuid4().hex
    # As long a life as the first had: whoever said ten minutes meant ten minutes from then on.
    life = parse(row.expires_at) - parse(row.queued_at) if row.expires_at else timedelta(minutes=15)
    queued_at = iso_now()
    return Announcement(
        id=new_id,
        # A call's announcements share its key, so that serving or cancelling it finds all of them.
        event_id=row.event_id if row.kind == "call" else event_id,
        kind=row.kind,
        priority=row.priority,
        zone=row.zone,
        state="queued",
        caption=row.caption,
        text=row.text,
        ticket=row.ticket,
        counter=row.counter,
        service=row.service,
        count=row.count,
        language=row.language,
        chime=row.chime,
        repeats=row.repeats,
        template=row.template,
        recording=row.recording,
        hold_calls=row.hold_calls,
        silent=row.silent,
        until_ended=row.until_ended,
        drill=row.drill,
        queued_at=queued_at,
        expires_at=iso_after(life.total_seconds(), queued_at),
    )


def _zone_now(tx: Transaction, row: Announcement) -> str:
    """Return where it is said now: a call in its counter's zone, the rest where it was said."""
    counter = tx.get(Counter, row.counter) if row.kind == "call" and row.counter else None
    zone = counter.zone if counter else row.zone
    return zone if zone in zone_ids(tx) else MAIN_ZONE


def _same_elsewhere(tx: Transaction, row: Announcement) -> list[Announcement]:
    """Return what the same request asked for in other zones and has not ended."""
    if row.kind == "call":
        return []
    return [
        other
        for other in tx.open_announcements()
        if other.event_id == row.event_id and other.id != row.id
    ]


def _check_repeatable(tx: Transaction, row: Announcement) -> None:
    if row.recording and tx.get(Recording, row.recording) is None:
        raise Conflict("Its recording was taken away.", code="unknown_recording")
    if row.kind != "call":
        return
    call = tx.get(Call, row.event_id)
    # The voice must not call somebody who has been served, or was sent on to another counter.
    if call is None or call.state != "called":
        state = call.state if call else "unknown"
        raise Conflict(f"The call is {state}; there is nobody to be called.", code="call_ended")


def _ending(row: Announcement) -> tuple[Literal["finished", "cancelled"], Reason]:
    # It was heard or seen, and its time was staff's to end: to call that cancelled would tell the
    # history that the hall never knew.
    if row.started_at and (is_emergency(row) or row.silent):
        return "finished", _ENDED_BY_STAFF
    return "cancelled", "asked"


def _was_ended_by_staff(row: Announcement) -> bool:
    return row.state == "cancelled" or (row.state == "finished" and row.reason == _ENDED_BY_STAFF)


def _find(tx: Transaction, announcement_id: str) -> Announcement:
    row = tx.get(Announcement, announcement_id)
    if row is None:
        raise NotFound(f"There is no announcement {announcement_id!r}.")
    return row


def _placed(row: Announcement, event: Event | None) -> Placed:
    seq = event.seq if event else row.seq
    return Placed(event is not None, seq, row.event_id, row.id, row.caption)


def _asked(deed: str, announcement_id: str, key: str | None) -> Asked:
    return Asked(key, deed, {"announcement": announcement_id})
