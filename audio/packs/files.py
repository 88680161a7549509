"""Writing a file so that nobody ever sees half of it."""

from __future__ import annotations

import contextlib
import filecmp
import hashlib
import itertools
import os
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

# What a killed writer leaves behind carries this ending; `remove_leftovers` sweeps it away.
PART = ".part"
# No writer needs this long for one file: who left it is dead.
LEFTOVER_S = 3600.0
_counter = itertools.count()


def private_folder(folder: Path) -> Path:
    """Return the folder, made if need be, that only its owner may look into. Raises ``OSError``.

    For what people said and what is said to them; a folder of an earlier release is closed, too.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(OSError):  # somebody else's, or a share that knows no modes
        folder.chmod(0o700)
    return folder


def write_atomically(path: Path, data: bytes, *, durable: bool = False) -> None:
    """Write ``data`` to ``path``: readers see the old file or the whole new one, never a part.

    With ``durable`` the bytes are on the disk before the name is (``fsync``), for files that are
    not written again at the next start. Raises ``OSError`` (disk full, folder not writable) and
    leaves no partial file behind.
    """
    write_in_parts(path, (data,), durable=durable)


def write_in_parts(path: Path, parts: Iterable[bytes], *, durable: bool = False) -> None:
    """Write what is too long to be held at once, as :func:`write_atomically` writes.

    Whatever ``parts`` raises while it is read leaves no file behind and is raised here.
    """
    part = path.with_name(
        f"{path.name}.{os.getpid()}-{threading.get_ident()}-{next(_counter)}{PART}"
    )
    try:
        with part.open("xb") as file:
            for data in parts:
                file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        _put_in_place(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write_hashed(path: Path, parts: Iterable[bytes]) -> tuple[str, int]:
    """Write as :func:`write_in_parts` does; return the SHA-256 of it all and its size in bytes."""
    digest, size = hashlib.sha256(), 0

    def counted() -> Iterator[bytes]:
        nonlocal size
        for part in parts:
            digest.update(part)
            size += len(part)
            yield part

    write_in_parts(path, counted())
    return digest.hexdigest(), size


def _put_in_place(part: Path, path: Path) -> None:
    """Rename ``part``; Windows refuses while a reader has ``path`` open, maybe this very one."""
    try:
        os.replace(part, path)
    except PermissionError:
        if path.is_file() and filecmp.cmp(part, path, shallow=False):
            part.unlink(missing_ok=True)
            return
        raise


def remove_leftovers(folder: Path) -> None:
    """Remove partial files that nobody has touched for :data:`LEFTOVER_S`."""
    older_than = time.time() - LEFTOVER_S
    for part in folder.glob(f"*{PART}"):
        try:
            if part.stat().st_mtime < older_than:
                part.unlink()
        except OSError:
            continue  # another process was quicker, or still writes it
