"""Where recordings come from: a zip or a folder, looked through before anything of it is used.

Nothing is unpacked: files are read one by one into memory, bounded. A zip is judged by what it
declares, and :mod:`zipfile` gives no more of an entry than was declared.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Protocol

from audio.production.announcer.errors import RecordingRefused

# A hall's calls are about 350 phrases; ten times that is no announcer's work any more.
MOST_FILES = 4_000
# 30 s of stereo at 48 kHz and 24 bits are 8.6 MB.
LARGEST_FILE_BYTES = 20 * 1024 * 1024
LARGEST_TOTAL_BYTES = 1024 * 1024 * 1024
# Speech as WAV shrinks to about half; a hundredth is what only a bomb does, or silence, which a
# small file may be: many small ones are bounded by their total.
LARGEST_RATIO = 100
_SMALL_BYTES = 4 * 1024 * 1024
_ENCRYPTED = 0x1
# What operating systems put beside people's files.
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


class Source(Protocol):
    """Files by their names, with ``/`` between folders."""

    names: frozenset[str]

    def read(self, name: str) -> bytes:
        """Return the file's bytes; :class:`RecordingRefused` when it cannot be read whole."""
        ...


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """Yield the files of a zip or a folder; :class:`RecordingRefused` names the first bad one."""
    if path.is_dir():
        yield FolderSource(path)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield ZipSource(archive)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise RecordingRefused(path.name, f"is no whole zip file ({error})") from None
    except OSError as error:
        raise RecordingRefused(path.name, f"cannot be read ({error.strerror})") from None


class ZipSource:
    """The files of a zip."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        entries = archive.infolist()
        if len(entries) > MOST_FILES:
            raise RecordingRefused(_name_of(archive), f"has more than {MOST_FILES} entries")
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            self._admit(entry)
        total = sum(entry.file_size for entry in self._entries.values())
        if total > LARGEST_TOTAL_BYTES:
            raise RecordingRefused(_name_of(archive), "would unpack to more than 1 GB")
        self.names = frozenset(self._entries)

    def read(self, name: str) -> bytes:
        """Return the entry's bytes, its checksum verified."""
        entry = self._entries[name]
        try:
            with self._archive.open(entry) as file:
                data = file.read(entry.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
            raise RecordingRefused(name, f"is damaged inside the zip ({error})") from None
        except NotImplementedError:
            raise RecordingRefused(name, "is packed in a way that cannot be read") from None
        if len(data) != entry.file_size:
            raise RecordingRefused(name, "is cut off inside the zip")
        return data

    def _admit(self, entry: zipfile.ZipInfo) -> None:
        name = entry.orig_filename
        _check_name(name)
        mode = entry.external_attr >> 16
        if stat.S_ISLNK(mode):
            raise RecordingRefused(name, "is a symbolic link")
        if entry.flag_bits & _ENCRYPTED:
            raise RecordingRefused(name, "is encrypted")
        if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
            raise RecordingRefused(name, "is no ordinary file")
        if entry.is_dir() or name.startswith(_LITTER[0]) or name.endswith(_LITTER[1:]):
            return
        if name in self._entries:
            raise RecordingRefused(name, "is in the zip twice")
        _check_size(name, entry.file_size)
        packed = max(1, entry.compress_size)
        if entry.file_size > _SMALL_BYTES and entry.file_size / packed > LARGEST_RATIO:
            raise RecordingRefused(name, f"unpacks to more than {LARGEST_RATIO} times its size")
        self._entries[name] = entry


class FolderSource:
    """The files of a folder and the folders in it; no link is followed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        found: dict[str, int] = {}
        for path in _walk(folder):
            name = path.relative_to(folder).as_posix()
            mode = path.lstat()
            if stat.S_ISLNK(mode.st_mode):
                raise RecordingRefused(name, "is a symbolic link")
            if stat.S_ISDIR(mode.st_mode) or name.endswith(_LITTER[1:]):
                continue
            if not stat.S_ISREG(mode.st_mode):
                raise RecordingRefused(name, "is no ordinary file")
            _check_size(name, mode.st_size)
            found[name] = mode.st_size
            if len(found) > MOST_FILES:
                raise RecordingRefused(folder.name, f"has more than {MOST_FILES} files")
        if sum(found.values()) > LARGEST_TOTAL_BYTES:
            raise RecordingRefused(folder.name, "has more than 1 GB of files")
        self.names = frozenset(found)

    def read(self, name: str) -> bytes:
        """Return the file's bytes."""
        try:
            flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(self._folder / name, flags), "rb") as file:
                data = file.read(LARGEST_FILE_BYTES + 1)
        except OSError as error:
            raise RecordingRefused(name, f"cannot be read ({error.strerror})") from None
        _check_size(name, len(data))
        return data


def _walk(folder: Path) -> Iterator[Path]:
    """Yield everything below ``folder``; links to folders are yielded, never entered."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise RecordingRefused(folder.name, f"cannot be read ({error.strerror})") from None
    for entry in entries:
        yield Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))


def _check_name(name: str) -> None:
    """Refuse names that lead out of the zip, on any system."""
    windows = PureWindowsPath(name)
    if "\\" in name or "\0" in name or not name.strip("/"):
        raise RecordingRefused(name, "has a name that no file may have")
    if name.startswith("/") or windows.drive or windows.root:
        raise RecordingRefused(name, "has an absolute path")
    if ".." in PurePosixPath(name).parts:
        raise RecordingRefused(name, "leads out of the zip")


def _check_size(name: str, size: int) -> None:
    if size > LARGEST_FILE_BYTES:
        raise RecordingRefused(name, f"is larger than {LARGEST_FILE_BYTES // 1024**2} MB")


def _name_of(archive: zipfile.ZipFile) -> str:
    return Path(archive.filename or "the zip").name
