"""The database behind a journal: two connections to SQLite, or a small pool to PostgreSQL.

On SQLite one connection writes and one reads, so that nobody who only looks waits for a writer, or
for whoever has locked the file.

Work runs in whole transactions. A writing one takes the write lock first (``BEGIN IMMEDIATE``; on
PostgreSQL the head row, see :mod:`display.journal.transaction`), so that writers queue up instead
of failing each other. What can pass by itself is tried again until ``patience_s`` is over.
"""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypedDict, TypeVar

import structlog
from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import IsolationLevel
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from display.database.errors import JournalBusy, JournalError, JournalLocked, JournalUnavailable
from display.database.postgresql import connect_directly, postgresql_engine
from display.database.sql_errors import failure
from display.database.sqlite.file import SqliteFile, checkpoint, data_version, sqlite_engine

if TYPE_CHECKING:
    import psycopg

T = TypeVar("T")
log = structlog.get_logger(__name__)

PATIENCE_S = 5.0
"""How long a lock or a lost connection is waited for."""

_UNCHECKED = -1  # no version that SQLite gives


class ExecutionOptions(TypedDict, total=False):
    """How a transaction is run. ``panggil_write``: it takes SQLite's write lock as it begins."""

    panggil_write: bool
    isolation_level: IsolationLevel
    postgresql_readonly: bool


class Run(Protocol):
    """How a piece of blocking work is run: at once, or in a thread of its own."""

    def __call__(self, work: Callable[[], T], /) -> T:
        """Run ``work`` and return what it returns, or raise what it raises."""


def run_here(work: Callable[[], T], /) -> T:
    """Run ``work`` in the caller's own thread."""
    return work()


Check: TypeAlias = Callable[[Connection], Callable[[], None] | None]
"""What is run in a transaction when somebody else has changed the file, or put another in its
place; returns what to do after the commit."""


class _Door:
    """One way to the database: who runs its work, and whose turn it is."""

    def __init__(self, engine: Engine, run: Run, *, takes_turns: bool) -> None:
        self.engine = engine
        self.run = run
        # One connection serves all threads of SQLite: its transactions take turns.
        self.turn: AbstractContextManager[object] = (
            threading.Lock() if takes_turns else contextlib.nullcontext()
        )
        self.opening = 0
        """Of all the files that had this name, the how manieth the connection has open."""
        self.held: JournalUnavailable | None = None
        """Why the last work could not be done, when somebody held the database."""

    def close(self) -> None:
        """Close its connections, after the transaction that is open."""
        # Closed under a transaction of another thread, SQLite's connection is freed memory.
        with self.turn:
            self.engine.dispose()


class Database:
    """Runs work in transactions; every error that leaves it is a :class:`JournalError`."""

    def __init__(
        self,
        url: str,
        run: Run = run_here,
        patience_s: float = PATIENCE_S,
        *,
        run_reads: Run | None = None,
    ) -> None:
        self.url = _read_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._patience_s = patience_s
        self._file: SqliteFile | None = None
        engine = (
            sqlite_engine(self.url, patience_s)
            if self.is_sqlite
            else postgresql_engine(self.url, PATIENCE_S)
        )
        self._writer = self._reader = _Door(engine, run, takes_turns=self.is_sqlite)
        if self.is_sqlite and self.url.database not in {None, "", ":memory:"}:
            self._file = SqliteFile(Path(str(self.url.database)))
            reading = sqlite_engine(self.url, patience_s, only_reads=True)
            self._reader = _Door(reading, run_reads or run, takes_turns=True)
        self._openings = 0
        self._version = _UNCHECKED
        self._checks: list[Check] = []
        self._mine = threading.local()
        self._closed = False

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database, ``None`` for any other."""
        return self._file.path if self._file else None

    def on_foreign_change(self, check: Check) -> None:
        """Run ``check`` before any other work once the file is another, or others wrote to it."""
        self._checks.append(check)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` in a transaction that is kept as a whole or not at all.

        ``work`` may run more than once, and must do nothing but use its connection.
        """
        return self._through(self._writer, work, {"panggil_write": True})

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` in a transaction that sees one moment of the database."""
        self._refuse_nesting()
        if self._file and not self._file.is_open and not self._closed:
            self._writer.run(self._open_in_turn)
        return self._through(self._reader, work, self._reading())

    def connect_listener(self) -> psycopg.Connection[Any]:
        """Return a connection to PostgreSQL outside the pool, in autocommit, for LISTEN."""
        return connect_directly(self._writer.engine, self.url)

    def close(self) -> None:
        """Close every connection; further work raises :class:`JournalUnavailable`."""
        self._closed = True  # before the turn is waited for: who waits beside us is refused
        # The writer last: it moves what is in the log into the file.
        for door in dict.fromkeys((self._reader, self._writer)):
            door.run(door.close)

    def _reading(self) -> ExecutionOptions:
        if self.is_sqlite:
            return {}
        return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

    def _through(
        self, door: _Door, work: Callable[[Connection], T], options: ExecutionOptions
    ) -> T:
        self._refuse_nesting()
        asked = time.monotonic()
        return door.run(lambda: self._persist(door, work, options, asked))

    def _refuse_nesting(self) -> None:
        """Refuse work inside work, which could only wait for itself."""
        if getattr(self._mine, "busy", False):
            raise JournalError("A transaction is open here; use it instead of the journal.")

    def _persist(
        self, door: _Door, work: Callable[[Connection], T], options: ExecutionOptions, asked: float
    ) -> T:
        patient_until = time.monotonic() + self._patience_s
        pause_s = 0.01
        if door.held and time.monotonic() - asked >= self._patience_s:
            # It waited behind others who waited in vain: ten of them are not to take a minute.
            raise _given_up(door.held)
        while True:
            try:
                with self._alone(door), _translated():
                    result = self._attempt(door, work, options)
                door.held = None
                return result
            except JournalBusy as busy:
                if time.monotonic() + pause_s > patient_until:
                    door.held = _given_up(busy)  # as it was raised it holds on to its frames
                    raise _given_up(busy) from busy
            time.sleep(pause_s * random.uniform(0.5, 1.5))
            pause_s = min(pause_s * 2, 0.5)

    def _attempt(
        self, door: _Door, work: Callable[[Connection], T], options: ExecutionOptions
    ) -> T:
        self._open_file(door)
        with door.engine.connect() as connection:
            connection.execution_options(**options)
            transaction = connection.begin()
            checked = self._check(connection) if door is self._writer else []
            try:
                result = work(connection)
                if self._file and door is self._writer and not self._file.is_open:
                    raise JournalBusy("The database file was replaced by another.")
                with _translated(committing=True):
                    transaction.commit()
            except BaseException:
                if checked:
                    self._version = _UNCHECKED  # what the checks did is undone with the rest
                raise
        for after in checked:
            after()
        return result

    def _check(self, connection: Connection) -> list[Callable[[], None]]:
        """Run the checks if another process has changed the file since our last transaction."""
        if self._file is None:
            return []
        if self._version == data_version(connection):
            return []
        self._version = _UNCHECKED  # until they have passed
        checked = self._run_checks(connection)
        self._version = data_version(connection)
        return checked

    def _run_checks(self, connection: Connection) -> list[Callable[[], None]]:
        return [after for check in self._checks if (after := check(connection))]

    def _open_in_turn(self) -> None:
        with self._alone(self._writer), _translated():
            self._open_file(self._writer)

    def _open_file(self, door: _Door) -> None:
        """Have the file open that has the name now."""
        if self._file is None:
            return
        if door is not self._writer:
            if door.opening != self._openings:
                door.engine.dispose()
                door.opening = self._openings
        elif not self._file.is_open:
            self._take_file(self._file)

    def _take_file(self, file: SqliteFile) -> None:
        """Open the file of this name, which is new to us; what it holds is checked first."""
        file.prepare()
        engine, known = self._writer.engine, file.was_open
        if known:
            log.warning("the database file was replaced by another", file=file.path.name)
            checkpoint(engine)
            engine.dispose()
            file.drop_log()
        with engine.connect() as connection:
            connection.execution_options(panggil_write=known)
            transaction = connection.begin()
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
            checked = self._run_checks(connection) if known else []
            self._version = data_version(connection)
            transaction.commit()
        file.opened()
        self._openings += 1
        self._writer.opening = self._openings
        for after in checked:
            after()

    @contextlib.contextmanager
    def _alone(self, door: _Door) -> Iterator[None]:
        """Hold a door's turn."""
        with door.turn:
            if self._closed:
                raise JournalUnavailable("The journal is closed.")
            self._mine.busy = True
            try:
                yield
            finally:
                self._mine.busy = False


def _given_up(busy: JournalUnavailable) -> JournalUnavailable:
    """Return what is told of a database on which there was no waiting any longer."""
    kind = JournalLocked if isinstance(busy, JournalLocked) else JournalUnavailable
    return kind(str(busy))


@contextlib.contextmanager
def _translated(*, committing: bool = False) -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise failure(error, committing=committing) from error


def _read_url(text: str) -> URL:
    try:
        url = make_url(text)
        if url.drivername in {"postgresql", "postgres"}:
            url = url.set(drivername="postgresql+psycopg")
        if url.get_dialect().name not in {"sqlite", "postgresql"}:
            raise ArgumentError("only sqlite and postgresql are known")
    except (ArgumentError, NoSuchModuleError) as error:
        raise JournalUnavailable(f"The database URL cannot be used: {error}.") from None
    return url
