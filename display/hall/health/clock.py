"""Watches this machine's clock: calls expire and schedules run by it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from display.push import Seen

#: NTP slews by 0.5 ms a second; whatever moves the clock by this much at once has set it.
JUMP_S: Final = 5.0
#: A clock that was set, and has run evenly since, is no trouble any more.
STEADY_AFTER_S: Final = 600.0
#: A phone's or PC's clock is rarely a minute wrong; when most differ by as much, ours is.
DRIFT_S: Final = 60.0
#: Events of the journal may be ahead of the clock by this much: NTP has set it, a little.
BEHIND_S: Final = 60.0
#: One client may be wrong alone.
WITNESSES: Final = 3


class ClockMonitor:
    """Compares the wall clock with the steady one at every look. Times in seconds."""

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall, self._steady = wall, steady
        self._at = wall()  # what the clock said at the last look
        self._offset = self._at - steady()
        self._jumped_s = 0.0
        self._jumped_at: float | None = None
        self._newest: float | None = None

    def look(self) -> None:
        """Notice a clock that was set since the last look, or a machine that slept."""
        # Only the difference tells: the wall clock alone cannot say that it was set, the steady one
        # does not know the time.
        self._at = self._wall()
        if self._newest is not None:
            self.remember(self._at)
        offset = self._at - self._steady()
        step, self._offset = offset - self._offset, offset
        if abs(step) >= JUMP_S:
            self._jumped_s, self._jumped_at = step, self._steady()

    def remember(self, moment: float) -> None:
        """Take for known that it has been ``moment`` (seconds since 1970) already."""
        self._newest = max(moment, self._newest or moment)

    def trust(self) -> None:
        """Take for right what the clock says now, whatever was known: others say the same."""
        self._newest = self._at

    @property
    def is_informed(self) -> bool:
        """Whether it is known what time it has been already."""
        return self._newest is not None

    @property
    def behind_s(self) -> float:
        """By how much the clock stands behind what it has been already; 0: it does not."""
        behind = (self._newest or 0.0) - self._at
        return behind if behind >= BEHIND_S else 0.0

    @property
    def jumped_s(self) -> float:
        """By how much the clock was set lately, forward or (below 0) back; 0: it runs evenly."""
        if self._jumped_at is None or self._steady() - self._jumped_at > STEADY_AFTER_S:
            return 0.0
        return self._jumped_s


def drifts_of(clients: Iterable[Seen]) -> list[float]:
    """Return by how much each known client's clock is ahead of the server's, in ms, if it says.

    Whoever shows no token may say anything: three browser tabs could make a clock wrong.
    """
    return [seen.drift_ms for seen in clients if seen.is_known and seen.drift_ms is not None]


def is_vouched_for(drifts_ms: Sequence[float]) -> bool:
    """Say whether enough clients' clocks, and most of them, agree with the server's."""
    agreeing = sum(abs(drift) / 1000 < DRIFT_S for drift in drifts_ms)
    return agreeing >= WITNESSES and agreeing * 2 > len(drifts_ms)


def told_drift_s(drifts_ms: Sequence[float]) -> float:
    """Return by how much clients agree that the server's clock is wrong, in s; 0: they do not.

    ``drifts_ms``: by how much the clock of each client is ahead of the server's. Above 0 the
    server is slow.
    """
    if len(drifts_ms) < WITNESSES:
        return 0.0
    middle = median(drifts_ms) / 1000
    # Most must be wrong in the same way: some wrong phones differ from each other.
    agreeing = sum(abs(drift / 1000 - middle) < DRIFT_S / 2 for drift in drifts_ms)
    return middle if abs(middle) >= DRIFT_S and agreeing * 2 > len(drifts_ms) else 0.0
