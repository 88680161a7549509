"""The server's loops: one that ended or hangs is a fault with its name.

The server withholds its own sign of life for it as well (:data:`display.loop.DEAD_S`), which starts
all anew; until then, and where nobody watches the server, staff learn what does not happen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from display.hall.faults import StandingFaults, loop_stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from display.hall.context import HallContext
    from display.loop import Loop

LATE_S: Final = 15.0
"""Any loop of the hall comes round in some seconds; silence has to be a fault within 15."""

TITLES: Final = {
    "announcer": "pengumuman ke pengeras suara",
    "backups": "pencadangan",
    "daily figures": "hitungan laporan",
    "day end": "pergantian hari",
    "leadership": "pembagian tugas antarserver",
    "look-out": "pendahuluan pengumuman darurat",
    "monitor": "pemantauan gangguan",
    "preparation": "pembuatan suara",
    "preview": "percobaan pengumuman",
    "retention": "penghapusan catatan lama",
    "schedule": "jadwal",
    "writing": "pemeriksaan disk dan basis data",
    "zones": "pembukaan zona baru",
}
"""Name of a loop → what staff call its work."""


class LoopMonitor:
    """Raises a fault for each loop that does not come round, and clears it when it does."""

    def __init__(self, hall: HallContext) -> None:
        self.faults = StandingFaults(hall)
        self._loops: Callable[[], Iterable[Loop]] = tuple
        self._late: frozenset[str] = frozenset()

    def watch_over(self, loops: Callable[[], Iterable[Loop]]) -> None:
        """Look at these from now on: those that there are at each look."""
        self._loops = loops

    def look(self) -> None:
        """Look once. Raises what the journal raises."""
        loops = tuple(self._loops())
        late = frozenset(loop.name for loop in loops if loop.late_s > LATE_S)
        # Found twice: after a database that was locked, or a machine that slept, all are late at
        # the first look, this one among them.
        stopped, self._late = late & self._late, late
        for loop in loops:
            if loop.name in stopped or loop.name not in late:
                self.faults.tell(loop_stopped(TITLES[loop.name]), loop.name in stopped, loop.name)
