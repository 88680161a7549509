"""The volume by time of day: its steps, each taken once and while nothing sounds.

A step sets the zone's volume as staff do, so that it is seen where they set it, and what they set
after it stands until the next one. What they muted stays mute.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from display.clock import now
from display.hall.announcing.zones import the_zone

if TYPE_CHECKING:
    from datetime import datetime

    from display.journal import Transaction, Zone


def due_step(zone: Zone, local: datetime) -> str | None:
    """Return the step (``2026-11-28T07:00``) that is in force and was not taken yet, else None.

    ``local`` is the moment on the hall's clock; before the first step of a day the last one of the
    day before is in force.
    """
    if not zone.volume_by_hour:
        return None
    times, clock = sorted(zone.volume_by_hour), f"{local:%H:%M}"
    past = [each for each in times if each <= clock]
    day = local.date() if past else local.date() - timedelta(days=1)
    step = f"{day.isoformat()}T{(past or times)[-1]}"
    return None if step == zone.volume_step else step


def hall_due_step(tx: Transaction, zone: Zone) -> str | None:
    """Return :func:`due_step` of this moment."""
    if not zone.volume_by_hour:
        return None
    return due_step(zone, now().astimezone(ZoneInfo(tx.timezone())))


def take_volume_step(tx: Transaction, zone_id: str) -> bool:
    """Set the volume of the step that is in force, if it was not taken yet; returns whether."""
    zone = the_zone(tx, zone_id)
    step = hall_due_step(tx, zone)
    if step is None:
        return False
    volume = zone.volume_by_hour[step[-5:]] if zone.volume else 0
    changed = replace(zone, volume=volume, volume_step=step)
    tx.append("zone.changed", {"zone": changed.to_json()})
    return True
