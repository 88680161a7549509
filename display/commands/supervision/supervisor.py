"""The supervisor of ``panggil run``: all children up, or all of them down."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Sequence

from display.commands.command_line.exits import Exit
from display.commands.supervision.child import Child, Job

#: The whole run must have ended 3 s after the first signal: 2 s of politeness, then kill -9.
POLITE_S, AFTER_KILL_S = 2.0, 0.7
#: Windows does not wake a thread that waits without end when Ctrl-C is pressed.
_WAIT_S = 0.5 if os.name == "nt" else None


class Supervisor:
    """Runs the jobs until a signal comes or one of them says that it cannot start."""

    def __init__(self, jobs: Sequence[Job]) -> None:
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
            while not self._end.wait(_WAIT_S):
                pass
        finally:
            self._stop_all()
        return self._code

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
