"""The queue of announcements as it stands in the journal: every way in, every way out.

An announcement is ``preparing`` (its voice is being made), ``queued`` or ``started``, and ends in
exactly one way: finished, failed, expired, cancelled or merged. The event id of an ending is
derived from the announcement's id, so that SQL itself refuses a second one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

from display.clock import iso_after, iso_now
from display.journal import Announcement, Event, Transaction

if TYPE_CHECKING:
    from display.journal import Call

OPEN = ("preparing", "queued", "started")
UNSPOKEN = ("preparing", "queued")
Ending = Literal["finished", "failed", "expired", "cancelled", "merged"]

# The order of priorities; a lower rank is spoken first.
RANK = {"emergency": 0, "urgent": 1, "call": 2, "scheduled": 3, "idle": 4}


def announcement_of_call(call: Call, caption: str, repeats: int, expiry_s: float) -> Announcement:
    """Return the announcement that speaks ``call``; it expires ``expiry_s`` seconds from now."""
    queued_at = iso_now()
    return Announcement(
        id=uuid4().hex,
        event_id=call.event_id,
        kind="call",
        priority=call.priority,
        zone="main",
        state="queued",
        caption=caption,
        ticket=call.ticket,
        counter=call.counter,
        service=call.service,
        count=call.count,
        language=call.language,
        chime="call",
        repeats=repeats,
        queued_at=queued_at,
        expires_at=iso_after(expiry_s, queued_at),
    )


def queue_announcement(
    tx: Transaction, announcement: Announcement, *, ready: bool, event_id: str | None = None
) -> Event:
    """Journal that an announcement waits: ``queued``, or ``preparing`` while its voice is made.

    ``event_id`` is the idempotency key of a request that asked for just this announcement.
    """
    state = "queued" if ready else "preparing"
    return _step(tx, announcement, state, state, event_id)


def release_announcement(
    tx: Transaction, announcement_id: str, *, reason: str | None = None
) -> Event | None:
    """Journal that a prepared announcement may be spoken now; ``reason`` says what it lacks."""
    announcement = tx.announcement(announcement_id)
    if announcement is None or announcement.state != "preparing":
        return None
    return _step(tx, announcement, "queued", f"queued:{uuid4().hex[:8]}", reason=reason)


def prepare_again(tx: Transaction, announcement_id: str) -> Event | None:
    """Journal that a queued announcement lost a clip and waits for its voice once more."""
    announcement = tx.announcement(announcement_id)
    if announcement is None or announcement.state != "queued":
        return None
    return _step(tx, announcement, "preparing", f"preparing:{uuid4().hex[:8]}")


def start_announcement(
    tx: Transaction, announcement_id: str, attempt: int, **sound: Any
) -> Event | None:
    """Journal that the hall hears it now; ``sound`` may give sound, duration_ms and caption.

    A replay after a loss starts again with a higher ``attempt``; the same one twice counts once.
    """
    announcement = tx.announcement(announcement_id)
    if announcement is None or announcement.state not in OPEN:
        return None
    if announcement.state == "started" and announcement.attempt >= attempt:
        return None
    return _step(
        tx,
        announcement,
        "started",
        f"started:{attempt}",
        started_at=iso_now(),
        attempt=attempt,
        **sound,
    )


def end_announcement(
    tx: Transaction,
    announcement_id: str,
    how: Ending,
    *,
    reason: str | None = None,
    merged_into: str | None = None,
) -> Event | None:
    """Journal an ending; ``None`` when the announcement is unknown or has ended before."""
    announcement = tx.announcement(announcement_id)
    if announcement is None or announcement.state not in OPEN:
        return None
    return _step(
        tx,
        announcement,
        how,
        "ended",
        reason=reason,
        merged_into=merged_into,
        ended_at=iso_now(),
    )


def merge_unspoken(tx: Transaction, call_id: str, *, reason: str, into: str | None) -> None:
    """End what was not spoken yet of a call that was recalled, served or cancelled meanwhile."""
    for announcement in tx.open_announcements():
        if announcement.event_id == call_id and announcement.state in UNSPOKEN:
            end_announcement(tx, announcement.id, "merged", reason=reason, merged_into=into)


def expire_stale(tx: Transaction, now: str, sparing: frozenset[str]) -> int:
    """End what waited past its time; ``sparing`` are on the air. Returns how many."""
    stale = [
        announcement
        for announcement in tx.open_announcements()
        if announcement.expires_at
        and announcement.expires_at <= now
        and announcement.id not in sparing
    ]
    for announcement in stale:
        end_announcement(tx, announcement.id, "expired", reason=announcement.state)
    return len(stale)


def _step(
    tx: Transaction,
    announcement: Announcement,
    state: str,
    key: str,
    event_id: str | None = None,
    **changes: Any,
) -> Event:
    row = replace(announcement, state=state, **changes)
    name = f"announcement.{state}"
    # "~" cannot stand in an event_id that comes from outside (EventId), so that nobody can take the
    # id of an ending beforehand and keep an announcement open for ever.
    return tx.append(name, {"announcement": row.to_json()}, event_id or f"{announcement.id}~{key}")
