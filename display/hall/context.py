"""What a rule of the hall may touch: one hall's journal, settings and clips, and nothing else.

Every rule takes a context instead of the server's parts, so that a reader sees from its first
argument what it can do, a test needs three real things to try it, and one process can serve several
halls: each has a context of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from audio import Composer
    from display.journal import Journal, Transaction
    from display.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class HallContext:
    """One hall of a server: ``id`` in ``journal``, with its ``settings`` and its clips.

    ``zone`` is where its announcements are spoken; a hall has one so far.
    """

    id: str
    journal: Journal
    settings: Settings
    composer: Composer
    zone: str = "main"

    def read(self, work: Callable[[Transaction], T]) -> T:
        """Run ``work`` on one moment of the hall; see :meth:`display.journal.Journal.read`."""
        return self.journal.read(self.id, work)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run ``work`` in one transaction; see :meth:`display.journal.Journal.write`."""
        return self.journal.write(self.id, work)
