"""The backup desk: makes a backup each night and on demand, and raises a fault when there is none.

When one is due is read from the folder itself: the newest there is older than the last night's
hour. So a server that was off at night makes it when it starts, and a restart repeats nothing. A
second place is looked at by the backup's own process alone: a share that hangs holds up nobody.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import structlog

from display.backup import KeptBackup, free_name, kept_backups
from display.clock import now
from display.finding import SCARCE_MB
from display.hall.backups.run import LONGEST_S, BackupRun, Place, PlaceResult
from display.hall.faults import (
    BACKUP_FAILED,
    BACKUP_OLD,
    BACKUP_SECOND,
    StandingFaults,
)
from display.loop import Loop
from display.version import version

if TYPE_CHECKING:
    from pathlib import Path

    from display.hall.context import HallContext

log = structlog.get_logger(__name__)

OLD_AFTER: Final = timedelta(hours=36)
"""A day and a long evening: then a backup is missing."""

BEAT_S: Final = 5.0
# A machine that has just started has calls to prepare.
SETTLED_S: Final = 120.0
RETRY_S: Final = 900.0
# A server that was off for a week makes its backup soon; only then is an old one a fault.
OLD_IS_A_FAULT_AFTER_S: Final = 3600.0
# A clock that was set back leaves backups of the future behind; they say nothing.
_LEEWAY: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class BackupState:
    """How it stands with the backups, newest first.

    ``results``: what the last run said of each place; empty before the first since the start.
    """

    kept: tuple[KeptBackup, ...]
    running: bool
    results: tuple[PlaceResult, ...]

    @property
    def newest(self) -> KeptBackup | None:
        """The newest that was not made in the future."""
        return next((kept for kept in self.kept if kept.made_at < now() + _LEEWAY), None)


class BackupDesk:
    """Makes the hall's backups; only the server that leads the hall does."""

    def __init__(self, hall: HallContext) -> None:
        self.faults = StandingFaults(hall)
        self._hall = hall
        self.settings = hall.settings
        self._results: tuple[PlaceResult, ...] = ()
        self._run: BackupRun | None = None
        self._asked = False
        self._started = time.monotonic()
        self._failed_at: float | None = None
        self.loop = Loop("backups", self.look, beat_s=BEAT_S)

    @property
    def folder(self) -> Path:
        """Where the backups lie."""
        return self.settings.data / "backups"

    @property
    def is_made_here(self) -> bool:
        """Whether this server is the one that makes them."""
        return self._hall.leads

    @property
    def is_nightly(self) -> bool:
        """Whether backups are made by themselves."""
        return self.settings.backup_at is not None

    @property
    def has_second(self) -> bool:
        """Whether a second place is set."""
        return bool(self.settings.backup_folder)

    def state(self) -> BackupState:
        """Return how it stands with the backups."""
        running = self._run is not None or self._asked
        return BackupState(tuple(kept_backups(self.folder)), running, self._results)

    def find(self, name: str) -> KeptBackup | None:
        """Return the backup of that name, None when there is none."""
        return next((kept for kept in self.state().kept if kept.path.name == name), None)

    def ask(self) -> None:
        """Make a backup now; one that is being made will do."""
        self._asked = self._run is None
        self.loop.wake()

    def start(self) -> None:
        """Start watching the clock."""
        self._started = time.monotonic()
        self.loop.start()

    def stop(self) -> None:
        """Stop; a backup at hand is given up."""
        self.loop.stop()
        if self._run:
            self._run.stop()

    def look(self) -> None:
        """Make a backup if one is asked for or due, and tell what is wrong."""
        if not self._hall.leads:
            return
        up_s = time.monotonic() - self._started
        if self._asked or (up_s >= SETTLED_S and self._may_retry() and self._wanted()):
            self._make()
        self._tell(up_s)

    def due(self, at: datetime) -> bool:
        """Say whether the last night's backup is missing at a moment."""
        if self.settings.backup_at is None:
            return False
        zone = ZoneInfo(self._hall.read(lambda tx: tx.timezone()))
        local = at.astimezone(zone)
        night = datetime.combine(local.date(), self.settings.backup_at, zone)
        if night > local:
            night -= timedelta(days=1)
        newest = self.state().newest
        return newest is None or newest.made_at < night

    def _wanted(self) -> bool:
        """Say whether either place lacks something; of the second nothing is known at first."""
        second = next((each for each in self._results if each.place == "second"), None)
        lacks = self.has_second and (second is None or second.fault is not None)
        return self.due(now()) or (self.is_nightly and lacks)

    def _may_retry(self) -> bool:
        return self._failed_at is None or time.monotonic() - self._failed_at >= RETRY_S

    def _make(self) -> None:
        """Run one backup to its end; only the copy, where that alone is missing."""
        anew = self._asked or self.due(now())
        places: list[Place] = ["first"] if anew else []
        if self.has_second:
            places.append("second")
        try:
            self._run = BackupRun(self._arguments(anew=anew), self.settings.journal_url)
            self._asked = False
            self.loop.allow(LONGEST_S)
            results = self._run.results(places)
        except OSError as error:
            results = [PlaceResult(each, "unwritable", str(error)) for each in places]
        finally:
            self._run, self._asked = None, False
        if self.loop.is_stopping:
            return
        known = {each.place: each for each in (*self._results, *results)}
        self._results = tuple(known.values())
        failed = [each for each in results if each.fault]
        self._failed_at = time.monotonic() if failed else None
        for each in failed:
            log.error("backup not made", place=each.place, why=each.why)
        if not failed:
            log.info("backup made", places=len(results))

    def _arguments(self, *, anew: bool) -> list[str]:
        settings = self.settings
        arguments = {
            "--data": settings.data.resolve(),
            "--folder": self.folder.resolve(),
            "--version": version(),
            "--keep": settings.backup_keep,
            # A backup must not be what fills the disk on which calls are kept.
            "--least-left-mb": SCARCE_MB,
        }
        if anew:
            arguments["--name"] = free_name(self._hall.id, now())
        if self.has_second:
            arguments["--second"] = settings.backup_folder
        return [str(part) for pair in arguments.items() for part in pair]

    def _tell(self, up_s: float) -> None:
        found = {each.place: each.fault for each in self._results}
        if "first" in found:
            fault = found["first"] or ""
            kind = BACKUP_FAILED.get(fault, BACKUP_FAILED["unwritable"])
            self.faults.tell(kind, bool(fault), "data")
        elif not self.due(now()):  # an earlier server could not; there is one since
            self.faults.tell(BACKUP_FAILED["unwritable"], False, "data")
        if "second" in found or not self.has_second:
            self.faults.tell(BACKUP_SECOND, bool(found.get("second")), "second")
        newest = self.state().newest
        old = newest is None or now() - newest.made_at > OLD_AFTER
        if not old or not self.is_nightly:
            self.faults.tell(BACKUP_OLD, False, "data")
        elif up_s >= OLD_IS_A_FAULT_AFTER_S:
            self.faults.tell(BACKUP_OLD, True, "data")
