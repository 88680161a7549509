"""The backups that a folder keeps: named by hall and time, and bounded in number."""

from __future__ import annotations

import re
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from display.backup.making import PART

_TIME: Final = "%Y%m%dT%H%M%SZ"
_NAME: Final = re.compile(r"panggil-[\w.-]{1,64}-(\d{8}T\d{6}Z)\.zip")
# Nobody writes a backup for so long: who left it is dead.
_LEFTOVER_S: Final = 6 * 3600.0


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A backup in a folder; ``made_at`` is in UTC, ``size`` in bytes."""

    path: Path
    made_at: datetime
    size: int


def free_name(hall: str, at: datetime) -> str:
    """Return the name of a backup that is made at ``at``."""
    plain = re.sub(r"[^A-Za-z0-9_.-]", "_", hall)[:64] or "hall"
    return f"panggil-{plain}-{at.astimezone(UTC):{_TIME}}.zip"


def kept_backups(folder: Path) -> list[KeptBackup]:
    """Return the backups of a folder, newest first; none of a folder that is not there."""
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            named = _NAME.fullmatch(path.name)
            with suppress(OSError, ValueError):
                if named and path.is_file():
                    at = datetime.strptime(named[1], _TIME).replace(tzinfo=UTC)
                    found.append(KeptBackup(path, at, path.stat().st_size))
    return sorted(found, key=lambda kept: kept.made_at, reverse=True)


def thin_out(folder: Path, days: int) -> None:
    """Keep the last backup of each of the last ``days`` days that have one; remove the others.

    What a killed run left is swept too. Files of other names are nobody's here.
    """
    seen: set[str] = set()
    for kept in kept_backups(folder):
        day = f"{kept.made_at:%Y%m%d}"
        if day in seen or len(seen) >= days:
            with suppress(OSError):
                kept.path.unlink()
        seen.add(day)
    for left in folder.glob(f".panggil-*{PART}"):
        with suppress(OSError):
            if left.stat().st_mtime < time.time() - _LEFTOVER_S:
                shutil.rmtree(left)
