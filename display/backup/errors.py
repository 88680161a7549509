"""Why a backup was not made or not taken: a word for programs, a sentence for people."""

from __future__ import annotations

import errno
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, get_args

from display.database import JournalDamaged, JournalError, JournalFull
from display.errors import PanggilError

Fault = Literal[
    "full", "too_large", "read_only", "gone", "unwritable", "source", "damaged", "foreign", "newer"
]
"""``source``: the hall's database cannot be read; the rest is about the file or where it lies."""

FAULTS: Final[tuple[Fault, ...]] = get_args(Fault)

_BY_NUMBER: Final[dict[int, tuple[Fault, str]]] = {
    errno.ENOSPC: ("full", "the disk is full"),
    errno.EDQUOT: ("full", "the quota is used up"),
    errno.EFBIG: ("too_large", "this file system takes no file so large (FAT32: 4 GB)"),
    errno.EROFS: ("read_only", "the disk can only be read"),
    errno.EACCES: ("read_only", "it may not be written"),
    errno.EPERM: ("read_only", "it may not be written"),
    errno.ENOENT: ("gone", "the folder is not there (is its drive connected?)"),
    errno.ENOTDIR: ("gone", "it is no folder"),
    errno.ENODEV: ("gone", "the drive is not there any more"),
    errno.EIO: ("gone", "the drive does not answer"),
    errno.ESTALE: ("gone", "the share is not there any more"),
    errno.ENOTCONN: ("gone", "the share is not there any more"),
    errno.EHOSTDOWN: ("gone", "the share is not there any more"),
}

BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError),
    *(NotImplementedError, RuntimeError, ValueError),
)
"""What a damaged member raises when it is read."""


class BackupError(PanggilError):
    """Raised when no backup was made, or one was not restored; nothing was left half done."""

    def __init__(self, fault: Fault, message: str) -> None:
        super().__init__(message)
        self.fault = fault


@contextmanager
def plain_errors(place: Path) -> Iterator[None]:
    """Raise what goes wrong with the disk below ``place``, or the database, as our own error."""
    try:
        yield
    except OSError as error:
        raise _of_number(place, error) from error
    except JournalFull as error:
        raise BackupError("full", f"{place} cannot be written: the disk is full.") from error
    except JournalDamaged as error:
        raise BackupError("damaged", str(error)) from error
    except JournalError as error:
        raise BackupError("source", str(error)) from error


def _of_number(place: Path, error: OSError) -> BackupError:
    fault, why = _BY_NUMBER.get(error.errno or 0, ("unwritable", error.strerror or str(error)))
    # What the system names may be a file that was read, elsewhere.
    named = Path(str(error.filename)) if error.filename else place
    where = place if place in (named, *named.parents) else named
    return BackupError(fault, f"{where} cannot be used: {why}.")
