"""The queue of announcements as it stands in the journal: every way in, every way out.

An announcement is ``preparing`` (its voice is being made), ``queued`` or ``started``, and ends in
exactly one way: finished, failed, expired, cancelled or merged. The event id of an ending is
derived from the announcement's id, so that SQL itself refuses a second one; only one that staff
asked for may have the key of their request instead.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict, Unpack
from uuid import uuid4

from display.clock import iso, iso_after, iso_now, now, parse
from display.hall.announcing.priority import hold_of, holds_calls, is_emergency
from display.hall.errors import Busy
from display.journal import OPEN_STATES, Announcement, Event, OpenAnnouncements, Transaction, Zone

if TYPE_CHECKING:
    from display.hall.reasons import Ending, ExpiryReason, MergeReason, Reason, VoiceReason
    from display.journal import Call

UNSPOKEN = ("preparing", "queued")
QUEUED = frozenset({"announcement.queued", "announcement.preparing"})
"""The events by which :func:`queue_announcement` answers a request."""

# When as many wait as may, the first of them is spoken within about this time.
RETRY_AFTER_S = 10


class StartedSound(TypedDict, total=False):
    """What began to sound: the SHA-256 of its file, its length in ms, its caption, the device."""

    sound: str
    duration_ms: int
    caption: str
    device: str | None


class Proof(TypedDict, total=False):
    """How it is known that the hall heard it, as :class:`display.journal.Announcement` has it."""

    witness: str
    device: str | None
    stutter_ms: int


class Heard(Proof, total=False):
    """A proof, and of a sound that came in parts what all of it is, and how long in ms."""

    sound: str
    duration_ms: int


class _Changes(StartedSound, Proof, total=False):
    """What a step changes of an announcement besides its state."""

    ahead: int
    attempt: int
    started_at: str
    ended_at: str
    expires_at: str
    reason: str | None
    merged_into: str | None
    heard: bool | None
    over_noise_db: float | None
    heard_delay_ms: int | None


def announcement_of_call(
    call: Call, zone: str, caption: str, repeats: int, expiry_s: float
) -> Announcement:
    """Return what speaks ``call`` in ``zone``; it expires ``expiry_s`` seconds from now."""
    queued_at = iso_now()
    return Announcement(
        id=uuid4().hex,
        event_id=call.event_id,
        kind="call",
        priority=call.priority,
        zone=zone,
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
    tx: Transaction,
    announcement: Announcement,
    *,
    ready: bool,
    event_id: str | None = None,
    limit: int | None = None,
) -> Event:
    """Journal that an announcement waits: ``queued``, or ``preparing`` while its voice is made.

    ``event_id`` is the idempotency key of a request that asked for just this announcement. Raises
    :class:`Busy` when ``limit`` wait in its zone already; an emergency never waits for that.
    """
    if limit is not None and not is_emergency(announcement):
        _refuse_crowd(tx, announcement.zone, limit)
    state = "queued" if ready else "preparing"
    return _step(tx, announcement, state, state, event_id)


def release_announcement(
    tx: Transaction, announcement_id: str, *, reason: VoiceReason | None = None
) -> Event | None:
    """Journal that a prepared announcement may be spoken now; ``reason`` says what it lacks."""
    announcement = tx.get(Announcement, announcement_id)
    if announcement is None or announcement.state != "preparing":
        return None
    return _step(tx, announcement, "queued", f"queued:{uuid4().hex[:8]}", reason=reason)


def prepare_again(tx: Transaction, announcement_id: str) -> Event | None:
    """Journal that a queued announcement lost a clip and waits for its voice once more.

    So does one that was begun, and whose rest was not made in time.
    """
    announcement = tx.get(Announcement, announcement_id)
    if announcement is None or announcement.state not in {"queued", "started"}:
        return None
    return _step(tx, announcement, "preparing", f"preparing:{uuid4().hex[:8]}")


def start_announcement(
    tx: Transaction, announcement_id: str, attempt: int, **sound: Unpack[StartedSound]
) -> Event | None:
    """Journal that the hall hears it now; ``sound`` may say what it hears, and on what device.

    A replay after a loss starts again with a higher ``attempt``; the same one twice counts once.
    """
    announcement = tx.get(Announcement, announcement_id)
    if announcement is None or announcement.state not in OPEN_STATES:
        return None
    # Speakers repeat a report until it is acknowledged, also across a restart of the server.
    if announcement.state == "started" and announcement.attempt >= attempt:
        return None
    return _step(
        tx,
        announcement,
        "started",
        f"started:{attempt}",
        started_at=iso_now(),
        attempt=attempt,
        # What the ear heard was another attempt.
        heard=None,
        over_noise_db=None,
        heard_delay_ms=None,
        **sound,
    )


def sound_alarm(tx: Transaction, announcement_id: str) -> Event | None:
    """Journal that the hall hears the alarm tone of an emergency whose words are being made.

    It goes on preparing; ``started_at`` says since when it is heard. Once for each emergency.
    """
    announcement = tx.get(Announcement, announcement_id)
    if announcement is None or announcement.state not in OPEN_STATES or announcement.started_at:
        return None
    return _step(tx, announcement, announcement.state, "alarm", started_at=iso_now())


def end_announcement(
    tx: Transaction,
    announcement_id: str,
    how: Ending,
    *,
    reason: Reason | None = None,
    merged_into: str | None = None,
    event_id: str | None = None,
    **proof: Unpack[Heard],
) -> Event | None:
    """Journal an ending; ``None`` when the announcement is unknown or has ended before.

    Without a ``reason`` of its own the ending keeps the announcement's: what had no voice was heard
    without one. ``event_id`` is the idempotency key of a request that asked for it. ``proof`` may
    say how it is known; a device that is None leaves the one that it began on.
    """
    announcement = tx.get(Announcement, announcement_id)
    if announcement is None or announcement.state not in OPEN_STATES:
        return None
    if proof.get("device") is None:
        proof.pop("device", None)
    event = _step(
        tx,
        announcement,
        how,
        "ended",
        event_id,
        reason=reason or announcement.reason,
        merged_into=merged_into,
        ended_at=iso_now(),
        **proof,
    )
    if holds_calls(announcement) or is_emergency(announcement):
        # Calls stood still because of it: their time is made up in the transaction that frees them.
        put_off_calls(tx, announcement.zone, announcement.queued_at)
    return event


def move_ahead(tx: Transaction, announcement: Announcement, event_id: str | None = None) -> Event:
    """Journal that an announcement goes before all others of its priority in its zone."""
    queue = tx.open_announcements(announcement.zone)
    rivals = [item for item in queue if item.priority == announcement.priority]
    ahead = max(item.ahead for item in (*rivals, announcement)) + 1
    return _move(tx, announcement, event_id, ahead=ahead)


def put_off_calls(tx: Transaction, zone_id: str, held_since: str) -> None:
    """Journal that a zone's waiting calls live longer, by as long as each of them was held."""
    for item in tx.open_announcements(zone_id):
        if item.kind == "call" and item.expires_at:
            # A call that came while it held was held only since then.
            held = now() - parse(max(held_since, item.queued_at))
            _move(tx, item, None, expires_at=iso(parse(item.expires_at) + held))


def merge_unspoken(tx: Transaction, call_id: str, *, reason: MergeReason, into: str | None) -> None:
    """End what was not spoken yet of a call that was recalled, served or cancelled meanwhile."""
    for announcement in tx.open_announcements():
        if announcement.event_id == call_id and announcement.state in UNSPOKEN:
            end_announcement(tx, announcement.id, "merged", reason=reason, merged_into=into)


def stale_of(open_ones: OpenAnnouncements, zone: Zone | None, moment: str) -> list[Announcement]:
    """Return what is past its time at ``moment``; a call has all of its time while it is held."""
    held = hold_of(open_ones, zone)
    # Its visitor could not hear it: the time that staff took does not count against the call.
    return [item for item in open_ones.due(moment) if not (held and item.kind == "call")]


def expire_stale(tx: Transaction, zone_id: str, moment: str, sparing: frozenset[str]) -> int:
    """End what is past its time in a zone; ``sparing`` are on the air. Returns how many.

    What was shown as text, or said until its time was over, is finished: nobody waited in vain.
    """
    stale = [
        item
        for item in stale_of(tx.open_announcements(zone_id), tx.get(Zone, zone_id), moment)
        if item.id not in sparing
    ]
    for item in stale:
        if item.started_at and item.until_ended:
            end_announcement(tx, item.id, "finished", reason="expired")
        elif item.silent:
            end_announcement(tx, item.id, "finished")
        else:
            end_announcement(tx, item.id, "expired", reason=_progress(item))
    return len(stale)


def _progress(item: Announcement) -> ExpiryReason:
    """Return how far an open announcement has come."""
    match item.state:
        case "preparing" | "started" as state:
            return state
    return "queued"


def _refuse_crowd(tx: Transaction, zone_id: str, limit: int) -> None:
    if tx.open_announcements(zone_id).count(*UNSPOKEN) >= limit:
        raise Busy(
            f"{limit} announcements wait to be spoken already; ask again later.", RETRY_AFTER_S
        )


def _move(
    tx: Transaction, item: Announcement, event_id: str | None, **changes: Unpack[_Changes]
) -> Event:
    row = replace(item, **changes)
    # A move may come any number of times; an ending, whose key is fixed, only once.
    key = event_id or f"{item.id}~moved:{uuid4().hex[:8]}"
    return tx.append("announcement.moved", {"announcement": row.to_json()}, key)


def _step(
    tx: Transaction,
    announcement: Announcement,
    state: str,
    key: str,
    event_id: str | None = None,
    **changes: Unpack[_Changes],
) -> Event:
    row = replace(announcement, state=state, **changes)
    name = f"announcement.{state}"
    # "~" cannot stand in an event_id that comes from outside (EventId), so that nobody can take the
    # id of an ending beforehand and keep an announcement open for ever.
    return tx.append(name, {"announcement": row.to_json()}, event_id or f"{announcement.id}~{key}")
