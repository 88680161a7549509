"""How politely and how patiently the online voice asks; tests set the times to nothing."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass

# A pace that a 429 doubled this often is slow enough for any server (0.7 s becomes 11 s).
_SLOWEST = 16.0
_RELAX = 0.8


@dataclass(frozen=True, slots=True)
class Manners:
    """Pacing, retries and limits of time, all in seconds.

    The endpoint has no published limit; about a request in 0.7 s is what a person could click.
    """

    interval_s: float = 0.7
    # Each interval is up to this part longer or shorter, so that the requests have no beat.
    jitter: float = 0.3
    # The first wait after a failure; it doubles with each further one.
    backoff_s: float = 1.0
    # A longer wait than this is no wait but a reason to stop and be started again later.
    longest_wait_s: float = 120.0
    tries: int = 8
    # The first silence of this length makes us ask whether there is a network at all ...
    doubt_s: float = 2.0
    # ... which must be clear this much later: together less than 5 s.
    reach_s: float = 2.5
    connect_s: float = 4.0
    # From sending to the last byte, however slowly the bytes drip.
    answer_s: float = 20.0

    def wait_after(self, attempt: int) -> float:
        """Return how long to wait after the failure of ``attempt`` (0 is the first)."""
        return float(min(self.backoff_s * 2**attempt, self.longest_wait_s) * self.spread())

    def spread(self) -> float:
        """Return a factor around 1, another one each time."""
        return 1 + self.jitter * random.uniform(-1, 1)


class Pace:
    """The time between requests: slower after "too many requests", then quicker again.

    Threads that speak at the same time share it: together they are as polite as one.
    """

    def __init__(self, manners: Manners) -> None:
        self._lock = threading.Lock()
        self._manners = manners
        self._factor = 1.0
        self._free_at = 0.0

    def claim(self, now_s: float) -> float:
        """Book the next request; return how long to wait for it from ``now_s``."""
        with self._lock:
            start = max(now_s, self._free_at)
            step_s = self._manners.interval_s * self._factor * self._manners.spread()
            self._free_at = start + step_s
            return start - now_s

    def slow_down(self) -> None:
        """Ask half as often from now on."""
        with self._lock:
            self._factor = min(_SLOWEST, self._factor * 2)

    def relax(self) -> None:
        """Go back towards the normal pace after a good answer."""
        with self._lock:
            self._factor = max(1.0, self._factor * _RELAX)
