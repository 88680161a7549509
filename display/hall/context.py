"""What a rule of the hall may touch: one hall's journal, settings and clips, and nothing else.

Every rule takes a context instead of the server's parts, so that a reader sees from its first
argument what it can do, a test needs three real things to try it, and one process can serve several
halls: each has a context of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar
from uuid import uuid4

from display.database import LeaseLost
from display.hall.business_day import today_of
from display.hall.errors import key_taken
from display.journal import AnsweredRequest, Call, Counter

if TYPE_CHECKING:
    from audio import Composer, Sound
    from display.database import SharedFiles
    from display.hall.business_day import Today
    from display.hall.errors import Conflict
    from display.hall.outcome import Kept
    from display.hall.request import Asked
    from display.journal import Journal, Transaction
    from display.json_object import JsonObject
    from display.settings import Settings

T = TypeVar("T")


class Lead(Protocol):
    """The right of one of a hall's servers to do what may be done once."""

    @property
    def fence(self) -> int | None:
        """The number of the lease that is held by now; ``None``: another server may have it."""


class SharedSounds(Protocol):
    """The sounds that several servers of a hall have together; ``files``: where they are kept."""

    @property
    def files(self) -> SharedFiles:
        """Recordings, sounds and the logo, by content."""

    def offer(self, sound: Sound) -> None:
        """Let the others have a sound; one that cannot be given is found here alone."""

    def fetch(self, sha256: str) -> Sound | None:
        """Return a sound that another server composed; ``None`` when there is none."""


@dataclass(frozen=True, slots=True)
class HallContext:
    """One hall of a server: ``id`` in ``journal``, with its ``settings`` and its clips.

    ``zone`` is that of what is done for one zone (:class:`display.hall.playback.Zones`). Parts that
    run once for a hall have a ``lead``: what they write is refused when another server leads.
    ``shared``: sounds that other servers of the hall have, and may have of this one.
    """

    id: str
    journal: Journal
    settings: Settings
    composer: Composer
    zone: str = "main"
    lead: Lead | None = None
    shared: SharedSounds | None = None

    @property
    def leads(self) -> bool:
        """Whether what may be done once is to be done here; a hall with one server has no lead."""
        return self.lead is None or self.lead.fence is not None

    def offer(self, sound: Sound) -> None:
        """Let every server of the hall have a sound before anybody is sent for it."""
        if self.shared:
            self.shared.offer(sound)

    def find_sound(self, sha256: str) -> Sound | None:
        """Return a sound by its content, wherever in the hall it was composed."""
        return self.composer.find(sha256) or (self.shared.fetch(sha256) if self.shared else None)

    def read(self, work: Callable[[Transaction], T]) -> T:
        """Run ``work`` on one moment of the hall; see :meth:`display.journal.Journal.read`."""
        return self.journal.read(self.id, work)

    def look(self, work: Callable[[Transaction], T]) -> T:
        """Run ``work`` on what is known of it by now; see :meth:`display.journal.Journal.look`.

        Where another server may lead it reads: who takes over must see the last that it wrote.
        """
        return self.read(work) if self.lead else self.journal.look(self.id, work)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run ``work`` in one transaction; see :meth:`display.journal.Journal.write`."""
        if self.lead is None:
            return self.journal.write(self.id, work)
        fence = self.lead.fence
        if fence is None:
            raise LeaseLost("This server does not lead the hall now.")
        return self.journal.write(self.id, work, fence=fence)

    def once(self, asked: Asked, kept: Kept[T], work: Callable[[Transaction, str], T]) -> T:
        """Run ``work`` in one transaction, unless the same was asked with the same key before.

        ``work`` gets the id for the event that it appends: the key itself while no event has it.
        Its answer is kept with the key, which belongs to its sender and to the hall's day: a client
        who lost the answer asks again and gets it. Raises :class:`Conflict` ``event_id_taken`` when
        the key was used for anything else.
        """

        # Looked up within the transaction that writes: of the same request sent twice at once the
        # second waits for the first one's commit, and finds its answer.
        def find_or_do(tx: Transaction) -> T:
            if asked.key is None:
                return work(tx, uuid4().hex)
            day = today_of(tx)
            first = _first_answer(tx, asked, kept, day)
            if first is not None:
                return first
            event_id = _event_id(tx, asked.key, day)
            answer = work(tx, event_id)
            _keep(tx, asked, day, event_id, kept.write(answer))
            return answer

        return self.write(find_or_do)

    def was_answered(self, key: str | None) -> bool:
        """Say whether who asks has used this idempotency key today, for whatever.

        For whoever has long work to do before the transaction, and would do it in vain.
        """
        if not key:
            return False
        return self.read(lambda tx: tx.answered(today_of(tx).day, key) is not None)

    def earlier(self, asked: Asked, kept: Kept[T]) -> T:
        """Return the first answer to a request that was answered; see :meth:`once`."""

        def find(tx: Transaction) -> T:
            first = _first_answer(tx, asked, kept, today_of(tx))
            if first is None:
                raise LookupError(f"Nothing was answered to the key {asked.key!r}.")
            return first

        return self.read(find)


def _first_answer(tx: Transaction, asked: Asked, kept: Kept[T], today: Today) -> T | None:
    first = tx.answered(today.day, asked.key) if asked.key else None
    if first is None:
        return None
    # A caller whose key is another request's must learn that nothing was done: with the first
    # answer a second visitor's call was taken for made, and nobody called them (tried).
    if first.fingerprint != asked.fingerprint:
        raise _taken(tx, first)
    return kept.read(first.answer)


def _taken(tx: Transaction, first: AnsweredRequest) -> Conflict:
    call = tx.get(Call, first.call) if first.call else None
    if call is None:
        return key_taken(first.key, f"an earlier request ({first.deed})")
    counter = tx.get(Counter, call.counter)
    where = counter.name if counter else call.counter
    owner = f"the {first.deed} of {call.ticket} at {where}"
    facts = {"call": call.event_id, "ticket": call.ticket, "counter": call.counter}
    return key_taken(first.key, owner, **facts)


def _event_id(tx: Transaction, key: str, today: Today) -> str:
    """Return the id for a request's event: its key, or one made of it where an event has that."""
    event = tx.event(key)
    if event is None:
        return key
    # Nobody's key: the system's own event, or a request to a release that kept no answers. Sent
    # again it would be done twice, so it is refused.
    if today.holds(event.occurred_at) and not tx.owns(today.day, key):
        raise key_taken(key, f"an earlier {event.name}")
    return f"{key[:100]}:{uuid4().hex[:12]}"


def _keep(tx: Transaction, asked: Asked, today: Today, event_id: str, answer: JsonObject) -> None:
    event = tx.event(event_id)  # None: there was nothing to change
    about = event.data.get("call") if event else None
    tx.keep_answer(
        AnsweredRequest(
            day=today.day,
            key=str(asked.key),
            sender=tx.sender,
            deed=asked.deed,
            fingerprint=asked.fingerprint,
            event_id=event.event_id if event else None,
            call=about["event_id"] if about else None,
            answer=answer,
        )
    )
