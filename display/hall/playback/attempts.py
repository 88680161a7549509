"""Attempts: how often an announcement was sent to the speaker and lost, until when it rests.

This is all that the announcer remembers of an announcement besides the journal; after a restart
the speaker tells what it plays, and the rest begins anew.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from display.journal import Announcement
    from display.json_object import JsonObject


class OnAir(NamedTuple):
    """What was sent to the speaker and has not ended; ``rank`` decides what may interrupt it.

    ``order`` is what it was sent, at ``sent_at``; none for what an earlier server sent.
    """

    announcement_id: str
    attempt: int
    rank: tuple[int, bool]
    order: JsonObject | None = None
    sent_at: float = 0.0
    stopping: bool = False


class Attempts:
    """Counts by announcement; forget what has ended with :meth:`keep`."""

    def __init__(self) -> None:
        self._attempts: dict[str, int] = {}
        self._losses: dict[str, int] = {}
        self._rests: dict[str, float] = {}

    def next_of(self, item: Announcement) -> int:
        """Return the number of the item's next attempt, which it has from now on."""
        # The journal may be ahead after a restart, memory ahead of a report that is on its way.
        attempt = max(item.attempt, self._attempts.get(item.id, 0)) + 1
        self._attempts[item.id] = attempt
        return attempt

    def note(self, announcement_id: str, attempt: int) -> None:
        """Take over an attempt that a speaker tells of."""
        self._attempts[announcement_id] = max(attempt, self._attempts.get(announcement_id, 0))

    def lose(self, announcement_id: str) -> int:
        """Count an attempt that went wrong by itself; return how many did so far."""
        self._losses[announcement_id] = self._losses.get(announcement_id, 0) + 1
        return self._losses[announcement_id]

    def rest(self, announcement_id: str, seconds: float) -> None:
        """Let the announcement be for a while; until then it is not its turn."""
        self._rests[announcement_id] = time.monotonic() + seconds

    def rests(self, announcement_id: str) -> bool:
        """Say whether the announcement is to be let be."""
        return time.monotonic() < self._rests.get(announcement_id, 0.0)

    def keep(self, open_ids: Collection[str]) -> None:
        """Forget everything of announcements that are not open any more."""
        for book in (self._attempts, self._losses, self._rests):
            for gone in [key for key in book if key not in open_ids]:
                del book[gone]
