"""A claimed screen that is not there is a fault by its name, while the hall is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from display.clock import now, parse
from display.hall.faults import SCREEN_MISSING, clear_fault, raise_fault
from display.hall.screens import MISSING_AFTER_S
from display.hall.setup import open_at
from display.journal import profile_now

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.hall.faults import FaultKind
    from display.hall.screens import ScreenDesk, ScreenWatch, Sighting
    from display.journal import Screen


class MissingScreens:
    """Raises and clears the faults of the screens that are missing, one for each."""

    def __init__(self, hall: HallContext, desk: ScreenDesk, watch: ScreenWatch) -> None:
        self._hall, self._desk, self._watch = hall, desk, watch
        self._known: dict[str, bool] = {}

    def take_over(self) -> None:
        """Forget which faults stand: another server may have led the hall meanwhile."""
        self._known.clear()

    def look(self) -> None:
        """Look once; the journal is asked and told only where something is another than before."""
        rows = {row.id: row for row in self._desk.known()}
        self._watch.forget(rows)
        sightings = {screen: self._watch.sighting(screen) for screen in rows}
        is_open = not any(map(_is_missing, sightings.values())) or self._is_open()
        for screen, sighting in sightings.items():
            wrong = is_open and _is_missing(sighting)
            # In between, gone for a moment, nothing is said.
            if wrong or not is_open or sighting.state != "offline":
                self._set(screen, wrong, self._kind(rows[screen], sighting) if wrong else None)
        for screen in set(self._known) - set(rows):
            self._set(screen, False, None)
            del self._known[screen]

    def _set(self, screen: str, wrong: bool, kind: FaultKind | None) -> None:
        if self._known.get(screen) == wrong:
            return
        if kind:
            raise_fault(self._hall, kind, screen)
        else:
            clear_fault(self._hall, SCREEN_MISSING, screen)
        self._known[screen] = wrong

    def _kind(self, row: Screen, sighting: Sighting) -> FaultKind:
        since = ""
        if sighting.seen:
            ahead = timedelta(minutes=self._utc_offset_min())
            since = f" sejak pukul {parse(sighting.seen.heard_at) + ahead:%H.%M}"
        return replace(SCREEN_MISSING, sentence=f"Layar {row.name} tidak terhubung{since}.")

    def _is_open(self) -> bool:
        hall = self._hall.read(lambda tx: tx.about())
        return open_at(hall.hours, now() + timedelta(minutes=self._utc_offset_min()))

    def _utc_offset_min(self) -> int:
        hall = self._hall.read(lambda tx: tx.about())
        return int(profile_now(hall.to_json())["utc_offset_min"])


def _is_missing(sighting: Sighting) -> bool:
    return sighting.state == "offline" and sighting.missing_s >= MISSING_AFTER_S
