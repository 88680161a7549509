"""Copies of an SQLite file that others write to, and the one that a migration leaves behind."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from display.database.engine import PATIENCE_S
from display.database.errors import JournalDamaged, JournalFull, JournalUnavailable

EARLIER: Final = ".schema-"
"""Between the database's name and the revision, in the name of a copy that a migration left."""

MOST_EARLIER: Final = 3
_PAGES: Final = 1024  # 4 MB at a time
_REST: Final = 2.0
_LONGEST_REST_S: Final = 1.0
_LEAST_FREE: Final = 32 * 1024 * 1024
# sqlite.org/fileformat.html: the versions for writing and reading, 2 with a write-ahead log.
_VERSIONS: Final = 18


def copy_file(source: Path, target: Path, *, gently: bool = False) -> None:
    """Copy the SQLite database ``source``, which others may write to, into the file ``target``.

    In one transaction that only reads: in WAL mode it holds up no writer, and without it a copy
    in several steps would begin anew whenever another process commits (sqlite.org/backup.html).
    ``gently``: so that calls which are made meanwhile hardly wait for the disk.
    """
    until, left = time.monotonic() + PATIENCE_S, -1

    def look(_: int, now_left: int, __: int) -> None:
        nonlocal until, left
        if now_left == left and time.monotonic() > until:
            raise JournalUnavailable("The database is locked by another program.")
        if now_left != left:
            until, left = time.monotonic() + PATIENCE_S, now_left
            if gently:
                force_gently(number)

    address = f"file:{quote(str(source))}?mode=rw"
    number = os.open(target, os.O_RDWR)
    try:
        _copy(address, source.name, target, look)
    finally:
        os.close(number)
    _leave_log(target)
    force_file(target)


def _copy(address: str, name: str, target: Path, look: Callable[[int, int, int], None]) -> None:
    with plain_sqlite_errors(name), closing(sqlite3.connect(address, uri=True)) as found:
        # Read first: `backup` takes a file that is no database for one that is busy.
        found.execute("BEGIN")
        found.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with closing(open_alone(target)) as copy:
            copy.execute("PRAGMA synchronous = OFF")
            found.backup(copy, pages=_PAGES, progress=look, sleep=0.1)


def keep_before_migration(file: Path, stored: str) -> Path:
    """Keep a copy of an SQLite database before its tables are changed; return where it lies.

    It lies beside the database and is named by the revision that it has, so that the release before
    can be put back with it. Raises :class:`JournalFull` where there is no room: nothing is
    migrated without a way back.
    """
    kept = file.with_name(f"{file.name}{EARLIER}{stored}")
    draft = file.with_name(f"{kept.name}.{os.getpid()}.part")
    needed = file.stat().st_size + _LEAST_FREE
    if shutil.disk_usage(file.parent).free < needed:
        raise JournalFull(
            f"This release changes the database, and there is no room to keep a copy of it first: "
            f"free {needed // 10**6} MB on the disk of {file.parent}. Nothing was changed."
        )
    try:
        make_private_file(draft)
        copy_file(file, draft)
        # Another process may have migrated meanwhile: then it has kept the copy.
        if _revision_of(draft) == stored:
            os.replace(draft, kept)
    except OSError as error:
        raise JournalUnavailable(
            f"No copy of the database can be kept before it is changed: {error.strerror}."
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    for old in _earlier(file)[MOST_EARLIER:]:
        old.unlink(missing_ok=True)
    return kept


def _revision_of(path: Path) -> str:
    with plain_sqlite_errors(path.name), closing(open_alone(path)) as copy:
        return str(copy.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def _earlier(file: Path) -> list[Path]:
    """Return the kept copies, newest first."""
    found = [p for p in file.parent.glob(f"{file.name}{EARLIER}*") if p.suffix != ".part"]
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def open_alone(path: Path) -> sqlite3.Connection:
    """Open a file that nobody else opens: without locks, which some shares do not know."""
    address = f"file:{quote(str(path))}?mode=rw&nolock=1"
    copy = sqlite3.connect(address, uri=True)
    copy.execute("PRAGMA trusted_schema = OFF").fetchall()
    return copy


def make_private_file(path: Path) -> None:
    """Make a new file that only its owner may read; raises ``OSError``."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _leave_log(path: Path) -> None:
    """Mark a whole copy as one without a write-ahead log, which cannot be had without locks."""
    with path.open("r+b") as file:
        file.seek(_VERSIONS)
        file.write(b"\1\1")


def force_gently(number: int) -> None:
    """Bring what was written to an open file to the disk, and leave the disk alone as long.

    A commit of a call that comes meanwhile waits for what the disk is busy with: for some
    milliseconds of a few megabytes, where it would be seconds of a gigabyte.
    """
    began = time.monotonic()
    os.fsync(number)
    time.sleep(min(_LONGEST_REST_S, _REST * (time.monotonic() - began)))


def force_file(path: Path) -> None:
    """Bring a file to the disk; raises ``OSError``."""
    number = os.open(path, os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def plain_sqlite_errors(name: str) -> Iterator[None]:
    """Raise what SQLite says of the file ``name`` as an error of the journal."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None and code & 0xFF == sqlite3.SQLITE_FULL:
            raise JournalFull("The disk is full.") from error
        if code is not None and code & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            raise JournalDamaged(f"{name} is damaged or no database: {error}.") from error
        raise JournalUnavailable(f"{name} cannot be read or written: {error}.") from error
