"""The zone: how loudly and in which manner the hall speaks, and whether its calls are held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from display.clock import iso_now
from display.hall.announcing.queue import put_off_calls
from display.hall.errors import Conflict, NotFound
from display.journal import Transaction, Zone

if TYPE_CHECKING:
    from display.hall.announcing.requests import HoldRequest, ZoneRequest
    from display.hall.context import HallContext
    from display.hall.request import FollowUpRequest


class ZoneChange(NamedTuple):
    """What became of a change: ``created`` is False when everything was so already."""

    created: bool
    seq: int
    zone: Zone


def the_zone(tx: Transaction) -> Zone:
    """Return the zone of the hall's loudspeakers; a hall of an early release gets the defaults."""
    return next(iter(tx.all(Zone)), Zone("main", "Ruang tunggu"))


def change_zone(hall: HallContext, zone_id: str, request: ZoneRequest) -> ZoneChange:
    """Set a zone's name, volume and manner of speaking; what is not given stays.

    Raises :class:`NotFound`, and :class:`Conflict` when the ``event_id`` belongs to something else.
    """
    changes = request.model_dump(exclude_none=True, exclude={"event_id"})

    def work(tx: Transaction) -> ZoneChange:
        zone = tx.get(Zone, zone_id)
        if zone is None:
            raise NotFound(f"There is no zone {zone_id!r}.", code="unknown_zone")
        if replace(zone, **changes) == zone:
            return ZoneChange(False, zone.seq, zone)
        return _change(tx, "zone.changed", request.event_id, replace(zone, **changes))

    return _once(hall, "zone.changed", request.event_id, work)


def hold_calls(hall: HallContext, request: HoldRequest, by: str | None = None) -> ZoneChange:
    """Hold all calls: what sounds is said to its end, then no call is spoken until staff resume.

    Held calls keep their order and do not expire. Holding twice is no error. ``by``: who does it.
    """

    def work(tx: Transaction) -> ZoneChange:
        zone = the_zone(tx)
        if zone.held:
            return ZoneChange(False, zone.seq, zone)
        held = replace(
            zone, held=True, held_since=iso_now(), held_reason=request.reason or None, held_by=by
        )
        return _change(tx, "calls.held", request.event_id, held)

    return _once(hall, "calls.held", request.event_id, work)


def resume_calls(hall: HallContext, request: FollowUpRequest) -> ZoneChange:
    """Let the calls go on; each of them has as much time left as when it was held."""

    def work(tx: Transaction) -> ZoneChange:
        zone = the_zone(tx)
        if not zone.held:
            return ZoneChange(False, zone.seq, zone)
        if zone.held_since:
            put_off_calls(tx, zone.held_since)
        free = replace(zone, held=False, held_since=None, held_reason=None, held_by=None)
        return _change(tx, "calls.resumed", request.event_id, free)

    return _once(hall, "calls.resumed", request.event_id, work)


def _change(tx: Transaction, name: str, event_id: str | None, zone: Zone) -> ZoneChange:
    event = tx.append(name, {"zone": zone.to_json()}, event_id)
    return ZoneChange(True, event.seq, Zone.from_json(event.data["zone"]))


def _once(
    hall: HallContext, name: str, event_id: str | None, work: Callable[[Transaction], ZoneChange]
) -> ZoneChange:
    """Do the work, unless its ``event_id`` was used before: then give the first answer."""

    def once(tx: Transaction) -> ZoneChange:
        earlier = tx.event(event_id) if event_id else None
        if earlier is None:
            return work(tx)
        if earlier.name != name:
            message = f"event_id {event_id} belongs to an earlier {earlier.name}."
            raise Conflict(message, code="event_id_taken")
        return ZoneChange(False, earlier.seq, Zone.from_json(earlier.data["zone"]))

    return hall.write(once)
