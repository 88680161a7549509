"""The database behind a journal: one SQLite connection, or a small pool to PostgreSQL.

Work runs in whole transactions. A writing one takes the write lock first (``BEGIN IMMEDIATE``; on
PostgreSQL the head row, see :mod:`display.journal.transaction`), so that writers queue up instead
of failing each other. What can pass by itself is tried again until ``patience_s`` is over.
"""

from __future__ import annotations

import contextlib
import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypedDict, TypeVar

import structlog
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import IsolationLevel
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from display.database.errors import JournalBusy, JournalError, JournalUnavailable
from display.database.sql_errors import failure

if TYPE_CHECKING:
    import psycopg

T = TypeVar("T")
log = structlog.get_logger(__name__)

PATIENCE_S = 5.0
"""How long a lock or a lost connection is waited for."""

_POOL = 5  # connections kept to PostgreSQL; as many again may be opened for a rush

# A peer that vanished without a word is noticed after about 10 s, not after the kernel's two hours.
_KEEPALIVE = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "application_name": "panggil",
}


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


class Database:
    """Runs work in transactions; every error that leaves it is a :class:`JournalError`."""

    def __init__(self, url: str, run: Run = run_here, patience_s: float = PATIENCE_S) -> None:
        self.url = _read_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._run = run
        self._patience_s = patience_s
        self._engine = _sqlite(self.url, patience_s) if self.is_sqlite else _postgresql(self.url)
        # One connection serves all threads of SQLite: its transactions take turns.
        self._turn: AbstractContextManager[object] = (
            threading.Lock() if self.is_sqlite else contextlib.nullcontext()
        )
        self._mine = threading.local()
        self._closed = False

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` in a transaction that is kept as a whole or not at all.

        ``work`` may run more than once, and must do nothing but use its connection.
        """
        return self._run(lambda: self._persist(work, {"panggil_write": True}))

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` in a transaction that sees one moment of the database."""
        return self._run(lambda: self._persist(work, self._reading()))

    def connect_listener(self) -> psycopg.Connection[Any]:
        """Return a connection to PostgreSQL outside the pool, in autocommit, for LISTEN."""
        import psycopg

        _, arguments = self._engine.dialect.create_connect_args(self.url)
        return psycopg.connect(**{**_KEEPALIVE, **arguments}, autocommit=True)

    def close(self) -> None:
        """Close every connection; further work raises :class:`JournalUnavailable`."""
        self._closed = True  # before the turn is waited for: who waits beside us is refused
        self._run(self._dispose)

    def _dispose(self) -> None:
        # Closed under a transaction of another thread, SQLite's connection is freed memory.
        with self._turn:
            self._engine.dispose()

    def _reading(self) -> ExecutionOptions:
        if self.is_sqlite:
            return {}
        return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

    def _persist(self, work: Callable[[Connection], T], options: ExecutionOptions) -> T:
        patient_until = time.monotonic() + self._patience_s
        pause_s = 0.01
        while True:
            try:
                return self._attempt(work, options)
            except JournalBusy as busy:
                if time.monotonic() + pause_s > patient_until:
                    raise JournalUnavailable(str(busy)) from busy
            time.sleep(pause_s * random.uniform(0.5, 1.5))
            pause_s = min(pause_s * 2, 0.5)

    def _attempt(self, work: Callable[[Connection], T], options: ExecutionOptions) -> T:
        with self._alone(), _translated(), self._engine.connect() as connection:
            connection.execution_options(**options)
            transaction = connection.begin()
            result = work(connection)
            with _translated(committing=True):
                transaction.commit()
            return result

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold this thread's turn; refuse work inside work, which could only wait for itself."""
        if getattr(self._mine, "busy", False):
            raise JournalError("A transaction is open here; use it instead of the journal.")
        with self._turn:
            if self._closed:
                raise JournalUnavailable("The journal is closed.")
            self._mine.busy = True
            try:
                yield
            finally:
                self._mine.busy = False


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


def _sqlite(url: URL, patience_s: float) -> Engine:
    _make_private(url.database)
    engine = create_engine(
        url,
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "isolation_level": None},
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        for pragma in (
            f"busy_timeout = {int(patience_s * 1000)}",
            "journal_mode = WAL",
            "synchronous = FULL",  # NORMAL may roll back acknowledged calls on power loss
            "foreign_keys = ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("panggil_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _make_private(path: str | None) -> None:
    """Create the file readable to its owner alone: it holds password hashes."""
    if path and path != ":memory:" and not Path(path).exists():
        with contextlib.suppress(OSError):  # opening it says better what is wrong
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _postgresql(url: URL) -> Engine:
    return create_engine(
        url,
        pool_size=_POOL,
        max_overflow=_POOL,
        pool_timeout=PATIENCE_S,
        pool_pre_ping=True,
        connect_args={
            **_KEEPALIVE,
            # A server that freezes in the middle of a transaction holds the hall's head row: all
            # others would wait for it, who takes over its lease as well.
            "options": f"-c lock_timeout={int(PATIENCE_S * 1000)}"
            f" -c idle_in_transaction_session_timeout={int(PATIENCE_S * 1000)} -c timezone=UTC",
        },
    )
