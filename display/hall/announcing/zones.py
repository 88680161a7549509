"""The zones: made, taken away; how loudly and how each speaks, and whether its calls are held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from display.clock import iso_now, now, parse
from display.hall.announcing.queue import end_announcement, put_off_calls
from display.hall.announcing.requests import MOST_ZONES
from display.hall.errors import Conflict, NotFound, Refused
from display.hall.lookup import MAIN_ZONE, require_zone, zone_ids
from display.hall.outcome import Outcome, kept_row
from display.hall.request import Asked
from display.journal import Counter, Fault, ScheduleEntry, Screen, Transaction, Zone

if TYPE_CHECKING:
    from display.hall.announcing.requests import (
        HoldRequest,
        NewZoneRequest,
        ResumeRequest,
        ZoneRequest,
    )
    from display.hall.context import HallContext

_SET_BACK: Final = timedelta(minutes=1)  # NTP may set the clock, a little
_MOST_NAMED: Final = 4
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
        zone = _require(tx, zone_id)
        changed = replace(zone, **changes)
        if changed.volume_by_hour != zone.volume_by_hour:
            changed = replace(changed, volume_step="")  # what is new begins at once
        if changed == zone:
            return Outcome(False, zone.seq, zone)
        if changed.name != zone.name:
            _refuse_taken_name(tx, changed)
        _check_limits(changed)
        return _change(tx, "zone.changed", event_id, changed)

    return hall.once(Asked.of("zone", request, zone=zone_id), kept_row(Zone), work)


def add_zone(hall: HallContext, request: NewZoneRequest) -> Outcome[Zone]:
    """Make a zone; it speaks as soon as a speaker of it is connected.

    Raises :class:`Refused` for a name or id that another zone has, and for one zone too many.
    """

    def work(tx: Transaction, event_id: str) -> Outcome[Zone]:
        known = zone_ids(tx)
        if len(known) >= MOST_ZONES:
            raise Refused("", f"A hall has at most {MOST_ZONES} zones.", code="too_many")
        zone_id = request.id or _id_of(request.name, known)
        if zone_id in known:
            raise Refused("id", "There is a zone of that id.", code="taken")
        zone = Zone(zone_id, request.name)
        _refuse_taken_name(tx, zone)
        return _change(tx, "zone.changed", event_id, zone)

    return hall.once(Asked.of("new zone", request), kept_row(Zone), work)


def remove_zone(hall: HallContext, zone_id: str, speakers: Sequence[str] = ()) -> Outcome[None]:
    """Take a zone away; what waits there is cancelled. ``speakers``: those connected, by name.

    Raises :class:`NotFound`, and :class:`Conflict` for `main` and for a zone that something still
    belongs to, which it names.
    """

    def work(tx: Transaction) -> Outcome[None]:
        zone = _require(tx, zone_id)
        _refuse_needed(tx, zone, speakers)
        for item in tx.open_announcements(zone_id):
            end_announcement(tx, item.id, "cancelled", reason="asked")
        for fault in tx.all(Fault):
            if fault.subject == zone_id:  # nobody looks at it any more
                tx.append("fault.cleared", {"fault": {**fault.to_json(), "state": "cleared"}})
        event = tx.append("zone.changed", {"zone": {**zone.to_json(), "removed": True}})
        return Outcome(True, event.seq, None)

    return hall.write(work)


def _require(tx: Transaction, zone_id: str) -> Zone:
    zone = tx.get(Zone, zone_id)
    if zone is None:
        raise NotFound(f"There is no zone {zone_id!r}.", code="unknown_zone")
    return zone


def _refuse_needed(tx: Transaction, zone: Zone, speakers: Sequence[str]) -> None:
    if zone.id == MAIN_ZONE:
        raise Conflict("The hall's first zone stays.", code="main_zone")
    needed = {
        "counters": [row.name for row in tx.all(Counter) if row.zone == zone.id],
        "speakers": list(speakers),
        "screens": [row.name for row in tx.all(Screen) if row.zone == zone.id],
        "schedule entries": [row.name for row in tx.all(ScheduleEntry) if row.zone == zone.id],
    }
    for what, names in needed.items():
        if names:
            told = ", ".join(names[:_MOST_NAMED])
            message = f"{zone.name} still has {what}: {told}. Move them to another zone first."
            raise Conflict(message, code="zone_in_use", what=what, names=told)


def _refuse_taken_name(tx: Transaction, zone: Zone) -> None:
    name = zone.name.casefold()
    # Faults and the queue name the zone: two of one name would send people to the wrong place.
    if any(row.name.casefold() == name and row.id != zone.id for row in tx.all(Zone)):
        raise Refused("name", "Another zone has this name.", code="taken")


def _id_of(name: str, taken: Sequence[str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:28].strip("-") or "zona"
    wanted = [base, *(f"{base}-{count}" for count in range(2, MOST_ZONES + 2))]
    return next(word for word in wanted if word not in taken)


def hold_calls(hall: HallContext, request: HoldRequest, by: str | None = None) -> Outcome[Zone]:
    """Hold a zone's calls: what sounds is said to its end, then none is spoken until staff resume.

    Held calls keep their order and do not expire. Holding twice is no error. ``by``: who does it.
    """

    def work(tx: Transaction, event_id: str) -> Outcome[Zone]:
        zone = the_zone(tx, require_zone(tx, request.zone or MAIN_ZONE, "zone"))
        # The first who held has the reason that the screens tell; the second finds it done.
        if zone.held:
            return Outcome(False, zone.seq, zone)
        held = replace(
            zone, held=True, held_since=iso_now(), held_reason=request.reason or None, held_by=by
        )
        return _change(tx, "calls.held", event_id, held)

    return hall.once(Asked.of("hold", request), kept_row(Zone), work)


def resume_calls(hall: HallContext, request: ResumeRequest) -> Outcome[Zone]:
    """Let the calls go on; each of them has as much time left as when it was held."""

    def work(tx: Transaction, event_id: str) -> Outcome[Zone]:
        zone = the_zone(tx, require_zone(tx, request.zone or MAIN_ZONE, "zone"))
        if not zone.held:
            return Outcome(False, zone.seq, zone)
        if zone.held_since:
            # Before they are free: else the next turn finds them past their time.
            put_off_calls(tx, zone.id, zone.held_since)
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
        put_off_calls(tx, zone.id, str(zone.held_since))
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
