"""What decides about every entry at one moment: the hall's clock, place, hours and closed days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from display.clock import now, parse
from display.hall.opening_hours import WEEKDAYS, closed_dates
from display.hall.schedule.prayer_times import prayer_times
from display.hall.schedule.recurrence import Due, dues_from, dues_on, falls_on
from display.journal import Hall, ScheduleEntry, ScheduleMark

if TYPE_CHECKING:
    from display.hall.reasons import SkipReason
    from display.journal import Transaction

_LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)
SET_BACK: Final = timedelta(minutes=1)
"""NTP may set the clock, a little; what lies farther ahead was written by a clock that was wrong.
"""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """One moment ``now`` of a hall; all before ``settled`` is journalled (both with a zone)."""

    hall: Hall
    closed: frozenset[str]
    settled: datetime
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        """The hall's time zone."""
        return ZoneInfo(self.hall.timezone)

    @property
    def today(self) -> date:
        """The day on the hall's wall."""
        return self.now.astimezone(self.zone).date()

    def prayer_time(self, entry: ScheduleEntry, day: date) -> datetime | None:
        """Return the local time of an entry's prayer, None where it has none."""
        return prayer_times(self.hall, day).get(entry.prayer)

    def dues_on(self, entry: ScheduleEntry, day: date) -> list[Due]:
        """Return when an entry falls due on a day, in order."""
        if not falls_on(entry, day):
            return []
        return list(dues_on(entry, day, self.zone, lambda one: self.prayer_time(entry, one)))

    def dues_from(self, entry: ScheduleEntry, begin: datetime) -> Iterator[Due]:
        """Yield when an entry falls due at ``begin`` or later, in order."""
        return dues_from(entry, begin, self.zone, lambda one: self.prayer_time(entry, one))

    def unsettled_from(self, entry: ScheduleEntry) -> datetime:
        """Return the moment from which on the times of an entry may not be journalled yet."""
        # What was passed over by a clock that was wrong may still be said when its time comes
        # again, so its whole window is looked at.
        window = self.now - timedelta(minutes=entry.late_min) - SET_BACK
        return max(parse(entry.since), min(self.settled, window))

    def closed_reason(self, day: date) -> SkipReason | None:
        """Return why the hall is closed on a day, None when it is open."""
        if day.isoformat() in self.closed:
            return "holiday"
        hours = self.hall.hours
        return "closed" if hours and not hours.get(WEEKDAYS[day.weekday()]) else None

    def reason_against(self, entry: ScheduleEntry, due: Due) -> SkipReason | None:
        """Return why an entry is not said on the day of a time, None when it is."""
        if not entry.enabled:
            return "disabled"
        return None if entry.on_closed_days else self.closed_reason(due.day)


def surroundings(tx: Transaction) -> Surroundings:
    """Return what decides at the present moment."""
    moment = now()
    mark = tx.get(ScheduleMark, tx.hall)
    settled = parse(mark.settled) if mark else _LONG_AGO  # nothing was ever due
    if settled > moment + SET_BACK:
        settled = moment  # the clock was ahead, and is right again
    return Surroundings(tx.about(), closed_dates(tx), settled, moment)
