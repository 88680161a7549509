"""A running ear's worker, seen from its parent: it is told of announcements and answers."""

from __future__ import annotations

import logging
from collections.abc import Callable

from audio.ear.figures import Expected
from audio.ear.worker_protocol import EarEvent, read_event, write_expected
from audio.process.child import ChildProcess, tell_exit

log = logging.getLogger(__name__)


class EarWorker:
    """Starts ``python -m audio.ear.worker`` and passes on what it says.

    ``hear`` is called from a thread of its own, last with the event ``died``; then make another.
    ``device``: the microphone's name, or ``None`` for the system's default. OSError when the
    process cannot be started. The thread that makes it must outlive it (see die_with_starter).
    """

    def __init__(self, device: str | None, hear: Callable[[EarEvent], None]) -> None:
        arguments = ["--device", device] if device else []
        self._child = ChildProcess("audio.ear.worker", arguments, lowered=True, hear_prints=True)
        self._hear = hear
        self._child.log_prints(log, "ear worker")
        self._child.follow(self._take, self._tell_end, "ear worker")

    @property
    def pid(self) -> int:
        """The process id."""
        return self._child.pid

    def expect(self, announcement: Expected) -> None:
        """Tell it of an announcement that has begun; a worker that has ended does not mind."""
        self._child.send(write_expected(announcement))

    def close(self, timeout_s: float) -> None:
        """End it and wait until it is gone, but no longer than that."""
        self._child.end(timeout_s, log, "ear worker")

    def _take(self, line: bytes) -> None:
        if event := read_event(line):
            self._hear(event)

    def _tell_end(self, code: int) -> None:
        self._hear(EarEvent("died", detail=tell_exit(code)))
