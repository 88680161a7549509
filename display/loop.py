"""A loop: what looks once a beat, from a thread of its own, and whether it still does.

Every part that does its work by looking again and again has one. So what stops such a part, what a
journal that is closed under it means, and how anybody learns that it hangs are said once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

import structlog

from display.errors import PanggilError

log = structlog.get_logger(__name__)

DEAD_S: Final = 120.0
"""So late no loop is that lives: longer than any waits for a database that is locked, in all that
it does in a turn."""


class Loop:
    """Calls ``look`` every ``beat_s`` seconds, and sooner when it is woken.

    The first time is ``first_s`` after the start (else a beat). Whatever ``look`` raises is logged,
    and it is called again a beat later.
    """

    def __init__(
        self,
        name: str,
        look: Callable[[], object],
        *,
        beat_s: float,
        first_s: float | None = None,
    ) -> None:
        self.name = name
        self._look, self._beat_s = look, beat_s
        self._first_s = beat_s if first_s is None else first_s
        self.due_at: float | None = None
        """By when it comes round again, by ``time.monotonic``; None before it is started."""
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @property
    def is_stopping(self) -> bool:
        """Whether :meth:`stop` was called: what is at hand is given up."""
        return self._stopping.is_set()

    @property
    def late_s(self) -> float:
        """For how long it should have come round again; a thread that ended is late for ever."""
        if self.due_at is None or self.is_stopping:
            return 0.0
        if not self._thread.is_alive():
            return float("inf")
        return max(0.0, time.monotonic() - self.due_at)

    def start(self) -> None:
        """Begin to look."""
        self.due_at = time.monotonic() + self._first_s
        self._thread.start()

    def stop(self, wait_s: float = 0.0) -> None:
        """Look no more; wait so long for the look at hand. Harmless before a start, and again."""
        self._stopping.set()
        self._wake.set()
        if wait_s and self._thread.is_alive():
            self._thread.join(wait_s)

    def wake(self) -> None:
        """Look soon."""
        self._wake.set()

    def allow(self, seconds: float) -> None:
        """Say within a look that what comes next may take so long."""
        self.due_at = time.monotonic() + seconds

    def pause(self, seconds: float) -> bool:
        """Wait between two pieces of a look; return whether to go on."""
        self.allow(seconds)
        return not self._stopping.wait(seconds)

    def _run(self) -> None:
        wait_s = self._first_s
        while True:
            self.allow(wait_s)
            self._wake.wait(wait_s)
            self._wake.clear()
            if self.is_stopping:
                return
            self.allow(0.0)
            try:
                self._look()
            except PanggilError as error:
                if not self.is_stopping:  # else the journal was closed under it
                    log.warning(
                        "a loop did not get on, tried again", loop=self.name, why=str(error)
                    )
            except Exception:
                if not self.is_stopping:
                    log.exception("a loop failed, tried again", loop=self.name)
            wait_s = self._beat_s
