"""A child's heartbeat to its supervisor: one byte a second through a pipe of its own.

A process that was stopped (SIGSTOP, a frozen device) or whose main loop is blocked does not end, so
nobody would start it again. A pipe is no load for a busy server, and no flood can hold it up, as it
might a request to it. Windows hands no such pipe down; there only the end of a child is noticed.
"""

from __future__ import annotations

import os
import select
import subprocess
import threading
import time
from collections.abc import Callable, Mapping

#: A hall must speak again within 45 s of a server that stopped; starting anew takes about 3 s.
SILENT_S = 20.0
BEAT_S = 1.0
_VARIABLE = "PANGGIL_HEARTBEAT_PIPE"
# Whoever looks this late was stopped himself, with all the machine perhaps.
_LATE_S = 5.0


class HeartbeatPipe:
    """The supervisor's end: starts a child with the other end, and waits for its end or silence."""

    def __init__(self) -> None:
        self._reading, self._writing = os.pipe() if os.name == "posix" else (-1, -1)
        self.heard_at: float | None = None
        """When the last beat was heard, by ``time.monotonic``; None before the first."""

    @property
    def environ(self) -> Mapping[str, str]:
        """What the child has to know."""
        return {_VARIABLE: str(self._writing)} if self._writing >= 0 else {}

    @property
    def handed_down(self) -> tuple[int, ...]:
        """The descriptor that the child inherits."""
        return (self._writing,) if self._writing >= 0 else ()

    def wait(self, process: subprocess.Popen[bytes], silent_s: float) -> int | None:
        """Return the exit code of a child that has ended, ``None`` once it has been silent.

        Before its first beat it is not judged: to start may take as long as it takes.
        """
        if self._reading < 0:
            return process.wait()
        os.close(self._writing)
        try:
            return self._listen(process, silent_s)
        finally:
            os.close(self._reading)

    def _listen(self, process: subprocess.Popen[bytes], silent_s: float) -> int | None:
        while process.poll() is None:
            began = time.monotonic()
            ready, _, _ = select.select([self._reading], [], [], BEAT_S)
            now = time.monotonic()
            heard = self.heard_at
            if ready:
                if not os.read(self._reading, 4096):  # the only other end is closed: it is ending
                    return process.wait()
                self.heard_at = now
            elif heard is not None and now - began > _LATE_S:
                self.heard_at = now
            elif heard is not None and now - heard > silent_s:
                return None
        return process.returncode


def heartbeat_to_parent() -> Callable[[], None] | None:
    """Return what beats once when called, ``None`` where no supervisor listens."""
    text = os.environ.pop(_VARIABLE, "")
    if not text.isdecimal():
        return None
    pipe = int(text)
    try:
        os.set_blocking(pipe, False)  # a supervisor that is stopped must not stop its children
        os.set_inheritable(pipe, False)
    except OSError:
        return None

    def beat() -> None:
        try:
            os.write(pipe, b".")
        except OSError:  # full, or nobody listens any more
            return

    return beat


def keep_beating(until: threading.Event) -> None:
    """Beat from a thread until an event is set: for a process whose main thread only waits."""
    beat = heartbeat_to_parent()
    if beat is None:
        return

    def run() -> None:
        beat()
        while not until.wait(BEAT_S):
            beat()

    threading.Thread(target=run, name="heartbeat", daemon=True).start()
