"""A visit as it is counted: what one call adds to the figures of the day of its first call."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from display.database import Record
from display.hall.reports.measures import measure

REMEMBERED_DAYS: Final = 7
"""A visit that has ended changes no figure after so many days."""

_ENDINGS: Final = frozenset({"served", "no_show", "left_over", "transferred", "moved"})


@dataclass(frozen=True, slots=True)
class Visit(Record):
    """One call of a ticket to a counter: without the ticket, and under the id of its call.

    ``day`` and ``hour`` are those of its first call on the hall's own wall. ``wait_s`` and
    ``service_s`` are in seconds, None where nobody can tell. ``heard``: the hall has heard it;
    ``missed``: at least once it was to be heard and was not.
    """

    day: str
    hour: int
    service: str
    counter: str
    state: str = "called"
    wait_s: int | None = None
    service_s: int | None = None
    heard: bool = False
    missed: bool = False

    def is_over(self, today: str) -> bool:
        """Say whether nothing that happens on ``today`` (local date, ISO) changes it any more."""
        return self.state != "called" and self.day < days_before(today, REMEMBERED_DAYS)

    def figures(self) -> Counter[str]:
        """Return what it counts for in the figures, by measure."""
        if self.state == "cancelled":
            return Counter(cancelled=1)  # taken back: it never was a call
        counted = Counter(called=1)
        if self.state in _ENDINGS:
            counted[self.state] = 1
        if self.missed and not self.heard:
            counted["unheard"] = 1
        if self.wait_s is not None:
            counted += measure("wait", self.wait_s)
        if self.service_s is not None:
            counted += measure("service_time", self.service_s)
        return counted


def days_before(day: str, count: int) -> str:
    """Return the date ``count`` days before a date, ISO; the first one of the calendar at least."""
    try:
        return (date.fromisoformat(day) - timedelta(days=count)).isoformat()
    except OverflowError:
        return date.min.isoformat()
