"""The days that a report is about: a day, a week, a month, or any others."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Kind = Literal["day", "week", "month", "range"]

LONGEST_DAYS = 3700
"""Ten years."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``first`` to ``last``, both included; a week begins on Monday."""

    kind: Kind
    first: date
    last: date

    @property
    def length(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def before(self) -> Period:
        """Return the period of its kind, or of its length, that ends where it begins."""
        return self._beside(self.first - timedelta(days=1))

    def after(self) -> Period:
        """Return the period of its kind, or of its length, that begins where it ends."""
        return self._beside(self.last + timedelta(days=1))

    def until(self, day: date) -> Period:
        """Return as much of it as has begun by a day: all of what is over."""
        return Period(self.kind, self.first, max(self.first, min(self.last, day)))

    def _beside(self, day: date) -> Period:
        if self.kind != "range":
            return period_of(self.kind, day)
        span = timedelta(days=self.length - 1)
        first = day if day > self.last else day - span
        return Period("range", first, first + span)


def period_of(kind: Kind, day: date) -> Period:
    """Return the period of a kind in which a day lies; of no kind in particular: the day."""
    if kind == "week":
        first = day - timedelta(days=day.weekday())
        return Period(kind, first, first + timedelta(days=6))
    if kind == "month":
        last = monthrange(day.year, day.month)[1]
        return Period(kind, day.replace(day=1), day.replace(day=last))
    return Period(kind, day, day)


def days_between(first: date, last: date) -> Period:
    """Return any days, in whichever order they are given; at most :data:`LONGEST_DAYS`."""
    first, last = sorted((first, last))
    # Not from the last day back: ten years before it there may be no calendar.
    length = min(last - first, timedelta(days=LONGEST_DAYS - 1))
    return Period("range", last - length, last)
