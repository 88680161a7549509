"""The rule over verdicts: two announcements in a row that the ear did not hear are a fault.

A pure function of the rows that a snapshot holds, so that a restarted server knows what the one
before it knew. One alone may have met a slammed door or a chair on the microphone; whoever is heard
again has been repaired.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Final

from display.clock import parse
from display.json_object import JsonView

#: Not heard so often in a row: a fault. What the ear said nothing of neither counts nor excuses.
MISSED_ARE_FAULT: Final = 2
#: The level shown is the median of so many announcements that were heard.
REMEMBERED: Final = 15
#: Level over the hall's noise that speech should have: less is not understood, more is shouted.
TARGET_DB: Final = (6.0, 10.0)
#: An end that comes so much before its time tells that the news of the beginning was late.
_LATE_MS = 1500


@dataclass(frozen=True, slots=True)
class Level:
    """How loud an announcement was over the hall's noise, in dB; ``at``: when it began."""

    at: str
    over_noise_db: float
    delay_ms: int | None
    emergency: bool


@dataclass(frozen=True, slots=True)
class Hearing:
    """What the ear has learned of the hall: ``missed`` in a row, ``levels`` of the last ones heard.

    ``heard_last``: of those that count the last one was heard.
    """

    missed: int = 0
    heard_last: bool = False
    levels: tuple[Level, ...] = ()

    @property
    def is_fault(self) -> bool:
        """Whether the loudspeakers are not heard."""
        return self.missed >= MISSED_ARE_FAULT

    @property
    def over_noise_db(self) -> float | None:
        """The median level over the hall's noise; ``None`` before the first one heard."""
        return round(median(each.over_noise_db for each in self.levels), 1) if self.levels else None


def hearing_of(rows: Iterable[JsonView]) -> Hearing:
    """Return what follows from the verdicts in announcements' ``rows``, in any order."""
    counted = sorted(filter(_counts, rows), key=lambda row: str(row["started_at"]))
    missed = 0
    levels: list[Level] = []
    for row in counted:
        missed = 0 if row["heard"] else missed + 1
        if row["heard"] and row["over_noise_db"] is not None:
            levels.append(_level(row))
    return Hearing(missed, bool(counted) and missed == 0, tuple(levels[-REMEMBERED:]))


def _level(row: JsonView) -> Level:
    emergency = row["priority"] == "emergency"
    return Level(row["started_at"], row["over_noise_db"], row["heard_delay_ms"], emergency)


def _counts(row: JsonView) -> bool:
    """Say whether its verdict says something of the loudspeakers.

    What was not heard counts when it went as it should: what was interrupted, or failed by the
    speaker's own word, may not have been there to hear. Nor when its beginning was told late, by a
    speaker that had lost its link: the ear listened at the wrong moment.
    """
    heard = row.get("heard")
    if heard is None or not row["started_at"]:
        return False
    if heard or row["until_ended"]:
        return True
    if row["state"] != "finished" or not row["ended_at"]:
        return False
    lasted_ms = (parse(row["ended_at"]) - parse(row["started_at"])).total_seconds() * 1000
    return lasted_ms + _LATE_MS >= (row["duration_ms"] or 0)
