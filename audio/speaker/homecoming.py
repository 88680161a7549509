"""When a speaker that plays on a fallback goes back to the hall's own output."""

from __future__ import annotations

from typing import Final

# An output that has just been plugged in is probed, muted and made the default for a moment; and
# one that is listed but cannot be opened is tried again, more and more seldom.
TRY_AFTER_S: Final = (2.0, 10.0, 60.0)


class Homecoming:
    """A plain state machine: told what is so (:meth:`note`), it knows when to try (:meth:`is_due`).

    Its owner goes only while nothing is played: no sentence is cut for it.
    """

    def __init__(self) -> None:
        self._due = float("inf")
        self._tries = 0

    @property
    def due(self) -> float:
        """When it is time to try, by ``time.monotonic``; never: infinite."""
        return self._due

    def note(self, *, away: bool, listed: bool, now: float) -> None:
        """Take note of whether a fallback plays, and whether the hall's output is there again."""
        if not away:
            self._due, self._tries = float("inf"), 0
        elif not listed:
            self._due = float("inf")
        elif self._due == float("inf"):
            self._due = now + TRY_AFTER_S[min(self._tries, len(TRY_AFTER_S) - 1)]

    def is_due(self, now: float) -> bool:
        """Return whether it is time; the next try then takes longer, unless this one succeeds."""
        if now < self._due:
            return False
        self._due = float("inf")
        self._tries += 1
        return True
