"""A folder that a process needs, made, tried and held before anything depends on it."""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path
from typing import IO, Final

from display.errors import StartError

PATIENCE_S: Final = 5.0
"""How long a process that is just ending may keep a folder: its children end within 3 s."""

_RETRY_S: Final = 0.1
# How a lock that somebody else has is told; all else means that this folder knows no locks.
_TAKEN: Final = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})


def writable_folder(folder: Path) -> Path:
    """Return the folder, made if need be; :class:`StartError` when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".write-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        reason = error.strerror or "no reason given"
        raise StartError(f"The folder {folder} cannot be written: {reason}.") from error
    return folder


def hold_folder(folder: Path, command: str, patience_s: float = PATIENCE_S) -> IO[bytes]:
    """Keep a second ``panggil`` of that command out of a folder for as long as the file is open.

    The system gives it free when the process ends, however it ends. Raises :class:`StartError` when
    another has it and does not end within ``patience_s``. Where a file system knows no locks
    (some network shares), nobody is kept out.
    """
    held = (folder / f".{command}.lock").open("ab")
    until = time.monotonic() + patience_s
    while True:
        try:
            _lock(held)
        except OSError as error:
            if error.errno not in _TAKEN:
                return held
            if time.monotonic() > until:
                held.close()
                raise StartError(
                    f"Another `panggil {command}` is running in the folder {folder}; two would "
                    "speak every call twice. Stop that one first, or give this one its own --data."
                ) from None
            time.sleep(_RETRY_S)
        else:
            return held


def require_no_server(folder: Path) -> None:
    """Raise :class:`StartError` while a ``panggil run`` or ``serve`` has the folder."""
    for command in ("run", "serve"):
        if (folder / f".{command}.lock").is_file():
            try:
                hold_folder(folder, command, patience_s=0).close()
            except StartError:
                message = f"`panggil {command}` is running in the folder {folder}; stop it first."
                raise StartError(message) from None


if sys.platform == "win32":

    def _lock(file: IO[bytes]) -> None:
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:

    def _lock(file: IO[bytes]) -> None:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
