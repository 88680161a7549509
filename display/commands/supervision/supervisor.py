"""The supervisor of ``panggil run``: all children up, or all of them down."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Sequence

from display.commands.command_line.exits import Exit
from display.commands.supervision.child import Child, Job
from display.commands.supervision.service_manager import ServiceManager

#: The whole run must have ended 3 s after the first signal: 2 s of politeness, then kill -9.
POLITE_S, AFTER_KILL_S = 2.0, 0.7
#: Windows does not wake a thread that waits without end when Ctrl-C is pressed.
_WAIT_S = 0.5 if os.name == "nt" else None


class Supervisor:
    """Runs the jobs until a signal comes or one of them says that it cannot start.

    ``manager`` hears that the hall is ready once the first job gives a sign of life, and that it is
    alive while every job is looked after: one that is dead in spite of us withholds the watchdog.
    """

    def __init__(self, jobs: Sequence[Job], manager: ServiceManager | None = None) -> None:
        self._manager = manager or ServiceManager("", None)
        self._end = threading.Event()
        self._code: int = Exit.DONE
        self._children = [Child(job, self._refuse) for job in jobs]

    def run(self) -> int:
        """Start all, wait, stop all; return the exit code. Attempts over the process's signals."""
        for number in _stop_signals():
            signal.signal(number, lambda *_: self._end.set())
        try:
            for child in self._children:
                child.start()
            while not self._end.wait(self._manager.beat_s or _WAIT_S):
                self._tell()
        finally:
            self._manager.stopping()
            self._stop_all()
        return self._code

    def _tell(self) -> None:
        looked_after = [child.is_looked_after() for child in self._children]
        if self._children[0].has_begun:
            self._manager.ready()
        if all(looked_after):
            self._manager.alive()
            return
        pairs = zip(self._children, looked_after, strict=True)
        dead = [child.job.name for child, lives in pairs if not lives]
        self._manager.status(f"dead and not to be revived: {', '.join(dead)}")

    def _refuse(self, code: int) -> None:
        self._code = code
        self._end.set()

    def _stop_all(self) -> None:
        for child in self._children:
            child.stop()
        self._wait(POLITE_S)
        for child in self._children:
            child.kill()
        self._wait(AFTER_KILL_S)

    def _wait(self, limit_s: float) -> None:
        deadline = time.monotonic() + limit_s
        for child in self._children:
            child.join(deadline - time.monotonic())


def _stop_signals() -> list[signal.Signals]:
    """Return the signals that end a run: Ctrl-C, a service manager's stop, a closed terminal."""
    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    return [getattr(signal, name) for name in names if hasattr(signal, name)]
