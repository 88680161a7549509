"""The volume follows the hall's noise, within limits that staff set: slowly, in small steps."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING, Final

from display.hall.hearing.rule import TARGET_DB

if TYPE_CHECKING:
    from display.journal import Zone

#: So many announcements are heard at one volume before it is changed.
HEARD_BEFORE_A_STEP: Final = 3
#: A step is 1 dB, which nobody notices.
_STEP = 10 ** (1 / 20)


def next_volume(zone: Zone, levels_db: Sequence[float]) -> int | None:
    """Return the volume after a step in percent; ``None`` when it is to stay.

    ``levels_db``: over the hall's noise, of what was heard at the zone's present volume. What staff
    muted stays mute, and a volume outside of their limits comes back to them step by step.
    """
    if not zone.follows_noise or not zone.volume or len(levels_db) < HEARD_BEFORE_A_STEP:
        return None
    level_db = median(levels_db[-HEARD_BEFORE_A_STEP:])
    lowest, highest = TARGET_DB
    if zone.volume > zone.loudest or (level_db > highest and zone.volume > zone.quietest):
        return max(min(zone.quietest, zone.volume), _lower(zone.volume))
    if zone.volume < zone.quietest or (level_db < lowest and zone.volume < zone.loudest):
        return min(max(zone.loudest, zone.volume), _higher(zone.volume))
    return None


def _lower(volume: int) -> int:
    return min(volume - 1, round(volume / _STEP))


def _higher(volume: int) -> int:
    return max(volume + 1, round(volume * _STEP))
