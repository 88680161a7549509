"""Watches the screens as the server sees them: who fell silent, whose script failed, who left.

Only those that show a token: anybody on the network may open the board, and say that it is broken.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from display.clock import iso_now, now, parse

if TYPE_CHECKING:
    from display.push import Seen

#: A screen reports every 15 s; two reports missed, and a little.
SILENT_AFTER_S: Final = 40.0
#: A screen that loads its page again is back within a few seconds.
LOST_AFTER_S: Final = 15.0
#: Not before it was there for this long: a phone that looked in is no screen of the hall.
KNOWN_AFTER_S: Final = 120.0
#: By then it was switched off on purpose.
FORGOTTEN_AFTER_S: Final = 12 * 3600.0
#: A fault about a script stands this long at least, whoever comes and goes.
BROKEN_FOR_S: Final = 60.0
_MOST = 50


class ScreenMonitor:
    """Remembers by address which screens were there. Seconds of the steady clock."""

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        self._steady = steady
        self._here: dict[str, float] = {}  # address -> since when
        self._left: dict[str, tuple[float, str]] = {}  # address -> when, and that as ISO 8601
        self._broken: tuple[str, ...] = ()
        self._broken_at = float("-inf")

    def look(self, clients: Iterable[Seen]) -> None:
        """Take over who is connected now."""
        screens = [seen for seen in clients if seen.role == "screen" and seen.is_known]
        self._note_places({seen.remote for seen in screens}, self._steady())
        broken = tuple(sorted({seen.remote for seen in screens if seen.error}))
        if broken:
            self._broken, self._broken_at = broken, self._steady()

    @property
    def broken(self) -> tuple[str, ...]:
        """Addresses of screens whose script told of an error within the last minute."""
        return self._broken if self._steady() - self._broken_at <= BROKEN_FOR_S else ()

    def lost(self) -> dict[str, str]:
        """Return address -> since when (ISO 8601), of screens that left and did not come back."""
        moment = self._steady()
        return {
            address: iso for address, (at, iso) in self._left.items() if moment - at >= LOST_AFTER_S
        }

    def _note_places(self, here: set[str], moment: float) -> None:
        for address in set(self._here) - here:
            if moment - self._here.pop(address) >= KNOWN_AFTER_S and len(self._left) < _MOST:
                self._left[address] = (moment, iso_now())
        for address in here:
            self._here.setdefault(address, moment)
            self._left.pop(address, None)
        for address in [a for a, (at, _) in self._left.items() if moment - at > FORGOTTEN_AFTER_S]:
            del self._left[address]


def silent(clients: Iterable[Seen]) -> list[str]:
    """Return the addresses of connected screens that report no more: their page may hang."""
    return [
        seen.remote
        for seen in clients
        if seen.role == "screen"
        and seen.is_known
        and seen.transport == "websocket"  # the other ways carry no reports
        and (now() - parse(seen.heard_at)).total_seconds() > SILENT_AFTER_S
    ]
