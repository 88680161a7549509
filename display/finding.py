"""What an examination found, in plain Indonesian, and what `panggil doctor` and console share.

The doctor examines a machine from outside, the server itself while it runs
(:mod:`display.hall.health.checks`); what both look at, disk and clock, is judged here, once.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Literal

from display import clock

State = Literal["good", "warn", "bad"]

#: Room for the clips made here (256 MB at most), the sounds (bounded too) and years of journal.
LEAST_FREE_MB: Final = 500
#: Sounds and journal may still be written, but no longer for sure until somebody has come.
SCARCE_MB: Final = 200
#: Nothing was called before this release was made: an earlier clock has lost its battery.
EARLIEST: Final = datetime(2026, 1, 1, tzinfo=UTC)
#: How far the journal may be ahead of the clock before the clock must have been set back.
LEEWAY: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one examination found; ``remedy`` says what to do, empty when all is well.

    ``mild``: it should be looked at, but the hall is served all the same.
    """

    subject: str
    sentence: str
    remedy: str = ""
    mild: bool = False

    @property
    def well(self) -> bool:
        """Whether nothing has to be done."""
        return not self.remedy

    @property
    def state(self) -> State:
        """``good``, ``warn`` for what is mild, or ``bad``."""
        return "good" if self.well else "warn" if self.mild else "bad"


def free_mb(folder: Path) -> int:
    """Return how many megabytes are free where ``folder`` lies or will lie."""
    whole = folder.resolve()
    existing = next(path for path in (whole, *whole.parents) if path.exists())
    return shutil.disk_usage(existing).free // 1_000_000


def examine_room(folder: Path) -> Finding:
    """Is there room for clips, sounds and the journal?"""
    free = free_mb(folder)
    remedy = "" if free >= LEAST_FREE_MB else f"Kosongkan ruang sampai {LEAST_FREE_MB} MB."
    return Finding("ruang disk", f"Ruang kosong {thousands(free)} MB.", remedy, free >= SCARCE_MB)


def examine_time(latest: datetime | None) -> Finding:
    """Is the time plausible, and not before ``latest``, the journal's last event?"""
    now = clock.now()
    sentence = f"Waktu mesin ini {clock.iso(now)}."
    if now >= EARLIEST and not is_behind(latest):
        return Finding("jam", sentence)
    seen = f" Kejadian terakhir: {clock.iso(latest)}." if latest else ""
    return Finding("jam", sentence + seen, "Setel jam mesin ini, lalu mulai lagi.")


def is_behind(latest: datetime | None) -> bool:
    """Say whether the clock is before what the journal has already seen."""
    return latest is not None and latest > clock.now() + LEEWAY


def thousands(number: int) -> str:
    """Write a number as Indonesians do: ``12.345``."""
    return f"{number:,}".replace(",", ".")
