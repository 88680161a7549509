"""Can anything be written? Tried, not guessed: a file in the data folder, a lock of the database.

In a thread of its own, for a database that somebody holds keeps whoever asks waiting. What is wrong
is told by health and readiness at once; the journal takes it up as a fault as soon as it can.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import structlog

from display.database import JournalError, JournalLocked
from display.errors import PanggilError
from display.hall.faults import DATABASE_LOCKED, DISK_FULL, StandingFaults
from display.loop import Loop

if TYPE_CHECKING:
    from display.hall.context import HallContext

log = structlog.get_logger(__name__)

Trouble = Literal["", "full", "unwritable", "locked", "unreachable"]
"""What stands in the way of writing; empty: nothing."""

BEAT_S: Final = 2.0
# More than a call writes, and no load: it is deleted before the system brings it to the disk.
_PROBE_BYTES: Final = 64 * 1024
# Some hundred events.
_RESERVE_BYTES: Final = 1024 * 1024
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class WriteMonitor:
    """Tries to write every two seconds; :attr:`disk` and :attr:`database` say what came of it."""

    def __init__(self, hall: HallContext) -> None:
        self.disk: Trouble = ""
        self.database: Trouble = ""
        self.faults = StandingFaults(hall)
        self._hall = hall
        self._was_locked = False
        self.loop = Loop("writing", self.look, beat_s=BEAT_S)

    def start(self) -> None:
        """Start trying."""
        self.loop.start()

    def stop(self) -> None:
        """Stop trying."""
        self.loop.stop()

    def look(self) -> None:
        """Try once; raise what is wrong and clear what is right again, if the journal can."""
        self.disk = try_disk(self._hall.settings.data)
        self.database = self._try_database()
        if self.database:  # nothing can be kept: what is wrong is told without the journal
            self._was_locked = self._was_locked or self.database == "locked"
            return
        with contextlib.suppress(PanggilError):  # a full disk may take no fault; we look again
            self.faults.tell(DISK_FULL, self.disk == "full", "data")
            # What is over by now stands until the next look, for the history to know.
            self.faults.tell(DATABASE_LOCKED, self._was_locked, "database")
            self._was_locked = False

    def _try_database(self) -> Trouble:
        try:
            self._hall.journal.try_writing()
        except JournalError as error:
            found: Trouble = "locked" if isinstance(error, JournalLocked) else "unreachable"
            if self.database != found:
                log.error("the database takes nothing", reason=str(error))
            return found
        return ""


def try_folder(folder: Path) -> Trouble:
    """Write a file into ``folder`` and delete it again; say what stood in the way."""
    found = _write(folder / ".room", _PROBE_BYTES)
    _remove(folder / ".room")
    return found


def try_disk(folder: Path) -> Trouble:
    """Say what stands in the way in ``folder``, where a little room is kept for hard times.

    It is given up when the disk is full, so that the fault that says so can be kept. Until it can
    be had again, the disk is full.
    """
    reserve = folder / ".reserve"
    found = try_folder(folder)
    if found == "full":
        _remove(reserve)
    if not found and not reserve.exists():
        found = _write(reserve, _RESERVE_BYTES)
        if found:
            _remove(reserve)
    return found


def _write(path: Path, size: int) -> Trouble:
    try:
        with path.open("wb", buffering=0) as file:
            left = memoryview(os.urandom(size))  # zeros may take no room
            while left:
                left = left[file.write(left) :]
    except OSError as error:
        return "full" if error.errno in _FULL else "unwritable"
    return ""


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
