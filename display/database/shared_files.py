"""Files that every server of a hall finds, kept in the database; on PostgreSQL only.

A file is named by the SHA-256 of its content and kept in pieces, so that none lies in memory as a
whole. Recordings and the hall's logo stay until they are removed; sounds are there for the speaker
that is about to play them, and go after an hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, Select, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from display.database.engine import Database
from display.database.leases import DATABASE_NOW
from display.database.schema import file_pieces, files

PIECE_BYTES: Final = 256 * 1024
SOUND_S: Final = 3600.0
"""How long a sound is kept: a speaker fetches it before it plays."""

FileKind = Literal["recording", "sound", "logo"]


class SharedFiles:
    """The files of one ``hall``."""

    def __init__(self, database: Database, hall: str) -> None:
        self._database, self._hall = database, hall

    def holds(self, sha256: str) -> bool:
        """Say whether a file of that content is kept."""
        query = select(files.c.sha256).where(self._is(sha256))
        return self._database.read(lambda c: c.execute(query).first() is not None)

    def put(self, kind: FileKind, sha256: str, path: Path) -> None:
        """Keep the file at ``path`` of that content, whole, unless it is kept. ``OSError``."""
        if self.holds(sha256):
            return

        def work(connection: Connection) -> None:
            connection.execute(
                delete(files).where(
                    files.c.hall == self._hall,
                    files.c.kind == "sound",
                    files.c.kept_at < DATABASE_NOW - SOUND_S,
                )
            )
            row = {"hall": self._hall, "sha256": sha256}
            kept = insert(files).values(
                **row, kind=kind, size=path.stat().st_size, kept_at=DATABASE_NOW
            )
            if not connection.execute(kept.on_conflict_do_nothing()).rowcount:
                return  # by another server, meanwhile
            with path.open("rb") as file:
                number = 0
                while content := file.read(PIECE_BYTES):
                    piece = {**row, "number": number, "content": content}
                    connection.execute(insert(file_pieces).values(piece))
                    number += 1

        self._database.write(work)

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """Yield what is kept of that content, in order; nothing when it is not there."""
        number = 0
        while True:
            query = select(file_pieces.c.content).where(
                file_pieces.c.hall == self._hall,
                file_pieces.c.sha256 == sha256,
                file_pieces.c.number == number,
            )
            content = self._database.read(partial(_first, query))
            if content is None:
                return
            yield bytes(content)
            number += 1

    def remove(self, sha256: str) -> None:
        """Keep a file no longer; one that is not kept is no error."""
        self._database.write(lambda c: c.execute(delete(files).where(self._is(sha256))))

    def used_bytes(self, kind: FileKind) -> int:
        """Return how much all files of a kind take."""
        query = select(func.coalesce(func.sum(files.c.size), 0)).where(
            files.c.hall == self._hall, files.c.kind == kind
        )
        return int(self._database.read(lambda c: c.execute(query).scalar_one()))

    def forget_unknown(self, known: set[str]) -> None:
        """Remove the recordings that nobody ``known`` has, but for those just brought."""
        query = delete(files).where(
            files.c.hall == self._hall,
            files.c.kind == "recording",
            files.c.kept_at < DATABASE_NOW - SOUND_S,
            files.c.sha256.not_in(known),
        )
        self._database.write(lambda c: c.execute(query))

    def _is(self, sha256: str) -> ColumnElement[bool]:
        return (files.c.hall == self._hall) & (files.c.sha256 == sha256)


def _first(query: Select[Any], connection: Connection) -> bytes | None:
    found: bytes | None = connection.execute(query).scalar()
    return found
