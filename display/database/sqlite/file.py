"""The file of an SQLite database: private, recognised when another takes its place, taken whole.

A file that is renamed over the open one leaves this process with a file that has no name any more:
what it keeps there is gone at its end. So the name is looked at before each use (2 µs).
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import StaticPool

from display.database.errors import JournalUnavailable

log = structlog.get_logger(__name__)

# sqlite.org/fileformat.html: the size of a page at 16, the number of pages at 28.
_HEAD_BYTES, _PAGE_SIZE, _PAGES = 100, slice(16, 18), slice(28, 32)


def sqlite_engine(url: URL, patience_s: float, *, only_reads: bool = False) -> Engine:
    """Return an engine of one connection; ``only_reads``: what it is asked cannot change a row."""
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
            f"query_only = {int(only_reads)}",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("panggil_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


class SqliteFile:
    """The file by its path, and which of all files that had this name is the one that is open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._open: tuple[int, int] | None = None
        self._log: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether the file of this name is the one that was opened."""
        return self._open is not None and self._open == _identity(self.path)

    @property
    def was_open(self) -> bool:
        """Whether a file of this name has been opened before."""
        return self._open is not None

    def prepare(self) -> None:
        """Make sure that the file can be opened; make a new one the first time only.

        Raises :class:`JournalUnavailable` when it is gone, or is being copied at this moment.
        """
        if self._open is None:
            _make_private(self.path)
            return
        name = self.path.name
        if _identity(self.path) is None:
            raise JournalUnavailable(f"The database file {name} is gone; put it back.")
        if not _is_whole(self.path):
            raise JournalUnavailable(f"The database file {name} is not whole yet.")

    def opened(self) -> None:
        """Take the file of this name as the open one."""
        self._open, self._log = _identity(self.path), _number(_beside(self.path, "-wal"))

    def drop_log(self) -> None:
        """Remove the write-ahead log of the file before: SQLite would take it for the new one's.

        One that came along with the new file is another, and stays.
        """
        found = _number(_beside(self.path, "-wal"))
        if found is not None and found == self._log:
            for ending in ("-wal", "-shm"):
                with contextlib.suppress(OSError):
                    _beside(self.path, ending).unlink()


def data_version(connection: Connection) -> int:
    """Return a number that changes when anybody else has changed the file; costs 2 µs."""
    driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    return int(driver.execute("PRAGMA data_version").fetchone()[0])


def checkpoint(engine: Engine) -> None:
    """Move what is in the log into the file that is open, wherever that is by now."""
    with contextlib.suppress(Exception), engine.connect() as connection:
        driver = connection.connection.driver_connection
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # type: ignore[union-attr]


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _number(path: Path) -> int | None:
    found = _identity(path)
    return found[1] if found else None


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _is_whole(path: Path) -> bool:
    """Say whether the file is as long as its first page says; empty is not."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
            length = file.seek(0, os.SEEK_END)
    except OSError:
        return False
    size = int.from_bytes(head[_PAGE_SIZE], "big")
    pages = int.from_bytes(head[_PAGES], "big")
    return len(head) == _HEAD_BYTES and length >= pages * (65536 if size == 1 else size)


def _make_private(path: Path) -> None:
    """Create the file readable to its owner alone: it holds password hashes."""
    if not path.exists():
        with contextlib.suppress(OSError):  # opening it says better what is wrong
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
