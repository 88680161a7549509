"""When an entry falls due: its days and times on the hall's own wall, and those moments in UTC.

The rules of recurrence are those of RFC 5545 as dateutil has them; they are asked in local time
without a zone, and a zone turns what they answer into moments. So an entry at 10.00 is at 10.00 by
the wall on the day after summer time began as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MINUTELY, rrule

from display.hall.opening_hours import WEEKDAYS

if TYPE_CHECKING:
    from display.journal import ScheduleEntry

FARTHEST_DAYS: Final = 400
"""So many days ahead an entry is looked for: a year, and what a leap year adds."""

PrayerTime = Callable[[date], "datetime | None"]
"""A day -> the local time (without a zone) of an entry's prayer; None: nobody knows the place."""


class Due(NamedTuple):
    """One time at which an entry falls due: ``key`` on the wall (``2026-11-28T10:00``), ``at``."""

    key: str
    at: datetime

    @property
    def day(self) -> date:
        """The day on the hall's wall."""
        return date.fromisoformat(self.key[:10])


def dues_from(
    entry: ScheduleEntry, begin: datetime, zone: ZoneInfo, prayer: PrayerTime
) -> Iterator[Due]:
    """Yield when an entry falls due at ``begin`` (with a zone) or later, in order.

    Ends after :data:`FARTHEST_DAYS` days; times that staff have moved are yielded as they were.
    """
    first = begin.astimezone(zone).date()
    last = first + timedelta(days=FARTHEST_DAYS)
    for day in _days(entry, first):
        if day > last:
            return
        for due in dues_on(entry, day, zone, prayer):
            if due.at >= begin:
                yield due


def dues_on(entry: ScheduleEntry, day: date, zone: ZoneInfo, prayer: PrayerTime) -> Iterator[Due]:
    """Yield when an entry falls due on a day that is one of its own, in order."""
    before: datetime | None = None
    for wall in _times(entry, day, prayer):
        moment = wall.replace(tzinfo=zone).astimezone(UTC)
        # Where summer time begins an hour is missing: what falls into it is due after it, and what
        # would then be due twice at the same moment is due once.
        if before is not None and moment <= before:
            continue
        before = moment
        yield Due(moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M"), moment)


def falls_on(entry: ScheduleEntry, day: date) -> bool:
    """Say whether a day is one of an entry's own."""
    return next(_days(entry, day), None) == day


def _days(entry: ScheduleEntry, first: date) -> Iterator[date]:
    """Yield the days of an entry, from ``first`` on, in order."""
    if entry.dates:
        yield from sorted(day for day in map(date.fromisoformat, entry.dates) if day >= first)
        return
    weekdays = [WEEKDAYS.index(day) for day in entry.weekdays] or None
    rule: Iterable[datetime] = rrule(
        DAILY, dtstart=datetime.combine(first, time()), byweekday=weekdays
    )
    yield from (moment.date() for moment in rule)


def _times(entry: ScheduleEntry, day: date, prayer: PrayerTime) -> Iterator[datetime]:
    """Yield the times of an entry on a day, by the wall, in order."""
    if entry.prayer:
        known = prayer(day)
        if known is not None:
            yield known + timedelta(minutes=entry.offset_min)
        return
    begin = datetime.combine(day, time.fromisoformat(entry.at))
    if not entry.every_min:
        yield begin
        return
    end = datetime.combine(day, time.fromisoformat(entry.until))
    yield from rrule(MINUTELY, interval=entry.every_min, dtstart=begin, until=end)
