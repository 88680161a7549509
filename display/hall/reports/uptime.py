"""How much of the time that a hall was open its loudspeakers and screens were in order.

Only days of which there are figures count: of a day on which the server was off nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from display.clock import iso
from display.hall.opening_hours import open_minutes
from display.hall.reports.counting import Known, Outage, Part, hours_between

Outages = Mapping[tuple[str, str, str, int], Outage]
"""By day, part, subject and hour."""


@dataclass(frozen=True, slots=True)
class Uptime:
    """How long a part was out of order while the hall was open, of how long, in seconds; and how
    often that began, at whatever time. ``out_now``: it is so still."""

    subject: str
    open_s: int
    down_s: int
    began: int
    out_now: bool = False

    @property
    def share(self) -> float | None:
        """The share of the time in which it was in order, 0 to 1; None of a hall never open."""
        return 1 - min(self.down_s, self.open_s) / self.open_s if self.open_s else None


def with_standing(outages: Outages, known: Known, moment: datetime) -> dict[tuple, Outage]:  # type: ignore[type-arg]
    """Return outages with those that have not ended, as long as they are at ``moment``."""
    found = dict(outages)
    for part, subject, since in known.outages():
        for day, hour, down_s in hours_between(since, iso(moment), ZoneInfo(known.timezone)):
            key = (day, part, subject, hour)
            before = found.get(key, Outage())
            found[key] = Outage(before.down_s + down_s, before.began)
    return found


def uptime_of(
    part: Part,
    subject: str,
    outages: Outages,
    days: Iterable[str],
    hours: Mapping[str, str],
    moment: datetime,
) -> Uptime:
    """Return the uptime of one part ("" as subject: of all of its kind, each second once at most).

    ``days``: local dates of which there are figures; ``hours``: the opening hours; ``moment``: now,
    on the hall's own wall: what lies ahead of it counts not.
    """
    open_s = {day: _open_s(day, hours, moment) for day in days}
    down: dict[tuple[str, int], int] = {}
    began = 0
    for (day, of_part, of_subject, hour), outage in outages.items():
        if of_part != part or subject not in {"", of_subject}:
            continue
        began += outage.began
        down[day, hour] = max(down.get((day, hour), 0), outage.down_s)
    lost = 0.0
    for (day, hour), down_s in down.items():
        if day in open_s:
            lost += down_s * open_minutes(hours, date.fromisoformat(day).weekday(), hour) / 60
    return Uptime(subject, sum(open_s.values()), round(lost), began)


def _open_s(day: str, hours: Mapping[str, str], moment: datetime) -> int:
    weekday = date.fromisoformat(day).weekday()
    minutes = partial(open_minutes, hours, weekday)
    if day < moment.date().isoformat():
        return 60 * sum(minutes(hour) for hour in range(24))
    if day > moment.date().isoformat():
        return 0
    begun = moment.minute * minutes(moment.hour)  # of the hour that is running, its share
    return 60 * sum(minutes(hour) for hour in range(moment.hour)) + round(begun)
