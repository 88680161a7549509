"""The journal: append-only events of every hall, and the state that follows from them."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import TypeVar
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert, select, update

from display.audit import current_actor
from display.database import (
    PATIENCE_S,
    AlreadyExists,
    BadEvent,
    Changes,
    Database,
    Listener,
    Run,
    UnknownHall,
    notify,
    open_database,
    rouse,
    schema,
)
from display.journal.continuity import Continuity, HighWaterMark, Life, Restored, fingerprint
from display.journal.events import Event
from display.journal.records import Hall
from display.journal.snapshot import Snapshot, take_snapshot
from display.journal.standing import Memory, NotRemembered
from display.journal.transaction import Transaction

T = TypeVar("T")
_RECENT = 50  # writes that say how quick the database is now


class Journal:
    """The only truth about the halls: their events, and the state that follows from them.

    ``database`` is what it stands on; accounts, sessions and the audit log stand on the same one.

    Methods may be called from any thread or greenlet, but not from inside their own ``work``. They
    raise :class:`UnknownHall`, :class:`JournalUnavailable` or :class:`JournalFull`.
    """

    def __init__(self, database: Database, mark: Path | None = None) -> None:
        """``mark``: where the high-water mark is kept; beside the file, on SQLite."""
        self.database = database
        file = database.file
        self._mark = HighWaterMark(
            file.with_name(f"{file.name}.mark") if file else mark, vouches=file is not None
        )
        self._changes = Changes()
        self._memory = Memory()
        self._continuity = Continuity(self._mark, self._begin_life)
        database.on_foreign_change(self._mend)
        self._listener: Listener | None = None
        self._starting = threading.Lock()
        self._took_s: deque[float] = deque(maxlen=_RECENT)

    def write(self, hall: str, work: Callable[[Transaction], T], *, fence: int | None = None) -> T:
        """Run ``work`` in one transaction: all it appended is kept, or nothing.

        Writers of a hall go one after the other. After the commit the listeners are woken. ``work``
        may run again after a lost race: it must have no effect but on its transaction, and name its
        events by an ``event_id`` of its own where a repeat by the caller must not count twice.
        With a ``fence`` it is done only while that lease is the newest; else :class:`LeaseLost`.
        """

        actor = current_actor()  # the work may run in a thread of its own

        def attempt(connection: Connection) -> tuple[T, Transaction]:
            tx = Transaction(connection, hall, self._memory, writes=True, actor=actor, fence=fence)
            result = work(tx)
            tx.close()
            if tx.appended:
                # In the transaction: PostgreSQL delivers it with the commit, or never (measured).
                self._announce(connection, hall, tx.seq)
            return result, tx

        began = time.monotonic()
        result, tx = self.database.write(attempt)
        tx.remember()
        if tx.appended:
            self._mark.move(hall, tx.epoch, tx.seq, tx.last)
            self._took_s.append(time.monotonic() - began)
            # After the commit: whoever is woken before it looks and finds nothing.
            self._changes.tell(hall, tx.seq)
        return result

    def try_writing(self) -> None:
        """Take the lock that every write takes, and give it back; raises as a write would."""
        self.database.write(lambda connection: None)

    def read(self, hall: str, work: Callable[[Transaction], T]) -> T:
        """Run ``work`` on one moment of the hall; it cannot append."""
        actor = current_actor()

        def attempt(connection: Connection) -> tuple[T, Transaction]:
            tx = Transaction(connection, hall, self._memory, writes=False, actor=actor)
            return work(tx), tx

        result, tx = self.database.read(attempt)
        tx.remember()
        return result

    def look(self, hall: str, work: Callable[[Transaction], T]) -> T:
        """Like :meth:`read`, for whoever follows the hall: from memory, where that is enough.

        It sees all that this server has committed, and all that it was told of; what another
        process wrote and nobody told, a second later at most. ``work`` may run twice.
        """
        known = self._memory.newest(hall, self._changes.told(hall))
        if known is not None:
            with suppress(NotRemembered):
                return work(Transaction(None, hall, self._memory, writes=False, standing=known))
        return self.read(hall, work)

    def snapshot(self, hall: str) -> Snapshot:
        """Return the state of the hall at one position."""
        return self.database.read(lambda connection: take_snapshot(connection, hall))

    def events(self, hall: str, after: int, limit: int = 300) -> list[Event]:
        """Return at most ``limit`` events after position ``after``, in seq order without a gap."""
        return self.read(hall, lambda tx: tx.events(after, limit))

    def news(self, hall: str, after: int, limit: int = 300) -> list[Event]:
        """Like :meth:`events`, for whoever follows the hall: see :meth:`look`."""
        return self.look(hall, lambda tx: tx.events(after, limit))

    def position(self, hall: str) -> tuple[str, int]:
        """Return ``(epoch, seq)`` of the hall's last event; seq 0 when there is none."""
        return self.read(hall, lambda tx: (tx.epoch, tx.seq))

    def tally(self, hall: str, since: str) -> dict[str, int]:
        """Return event name -> how often it happened since a moment (ISO 8601 UTC)."""
        return self.read(hall, lambda tx: tx.count_since(since))

    def commit_ms(self) -> float | None:
        """Return how long the last writes took, in ms (their median); None before the first."""
        return median(self._took_s) * 1000 if self._took_s else None

    def create_hall(self, hall: Hall) -> None:
        """Begin a hall's journal at seq 0 in an epoch of its own.

        Raises :class:`AlreadyExists`, or :class:`BadEvent` for a time zone that nobody knows.
        """
        try:
            ZoneInfo(hall.timezone)
        except (ValueError, OSError, KeyError) as error:
            raise BadEvent(f"There is no time zone {hall.timezone!r}.") from error

        def work(connection: Connection) -> None:
            # Asked first, for a sentence of its own: the database would only name a constraint.
            if connection.execute(select(schema.halls.c.id).filter_by(id=hall.id)).first():
                raise AlreadyExists(f"There is a hall {hall.id!r} already.")
            connection.execute(insert(schema.halls).values(id=hall.id))
            row = {"hall": hall.id, "id": hall.id, "seq": 0, "row": hall.to_json()}
            connection.execute(insert(schema.profiles).values(row))
            connection.execute(insert(schema.heads).values(hall=hall.id, epoch=str(uuid4()), seq=0))

        self.database.write(work)

    def halls(self) -> list[Hall]:
        """Return every hall, by id."""
        query = select(schema.profiles.c.row).order_by(schema.profiles.c.hall)
        return self.database.read(lambda c: [Hall.from_json(r) for r in c.execute(query).scalars()])

    def renew_epoch(self, hall: str) -> str:
        """Give the hall a new epoch, as a restored backup must have: clients start afresh."""

        def work(connection: Connection) -> Life:
            heads, epoch = schema.heads, str(uuid4())
            step = update(heads).where(heads.c.hall == hall).values(epoch=epoch)
            seq = connection.execute(step.returning(heads.c.seq)).scalar_one_or_none()
            if seq is None:
                raise UnknownHall(f"The journal knows no hall {hall!r}.")
            self._announce(connection, hall, seq)
            return Life(hall, epoch, seq, fingerprint(connection, hall, seq))

        # Positions go on from the backup's: only the epoch tells an old 4,000 from a new one.
        life = self.database.write(work)
        self._mark.begin(hall, life.epoch, life.seq, life.last)
        self._begin_life(life)
        return life.epoch

    def recognise(self, *, first: bool = False) -> None:
        """Notice that a copy of the database was put back: each hall then has a new epoch.

        Cheap enough for once a second; ``first``: the database has just been opened.
        """
        if self.database.read(lambda c: self._continuity.broken(c, first=first)):
            after = self.database.write(lambda c: self._mend(c, first=first))
            if after:
                after()

    def restored(self, hall: str) -> Restored | None:
        """Return what is known of a copy that was put back, until that is settled."""
        mark = self._mark.of(hall)
        return mark.restored if mark else None

    def settle_restored(self, hall: str) -> None:
        """Somebody knows that a copy was put back."""
        self._mark.settle(hall)

    def on_change(self, callback: Callable[[str, int], None]) -> None:
        """Call ``callback(hall, seq)`` after every commit, from whatever thread; it must be cheap.

        A hint: positions may be skipped, so read what follows your own. On PostgreSQL it comes for
        the commits of other processes too.
        """
        self._changes.listen(callback)
        self._listen()

    def on_lease(self, callback: Callable[[str], None]) -> None:
        """Call ``callback(hall)`` when a server takes or leaves a hall's lease. A hint as well."""
        self._changes.listen_lease(callback)
        self._listen()

    def _listen(self) -> None:
        with self._starting:
            # A SQLite file has one server, whose own commits wake it; others write to PostgreSQL
            # too.
            if self._listener is None and not self.database.is_sqlite:
                self._listener = Listener(self.database.connect_listener, self._changes)
                self._listener.start()

    def close(self) -> None:
        """Stop listening and close the database; further use raises :class:`JournalUnavailable`."""
        if self._listener:
            self._listener.stop(lambda: self.database.write(rouse))
        self.database.close()
        self._mark.close()

    def _mend(self, connection: Connection, *, first: bool = False) -> Callable[[], None] | None:
        return self._continuity.mend(connection, first=first)

    def _begin_life(self, life: Life) -> None:
        self._memory.forget(life.hall)
        self._changes.tell(life.hall, life.seq, life.epoch, anew=True)

    def _announce(self, connection: Connection, hall: str, seq: int) -> None:
        """On PostgreSQL, wake the other processes at the commit."""
        if not self.database.is_sqlite:
            notify(connection, hall, seq)


def open_journal(
    url: str,
    run: Run | None = None,
    *,
    patience_s: float = PATIENCE_S,
    run_reads: Run | None = None,
    mark: Path | None = None,
) -> Journal:
    """Return the journal of the database at ``url``: :func:`~display.database.open_database`.

    A copy that was put back begins a new epoch here; ``mark`` as for :class:`Journal`.
    """
    database = open_database(url, run, patience_s=patience_s, run_reads=run_reads)
    journal = Journal(database, mark)
    try:
        journal.recognise(first=True)
    except BaseException:
        journal.close()
        raise
    return journal
