"""A claimed screen that is not there is a fault by its name, while the hall is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from display.clock import now, parse
from display.hall.faults import SCREEN_MISSING, StandingFaults
from display.hall.opening_hours import closed_dates, open_at
from display.hall.screens import MISSING_AFTER_S
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
        self.faults = StandingFaults(hall)

    def look(self) -> None:
        """Look once; the journal is asked and told only where something is another than before."""
        rows = {row.id: row for row in self._desk.known()}
        self._watch.forget(rows)
        sightings = {screen: self._watch.sighting(screen) for screen in rows}
        missing = {screen for screen, sighting in sightings.items() if _is_missing(sighting)}
        ahead, is_open = self._hours() if missing else (timedelta(), True)
        for screen, sighting in sightings.items():
            wrong = is_open and screen in missing
            # In between, gone for a moment, nothing is said.
            if wrong or not is_open or sighting.state != "offline":
                kind = _kind(rows[screen], sighting, ahead) if wrong else SCREEN_MISSING
                self.faults.tell(kind, wrong, screen)
        for screen in self.faults.subjects() - set(rows):
            self.faults.end(SCREEN_MISSING, screen)

    def _hours(self) -> tuple[timedelta, bool]:
        """Return how far the hall is ahead of UTC, and whether it is open."""
        hall, closed = self._hall.read(lambda tx: (tx.about(), closed_dates(tx)))
        ahead = timedelta(minutes=int(profile_now(hall.to_json())["utc_offset_min"]))
        return ahead, open_at(hall.hours, now() + ahead, closed)


def _kind(row: Screen, sighting: Sighting, ahead: timedelta) -> FaultKind:
    since = ""
    if sighting.seen:
        since = f" sejak pukul {parse(sighting.seen.heard_at) + ahead:%H.%M}"
    return replace(SCREEN_MISSING, sentence=f"Layar {row.name} tidak terhubung{since}.")


def _is_missing(sighting: Sighting) -> bool:
    return sighting.state == "offline" and sighting.missing_s >= MISSING_AFTER_S
