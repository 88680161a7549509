"""How much one token may ask: so many requests in any second.

A moving window over monotonic time. The library `limits` was looked at and not taken: its window in
memory runs on the wall clock, so that a hall PC whose time is set back an hour would refuse calls
for that hour, and it starts a thread for every request that follows a pause.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

_WINDOW_S = 1.0


class RateLimit:
    """Counts the requests of each key in the last second. Keys are few: the ids of valid tokens."""

    def __init__(self, per_s: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_s = per_s
        self._clock = clock
        self._lock = threading.Lock()
        self._times: dict[str, deque[float]] = {}

    def take(self, key: str) -> float:
        """Note one request of ``key``: 0 when it is within the limit, else the seconds to wait."""
        with self._lock:
            times = self._times.setdefault(key, deque(maxlen=self._per_s))
            now = self._clock()
            # A full window's oldest entry tells when there is room again. Refused requests are
            # not noted, else one who asks on and on would never be let through.
            if len(times) == self._per_s and now - times[0] < _WINDOW_S:
                return _WINDOW_S - (now - times[0])
            times.append(now)
            return 0.0
