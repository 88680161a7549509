"""Makes a backup: copied, written under another name, read back, and only then put in place."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from math import ceil
from pathlib import Path
from typing import IO, Final

from display.backup.contents import DATABASE, members
from display.backup.errors import BROKEN, BackupError, plain_errors
from display.backup.manifest import NAME, Member, write_manifest
from display.clock import iso_now
from display.database import CopyFacts, copy_database, force_gently

PART: Final = ".part"
_CHUNK: Final = 1024 * 1024
# What is written is brought to the disk bit by bit: a whole gigabyte at the end would keep the
# commit of a call waiting for seconds.
_FORCE_EVERY: Final = 4 * 1024 * 1024
# Sound is compressed already, or is not worth it: the processor is needed for calls.
_STORED: Final = (".flac", ".mp3", ".opus", ".ogg", ".wav", ".png", ".jpg", ".webp", ".pcm")


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that lies in its place, read back and found whole."""

    path: Path
    size: int
    members: int
    facts: CopyFacts


def make_backup(
    data: Path, database_url: str, target: Path, *, version: str, least_left: int = 0
) -> Made:
    """Write the hall of the folder ``data`` and its database to ``target``, and read it back.

    ``target`` is replaced when all is well; until then, and after any failure, what was there
    stays. ``least_left``: bytes that must be free on that disk afterwards. Raises
    :class:`BackupError`.
    """
    target = target.absolute()
    if target.is_dir():
        raise BackupError("unwritable", f"{target} is a folder; name a file.")
    with plain_errors(target.parent), _scratch(target) as scratch:
        copy = scratch / DATABASE
        _require_room(data, target.parent, least_left)
        facts = copy_database(database_url, copy)
        whole = scratch / target.name
        with _create(whole) as file:
            written = _write(file, data, copy, facts, version, database_url)
            _force(file)
        _read_back(whole, written)
        size = whole.stat().st_size
        os.replace(whole, target)
        force_folder(target.parent)
    return Made(target, size, len(written), facts)


def copy_to(backup: Path, folder: Path) -> Path:
    """Copy a finished backup into another folder, which must be there; read it back too.

    The folder is never made: where a drive is not plugged in, its place on the system's disk would
    be filled instead. Raises :class:`BackupError`.
    """
    target = folder / backup.name
    with plain_errors(folder), _scratch(target) as scratch:
        whole = scratch / target.name
        with backup.open("rb") as source, _create(whole) as file:
            sent = _pour(source, file)
            _force(file)
        with whole.open("rb") as file:
            _forget_cache(file)
            if _digest(file) != sent:
                raise BackupError("damaged", f"{folder} gave back something else than was written.")
        os.replace(whole, target)
        force_folder(folder)
    return target


def force_folder(folder: Path) -> None:
    """Bring the names of a folder to the disk, where the system can."""
    with suppress(OSError):  # Windows opens no folder, some shares force none
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


@contextmanager
def _scratch(target: Path) -> Iterator[Path]:
    """Yield a folder beside the target that is gone afterwards, however this ends."""
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=PART, dir=target.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _create(path: Path) -> IO[bytes]:
    """Open a new file that only its owner may read: it holds the staff's password hashes."""
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "r+b")


def _require_room(data: Path, folder: Path, least_left: int) -> None:
    """Refuse early what will not fit: database twice, for its copy, and the rest once."""
    database = sum(_size(data / f"{DATABASE}{end}") for end in ("", "-wal"))
    needed = 2 * database + sum(_size(path) for _, path in members(data))
    free = shutil.disk_usage(folder).free
    if free < needed + least_left:
        raise BackupError(
            "full",
            f"{folder} has too little room: {free // 10**6} MB are free, "
            f"{ceil((needed + least_left) / 10**6)} MB are needed.",
        )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _write(
    file: IO[bytes], data: Path, copy: Path, facts: CopyFacts, version: str, url: str
) -> list[Member]:
    """Write the archive; return its members. The manifest comes last: it knows the checksums."""
    written: list[Member] = []
    with zipfile.ZipFile(file, "w", allowZip64=True) as archive:
        for name, path in ((DATABASE, copy), *members(data)):
            # A recording that was deleted meanwhile is no loss; it is nobody's any more.
            with suppress(FileNotFoundError), path.open("rb") as source:
                written.append(_add(archive, file, name, source))
        manifest = write_manifest(
            written,
            panggil=version,
            schema_revision=facts.schema,
            database="sqlite" if url.startswith("sqlite") else "postgresql",
            made_at=iso_now(),
            halls=[asdict(hall) for hall in facts.halls],
        )
        archive.writestr(_info(NAME), manifest)
    return written


def _add(archive: zipfile.ZipFile, file: IO[bytes], name: str, source: IO[bytes]) -> Member:
    digest, size, since = hashlib.sha256(), 0, 0
    with archive.open(_info(name), "w", force_zip64=True) as member:
        while chunk := source.read(_CHUNK):
            member.write(chunk)
            digest.update(chunk)
            size += len(chunk)
            since += len(chunk)
            if since >= _FORCE_EVERY:
                _force_gently(file)
                since = 0
    return Member(name, size, digest.hexdigest())


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def _read_back(path: Path, written: list[Member]) -> None:
    """Compare what lies on the disk with what was written, not with what memory has of it."""
    with path.open("rb") as file:
        _forget_cache(file)
        try:
            with zipfile.ZipFile(file) as archive:
                for member in written:
                    with archive.open(member.name) as content:
                        if _digest(content) != member.sha256:
                            raise zipfile.BadZipFile(member.name)
        except BROKEN as error:
            message = f"{path.parent.parent} gave back something else than was written."
            raise BackupError("damaged", message) from error


def _pour(source: IO[bytes], file: IO[bytes]) -> str:
    digest, since = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        file.write(chunk)
        digest.update(chunk)
        since += len(chunk)
        if since >= _FORCE_EVERY:
            _force_gently(file)
            since = 0
    return digest.hexdigest()


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _force_gently(file: IO[bytes]) -> None:
    file.flush()
    force_gently(file.fileno())


def _force(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _forget_cache(file: IO[bytes]) -> None:
    """Let what follows be read from the disk itself, where the system can be asked for it."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
