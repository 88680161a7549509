"""A token bucket: so much a second, so much at once."""

from __future__ import annotations

import time


class TokenBucket:
    """Lets ``per_s`` units a second through, and ``burst`` at once."""

    __slots__ = ("_burst", "_level", "_per_s", "_since")

    def __init__(self, per_s: float, burst: float) -> None:
        self._per_s, self._burst = per_s, burst
        self._level, self._since = burst, time.monotonic()

    def take(self, units: float = 1) -> bool:
        """Take ``units`` out; ``False`` (and nothing taken) when they are not there."""
        now = time.monotonic()
        level = min(self._burst, self._level + (now - self._since) * self._per_s)
        self._since = now
        enough = units <= level
        self._level = level - units if enough else level
        return enough
