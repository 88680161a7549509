"""A folder of files bounded in size: what was not used for the longest time makes room."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from audio.packs import (
    PART,
    private_folder,
    remove_leftovers,
    write_atomically,
    write_hashed,
)
from audio.sound.errors import SoundUnwritable
from audio.sound.playing import digest_of

# Above this a file is not read through again for every request of a part of it.
LONG_BYTES = 4 * 1024 * 1024


class FileCache:
    """Files of one ``suffix`` in ``folder``, together at most ``limit_bytes``.

    The order of use is kept in memory and, by the files' times, over a restart. The lock guards
    bookkeeping only and is never held while a file is read or written.
    """

    def __init__(self, folder: Path, suffix: str, limit_bytes: int) -> None:
        self.folder = folder
        self._suffix = suffix
        self._limit = limit_bytes
        self._lock = threading.Lock()
        self._proven: dict[str, tuple[int, int]] = {}
        try:
            private_folder(folder)
            self._sizes = self._scan()
        except OSError as error:
            message = f"The folder {folder} cannot be used: {error.strerror}."
            raise SoundUnwritable(message) from None
        self._total = sum(self._sizes.values())

    def path(self, name: str) -> Path:
        """Return where the file called ``name`` is, or would be."""
        return self.folder / f"{name}{self._suffix}"

    def put(self, name: str, data: bytes) -> Path:
        """Write the file, whole or not at all, and make room for it. Raises ``OSError``."""
        path = self.path(name)
        write_atomically(path, data)
        self._make_room(name, len(data))
        return path

    def put_hashed(self, parts: Iterable[bytes]) -> str:
        """Write a file that is too long to be held at once, named by its SHA-256; return that.

        It has its place only when all of it is there. Raises ``OSError`` and what ``parts`` raises.
        """
        waiting = self.folder / f"{uuid4().hex}{PART}"
        name, size = write_hashed(waiting, parts)
        try:
            waiting.replace(self.path(name))
        except PermissionError:  # a reader on Windows holds the same bytes open
            waiting.unlink()
        self._make_room(name, size)
        return name

    def whole_size(self, name: str) -> int | None:
        """Return the size of a file whose content has the SHA-256 that is its name, else ``None``.

        A long one is read through once; after that its size and time vouch for it.
        """
        path = self.path(name)
        try:
            stat = path.stat()
            proven = self._proven.get(name) == (stat.st_size, stat.st_mtime_ns)
            if not proven and digest_of(path) != name:
                return None
            self.touch(name)
            after = path.stat()
        except OSError:
            return None
        if after.st_size > LONG_BYTES:
            self._proven[name] = (after.st_size, after.st_mtime_ns)
        return after.st_size

    def get(self, name: str) -> bytes | None:
        """Return the file's bytes, or ``None`` when it is not there or not readable."""
        try:
            data = self.path(name).read_bytes()
        except OSError:
            return None
        self.touch(name)
        return data

    def holds(self, name: str, size: int) -> bool:
        """Return whether the file is there with that many bytes."""
        try:
            return self.path(name).stat().st_size == size
        except OSError:
            return False

    def touch(self, name: str) -> None:
        """Note that the file was used just now."""
        with self._lock:
            if name in self._sizes:
                self._sizes[name] = self._sizes.pop(name)
        with suppress(OSError):
            os.utime(self.path(name))

    def _make_room(self, name: str, size: int) -> None:
        for old in self._enter(name, size):
            self._proven.pop(old, None)
            with suppress(OSError):  # held open on Windows: it goes another time
                self.path(old).unlink(missing_ok=True)

    def _enter(self, name: str, size: int) -> list[str]:
        """Book the file as the newest; return the names that have to go."""
        with self._lock:
            self._total += size - self._sizes.pop(name, 0)
            self._sizes[name] = size
            gone = []
            for old in list(self._sizes)[:-1]:
                if self._total <= self._limit:
                    break
                self._total -= self._sizes.pop(old)
                gone.append(old)
            return gone

    def _scan(self) -> dict[str, int]:
        """Return names and sizes, oldest first; sweep away what a killed writer left."""
        remove_leftovers(self.folder)
        found = []
        for path in self.folder.iterdir():
            with suppress(OSError):
                stat = path.stat()
                if path.suffix == self._suffix:
                    found.append((stat.st_mtime, path.stem, stat.st_size))
        return {name: size for _, name, size in sorted(found)}
