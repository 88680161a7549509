"""A copy of the whole database: one moment of it, taken while others go on writing.

The copy is one SQLite file, whatever the database is: the tables are the same on both. It holds
what has to be kept, and none of what a machine makes for itself (:data:`LEFT_OUT`).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

from sqlalchemy import Connection, create_engine, insert, select, text

from display.database import schema
from display.database.engine import Database
from display.database.errors import JournalDamaged, JournalUnavailable
from display.database.file_copy import (
    copy_file,
    force_file,
    make_private_file,
    open_alone,
    plain_sqlite_errors,
)
from display.database.migration import MARK_TABLE, revision

LEFT_OUT: Final = ("keys", "sessions", "screen_codes", "leases", "servers")
"""Tables whose rows no copy holds: the installation's secret, who is signed in, which codes are
shown, and which servers run. A restored hall makes its own."""

_ROWS: Final = 1000  # of PostgreSQL's that are held at a time
_RESTORED_FILES: Final = ("file_pieces", "files")


@dataclass(frozen=True, slots=True)
class HallPosition:
    """How far one hall's journal had come: ``seq`` of ``epoch``; ``at``: its last event's time."""

    hall: str
    epoch: str
    seq: int
    at: str


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What a copy says of itself: the revision of its tables, and where its halls stand."""

    schema: str
    halls: tuple[HallPosition, ...]


def copy_database(url: str, target: Path) -> CopyFacts:
    """Put a copy of the database at ``url`` into the new file ``target``, and examine it.

    Nobody who writes waits for it. Raises :class:`JournalUnavailable` (not reachable, held by
    another program for too long), :class:`JournalDamaged` and :class:`JournalFull`.
    """
    database = Database(url)
    make_private_file(target)
    try:
        if database.file is None:
            database.read(lambda c: _copy_rows(c, target))
        else:
            copy_file(database.file, target, gently=True)
    finally:
        database.close()
    _leave_out(target)
    return examine_copy(target)


def examine_copy(path: Path) -> CopyFacts:
    """Return what a copy says of itself; :class:`JournalDamaged` when it is not whole."""
    with plain_sqlite_errors(path.name), closing(open_alone(path)) as copy:
        _judge(copy, path.name)
        schema_of = copy.execute("SELECT version_num FROM alembic_version").fetchone()
        rows = copy.execute(
            "SELECT h.hall, h.epoch, h.seq, coalesce(e.occurred_at, '') FROM heads h"
            " LEFT JOIN events e ON e.hall = h.hall AND e.seq = h.seq ORDER BY h.hall"
        ).fetchall()
    if schema_of is None:
        raise JournalDamaged(f"{path.name} is no database of Panggil.")
    return CopyFacts(str(schema_of[0]), tuple(HallPosition(*row) for row in rows))


def begin_anew(path: Path, recordings: Path) -> None:
    """Make a restored copy the database of a machine of its own.

    Each hall gets a new epoch, so that no screen believes an old position. Recordings that servers
    had together in their database go into the folder ``recordings``. Raises ``OSError`` too.
    """
    with plain_sqlite_errors(path.name), closing(open_alone(path)) as copy, copy:
        for (hall,) in copy.execute("SELECT hall FROM heads").fetchall():
            copy.execute("UPDATE heads SET epoch = ? WHERE hall = ?", (str(uuid4()), hall))
        if "files" in _tables(copy):
            _take_out(copy, recordings)
    force_file(path)


def _take_out(copy: sqlite3.Connection, recordings: Path) -> None:
    for (sha256,) in copy.execute("SELECT DISTINCT sha256 FROM files WHERE kind = 'recording'"):
        if len(sha256) != 64 or not sha256.isalnum():
            raise JournalDamaged("The database names a recording as no recording is named.")
        target = recordings / f"{sha256}.wav"
        if target.exists():
            continue
        recordings.mkdir(mode=0o700, exist_ok=True)
        pieces = copy.execute(
            "SELECT content FROM file_pieces WHERE sha256 = ? ORDER BY number", (sha256,)
        )
        with target.open("wb") as file:
            for (content,) in pieces:
                file.write(content)
        target.chmod(0o600)
    for table in _RESTORED_FILES:
        copy.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of ours


def _copy_rows(found: Connection, target: Path) -> None:
    """Copy PostgreSQL's rows of one moment, table by table in the order of their keys."""
    stored = revision(found)
    if stored != schema.HEAD:
        raise JournalUnavailable(
            f"The database has schema {stored}, this release has {schema.HEAD}; start the server "
            "of this release once, or back up with the release that runs."
        )
    target.write_bytes(b"")  # the work may run again
    engine = create_engine(f"sqlite:///{target}")
    try:
        with engine.begin() as copy:
            schema.metadata.create_all(copy)
            copy.execute(MARK_TABLE)
            copy.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": stored})
            for table in schema.metadata.sorted_tables:
                if table.name in LEFT_OUT:
                    continue
                rows = found.execution_options(yield_per=_ROWS).execute(select(table)).mappings()
                for some in rows.partitions(_ROWS):
                    copy.execute(insert(table), [dict(row) for row in some])
    finally:
        engine.dispose()


def _leave_out(path: Path) -> None:
    """Take out what no copy holds, in such a way that no byte of it stays in the file."""
    with plain_sqlite_errors(path.name), closing(open_alone(path)) as copy:
        copy.execute("PRAGMA secure_delete = ON")
        with copy:
            for table in _tables(copy) & {*LEFT_OUT}:
                copy.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
            if "files" in _tables(copy):
                copy.execute(
                    "DELETE FROM file_pieces WHERE sha256 IN"
                    " (SELECT sha256 FROM files WHERE kind = 'sound')"
                )
                copy.execute("DELETE FROM files WHERE kind = 'sound'")
    force_file(path)


def _judge(copy: sqlite3.Connection, name: str) -> None:
    found = [row[0] for row in copy.execute("PRAGMA integrity_check(3)")]
    if found != ["ok"]:
        raise JournalDamaged(f"{name} is damaged: {found[0]}.")
    if copy.execute("PRAGMA foreign_key_check").fetchone():
        raise JournalDamaged(f"{name} is damaged: a row belongs to one that is not there.")
    odd = copy.execute("SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')")
    if odd.fetchone() or not {"heads", "events", "alembic_version"} <= _tables(copy):
        raise JournalDamaged(f"{name} is no database of Panggil.")


def _tables(copy: sqlite3.Connection) -> set[str]:
    found = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {name for (name,) in found}
