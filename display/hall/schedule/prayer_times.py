"""The times of prayer at the hall's place, as Indonesia's Ministry of Religion reckons them.

The sun's position is astral's (the equations of NOAA, after Meeus). The Ministry's method: Subuh
when the sun is 20 degrees below the horizon, Isya 18 degrees, Asar when a shadow is as much longer
than at noon as its object is high; each time is rounded up to the minute, and 2 minutes of caution
(*ihtiyat*) are added. Noon in Lahat on 27 November 2026 is at 11.53.17, and Zuhur so at 11.56.

Places so far north or south that the sun does not set or rise far enough have no such time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import atan, degrees, radians, tan
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from display.journal import Hall

PRAYERS: Final = ("subuh", "zuhur", "asar", "magrib", "isya")
CAUTION: Final = timedelta(minutes=2)
_DAWN_DEGREES, _NIGHT_DEGREES = -20.0, -18.0


def prayer_times(hall: Hall, day: date) -> dict[str, datetime]:
    """Return prayer -> its local time (without a zone) on a day, with the hall's own minutes added.

    Empty where the hall does not say its place; a prayer that has no time there is left out.
    """
    if hall.latitude is None or hall.longitude is None:
        return {}
    computed = computed_times(hall.latitude, hall.longitude, hall.timezone, day)
    return {
        name: moment + timedelta(minutes=hall.prayer_minutes.get(name, 0))
        for name, moment in computed.items()
    }


@lru_cache(maxsize=64)
def computed_times(
    latitude: float, longitude: float, timezone: str, day: date
) -> Mapping[str, datetime]:
    """Return prayer -> its local time (without a zone) by the Ministry's method alone."""
    from astral import Observer, SunDirection
    from astral.sun import elevation, noon, sunset, time_at_elevation

    here, zone = Observer(latitude, longitude, 0.0), ZoneInfo(timezone)
    middle = noon(here, day, zone)

    def at(height: float, direction: SunDirection = SunDirection.SETTING) -> datetime:
        return time_at_elevation(here, height, day, direction, zone, with_refraction=False)

    # At noon a shadow is as long as its object times this; at Asar it is longer by that object.
    shadow = 1 / tan(radians(elevation(here, middle, with_refraction=False)))
    asked: dict[str, Callable[[], datetime]] = {
        "subuh": lambda: at(_DAWN_DEGREES, SunDirection.RISING),
        "zuhur": lambda: middle,
        "asar": lambda: at(degrees(atan(1 / (1 + shadow)))),
        "magrib": lambda: sunset(here, day, zone),
        "isya": lambda: at(_NIGHT_DEGREES),
    }
    found: dict[str, datetime] = {}
    for name, ask in asked.items():
        try:
            moment = ask()
        except ValueError:  # the sun does not reach that height there on that day
            continue
        found[name] = _on_the_day(moment, day)
    return found


def _on_the_day(moment: datetime, day: date) -> datetime:
    """Return a time rounded up to the minute, with the caution, on the day that was asked for.

    The library reckons a day of UTC: east of it dawn may come out as the next day's, which differs
    by less than a minute from this one's.
    """
    wall = datetime.combine(day, moment.replace(tzinfo=None).time())
    rounded = wall.replace(second=0, microsecond=0)
    if rounded < wall:
        rounded += timedelta(minutes=1)
    return rounded + CAUTION
