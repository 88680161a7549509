"""What a rule of the hall may touch: one hall's journal, settings and clips, and nothing else.

Every rule takes a context instead of the server's parts, so that a reader sees from its first
argument what it can do, a test needs three real things to try it, and one process can serve several
halls: each has a context of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from display.hall.errors import key_taken

if TYPE_CHECKING:
    from audio import Composer
    from display.journal import Event, Journal, Transaction
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

    def once(
        self,
        event_id: str | None,
        names: Collection[str],
        replay: Callable[[Event], T | None],
        work: Callable[[Transaction], T],
    ) -> T:
        """Run ``work`` in one transaction, unless ``event_id`` was used before.

        ``event_id`` is the idempotency key of a request; ``work`` gives it to the event that it
        appends, so that a client who lost the answer may ask again and finds it. ``names`` are the
        events that own such a key; ``replay`` makes the first answer of one of them, ``None`` when
        that was about another thing. Raises :class:`Conflict` ``event_id_taken`` then, and for an
        event of another name.
        """

        # Looked up within the transaction that writes: of the same request sent twice at once the
        # second waits for the first one's commit, and finds its event.
        def find_or_do(tx: Transaction) -> T:
            first = _first_answer(tx, event_id, names, replay)
            return work(tx) if first is None else first

        return self.write(find_or_do)

    def earlier(
        self, event_id: str | None, names: Collection[str], replay: Callable[[Event], T | None]
    ) -> T | None:
        """Return the first answer of a request, ``None`` when it is new; see :meth:`once`.

        For whoever has long work to do before the transaction, and would do it in vain.
        """
        return self.read(lambda tx: _first_answer(tx, event_id, names, replay))


def _first_answer(
    tx: Transaction,
    event_id: str | None,
    names: Collection[str],
    replay: Callable[[Event], T | None],
) -> T | None:
    event = tx.event(event_id) if event_id else None
    if event is None:
        return None
    first = replay(event) if event.name in names else None
    if first is None:
        # A caller whose key is another request's must learn that nothing was done. Repeats are sure
        # to come: servers killed in tests had kept 92 rows whose answers never left them
        # (measured).
        raise key_taken(event.event_id, f"an earlier {event.name}")
    return first
