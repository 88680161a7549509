"""Counts wrong guesses per key (an address, a user name) and says when it is too many.

Campfire's figure: 10 in 3 minutes. Time is monotonic, so that a clock set
by NTP neither frees a guesser nor locks the hall out.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

MOST_FAILURES = 10
WITHIN_S = 180.0
# One machine can take on many addresses (IPv6); the oldest counts are forgotten beyond this.
_MOST_KEYS = 10_000


class Throttle:
    """Remembers failures per key for a while."""

    def __init__(
        self,
        most: int = MOST_FAILURES,
        within_s: float = WITHIN_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = most
        self._within_s = within_s
        self._clock = clock
        self._lock = threading.Lock()
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_s(self, key: str) -> float:
        """Return for how many seconds ``key`` has to wait; 0 when it may try."""
        with self._lock:
            times = self._failures.get(key)
            if times is None or len(times) < self._most:
                return 0.0
            return max(0.0, times[0] + self._within_s - self._clock())

    def count(self, key: str) -> None:
        """Note one failure of ``key``. While it has to wait, further ones prolong nothing."""
        with self._lock:
            times = self._failures.setdefault(key, deque(maxlen=self._most))
            self._failures.move_to_end(key)
            times.append(self._clock())
            while len(self._failures) > _MOST_KEYS:
                self._failures.popitem(last=False)

    def forget(self, key: str) -> None:
        """Forget the failures of ``key``: it has proved who it is."""
        with self._lock:
            self._failures.pop(key, None)
