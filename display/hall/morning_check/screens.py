"""Does each claimed screen answer, and show the hall as it is?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from display.finding import Finding

if TYPE_CHECKING:
    from display.hall.screens import ScreenWatch
    from display.journal import Screen

TITLE: Final = "Layar"
_MOST_NAMED: Final = 4


def judge_screens(screens: Iterable[Screen], watch: ScreenWatch, seq: int) -> Finding:
    """Say which claimed screens are not there, do not answer, or are behind position ``seq``."""
    rows = list(screens)
    troubles = [f"{row.name} {word}" for row in rows if (word := _trouble(row, watch, seq))]
    if not troubles:
        return Finding(TITLE, f"Semua {len(rows)} layar menjawab.")
    more = len(troubles) - _MOST_NAMED
    others = f", dan {more} layar lain" if more > 0 else ""
    told = f"{', '.join(troubles[:_MOST_NAMED])}{others}."
    return Finding(TITLE, told, "Periksa listrik, jaringan, dan peramban TV itu.")


def _trouble(screen: Screen, watch: ScreenWatch, seq: int) -> str:
    sighting = watch.sighting(screen.id)
    if sighting.state == "offline":
        return "tidak tersambung"
    if sighting.state == "stale":
        return "tidak memberi kabar"
    seen = sighting.seen
    # Only pages with a websocket report what they have; of the others the connection is known.
    if seen and seen.transport == "websocket" and seen.seq is not None and seen.seq < seq:
        return "menampilkan keadaan lama"
    return "mengalami galat" if seen and seen.error else ""
