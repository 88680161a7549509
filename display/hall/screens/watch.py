"""How the claimed screens are, as the server sees them: connected, silent or gone, since when."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from display.clock import now, parse

if TYPE_CHECKING:
    from display.push import Seen

#: A page reports every 15 s; two reports missed, and a little: its script may hang.
STALE_AFTER_S: Final = 40.0
#: A screen that loads its page again, or whose network blinks, is back by then.
MISSING_AFTER_S: Final = 15.0

State = Literal["online", "stale", "offline"]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A claimed screen as it was last seen. ``seen`` None: not since this server began.

    ``missing_s`` is for how long nothing of it is connected, 0 while something is.
    """

    state: State
    seen: Seen | None
    missing_s: float


class ScreenWatch:
    """Remembers of each claimed screen how it was last seen. Seconds of the steady clock."""

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        self._steady = steady
        self._began = steady()
        self._last: dict[str, tuple[Seen, float]] = {}
        self._here: dict[str, Seen] = {}

    def look(self, clients: Iterable[Seen]) -> None:
        """Take over who is connected now."""
        # Of two pages with one token (a second tab) the one that spoke last tells how it is.
        here: dict[str, Seen] = {}
        for seen in clients:
            if seen.screen and (
                seen.screen not in here or here[seen.screen].heard_at <= seen.heard_at
            ):
                here[seen.screen] = seen
        moment = self._steady()
        self._here = here
        self._last |= {screen: (seen, moment) for screen, seen in here.items()}

    def sighting(self, screen: str) -> Sighting:
        """Return how a claimed screen is, by its id."""
        seen = self._here.get(screen)
        if seen is not None:
            # The other ways carry no reports: there the connection itself is the sign of life.
            silent_s = (now() - parse(seen.heard_at)).total_seconds()
            stale = seen.transport == "websocket" and silent_s > STALE_AFTER_S
            return Sighting("stale" if stale else "online", seen, 0.0)
        last, at = self._last.get(screen, (None, self._began))
        return Sighting("offline", last, self._steady() - at)

    def forget(self, kept: Iterable[str]) -> None:
        """Forget all but these screens."""
        known = set(kept)
        self._last = {screen: last for screen, last in self._last.items() if screen in known}
