"""The zone: how loudly and in which manner the hall speaks, and whether its calls are held."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from display.clock import iso_now, now, parse
from display.hall.announcing.queue import put_off_calls
from display.hall.errors import NotFound, Refused
from display.hall.outcome import Outcome, kept_row
from display.hall.request import Asked
from display.journal import Transaction, Zone

if TYPE_CHECKING:
    from display.hall.announcing.requests import HoldRequest, ZoneRequest
    from display.hall.context import HallContext
    from display.hall.request import FollowUpRequest

_SET_BACK: Final = timedelta(minutes=1)  # NTP may set the clock, a little
_FREE: Final[dict[str, Any]] = {
    "held": False,
    "held_since": None,
    "held_reason": None,
    "held_by": None,
    "held_until": None,
}


def the_zone(tx: Transaction, zone_id: str = "main") -> Zone:
    """Return a zone of the hall's loudspeakers; a hall of an early release gets the defaults."""
    return tx.get(Zone, zone_id) or Zone(zone_id, "Ruang tunggu")


def change_zone(hall: HallContext, zone_id: str, request: ZoneRequest) -> Outcome[Zone]:
    """Set a zone's name, volume and manner of speaking; what is not given stays.

    Raises :class:`NotFound`, :class:`Refused` for limits that contradict each other, and
    :class:`Conflict` when the ``event_id`` belongs to something else.
    """
    changes = request.model_dump(exclude_none=True, exclude={"event_id"})

    def work(tx: Transaction, event_id: str) -> Outcome[Zone]:
        zone = tx.get(Zone, zone_id)
        if zone is None:
            raise NotFound(f"There is no zone {zone_id!r}.", code="unknown_zone")
        changed = replace(zone, **changes)
        if changed.volume_by_hour != zone.volume_by_hour:
            changed = replace(changed, volume_step="")  # what is new begins at once
        if changed == zone:
            return Outcome(False, zone.seq, zone)
        _check_limits(changed)
        return _change(tx, "zone.changed", event_id, changed)

    return hall.once(Asked.of("zone", request, zone=zone_id), kept_row(Zone), work)


def hold_calls(hall: HallContext, request: HoldRequest, by: str | None = None) -> Outcome[Zone]:
    """Hold all calls: what sounds is said to its end, then no call is spoken until staff resume.

    Held calls keep their order and do not expire. Holding twice is no error. ``by``: who does it.
    """

    def work(tx: Transaction, event_id: str) -> Outcome[Zone]:
        zone = the_zone(tx, hall.zone)
        # The first who held has the reason that the screens tell; the second finds it done.
        if zone.held:
            return Outcome(False, zone.seq, zone)
        held = replace(
            zone, held=True, held_since=iso_now(), held_reason=request.reason or None, held_by=by
        )
        return _change(tx, "calls.held", event_id, held)

    return hall.once(Asked.of("hold", request), kept_row(Zone), work)


def resume_calls(hall: HallContext, request: FollowUpRequest) -> Outcome[Zone]:
    """Let the calls go on; each of them has as much time left as when it was held."""

    def work(tx: Transaction, event_id: str) -> Outcome[Zone]:
        zone = the_zone(tx, hall.zone)
        if not zone.held:
            return Outcome(False, zone.seq, zone)
        if zone.held_since:
            # Before they are free: else the next turn finds them past their time.
            put_off_calls(tx, zone.held_since)
        return _change(tx, "calls.resumed", event_id, replace(zone, **_FREE))

    return hall.once(Asked.of("resume", request), kept_row(Zone), work)


def hold_calls_until(tx: Transaction, zone_id: str, moment: str, reason: str) -> None:
    """Hold all calls of a zone until a moment (ISO 8601 UTC); what staff hold stays as it is."""
    zone = the_zone(tx, zone_id)
    if zone.held:
        return
    held = replace(
        zone, held=True, held_since=iso_now(), held_reason=reason, held_by=None, held_until=moment
    )
    _change(tx, "calls.held", None, held)


def resume_held_calls(tx: Transaction) -> int:
    """Let calls go on where the time of :func:`hold_calls_until` is over; returns in how many.

    It is over as well where the clock now stands before the time when it began: a hall that calls
    during a break is better than one that is silent for a day because its clock was set back.
    """
    over = [row for row in tx.all(Zone) if row.held_until and not _lasts(row)]
    for zone in over:
        put_off_calls(tx, str(zone.held_since))
        _change(tx, "calls.resumed", None, replace(zone, **_FREE))
    return len(over)


def _lasts(zone: Zone) -> bool:
    since, until = parse(str(zone.held_since)), parse(str(zone.held_until))
    return since - _SET_BACK <= now() < until


def _check_limits(zone: Zone) -> None:
    if zone.quietest > zone.loudest:
        message = f"The loudest volume is {zone.loudest} percent; the quietest cannot be above it."
        raise Refused("quietest", message, code="above_loudest")


def _change(tx: Transaction, name: str, event_id: str | None, zone: Zone) -> Outcome[Zone]:
    event = tx.append(name, {"zone": zone.to_json()}, event_id)
    return Outcome(True, event.seq, Zone.from_json(event.data["zone"]))
