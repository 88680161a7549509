"""Does the device still take sound at the pace of sound, long after it was ready?

A device that swallows samples is no device, also when it begins to later: a card that is replaced
under an open stream by one that plays nothing would else be "well" for ever. While nothing plays
the worker looks too seldom to see that, so now and then it looks closely for a moment.
"""

from __future__ import annotations

from typing import Final

LOOK_EVERY_S: Final = 5.0
LOOK_S: Final = 0.3
# A device that catches up after a hole takes its buffers at once, 0.2 s of sound at most; one that
# swallows takes ten times as much as is looked at.
SWALLOWED_TIMES: Final = 3.0


class Pace:
    """Counts heartbeats over a short, close look, again and again; it has no clock of its own."""

    def __init__(self, beat_s: float, now: float) -> None:
        self._beat_s = beat_s
        self._next = now + LOOK_EVERY_S
        self._began: float | None = None
        self._count = 0

    @property
    def is_looking(self) -> bool:
        """Whether heartbeats are to be followed as they come."""
        return self._began is not None

    def taken_s(self, count: int, now: float) -> float | None:
        """Return how much sound (s) a second took, at the end of a look; None at other times.

        ``count`` is of all heartbeats so far.
        """
        if self._began is None:
            if now >= self._next:
                self._began, self._count = now, count
            return None
        looked_s = now - self._began
        if looked_s < LOOK_S:
            return None
        self._began, self._next = None, now + LOOK_EVERY_S
        return (count - self._count) * self._beat_s / looked_s
