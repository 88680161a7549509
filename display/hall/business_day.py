"""The hall's day: what belongs to it, by the date on the hall's own wall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from display.clock import now, parse

if TYPE_CHECKING:
    from display.journal import Transaction


@dataclass(frozen=True, slots=True)
class Today:
    """A local date, ISO, in a time zone."""

    timezone: str
    day: str

    def holds(self, at: str) -> bool:
        """Say whether a moment of the journal lies in this day."""
        # Not by 24 hours: at seven in the morning of Lahat it is midnight in the journal's UTC.
        return local_day(at, self.timezone) == self.day

    def is_after(self, at: str) -> bool:
        """Say whether a moment of the journal lies in a day before this one."""
        # What lies ahead was journalled by a clock that was set back since: it is of no day before.
        return local_day(at, self.timezone) < self.day


def today_of(tx: Transaction) -> Today:
    """Return the present day of the hall."""
    timezone = tx.timezone()
    return Today(timezone, now().astimezone(ZoneInfo(timezone)).date().isoformat())


def local_day(at: str, timezone: str) -> str:
    """Return the date of a moment in a time zone, ISO."""
    return parse(at).astimezone(ZoneInfo(timezone)).date().isoformat()
