"""A running sound worker, seen from the supervisor: a process, its stdin and its words."""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from audio.process.child import ChildProcess, tell_exit
from audio.speaker.worker.protocol import WorkerEvent, read_event

log = logging.getLogger(__name__)

Hear = Callable[["WorkerProcess", WorkerEvent], None]


class WorkerProcess(Protocol):
    """What the supervisor needs of a worker."""

    @property
    def pid(self) -> int:
        """The process id, by which a sound server knows its streams."""

    def send(self, command: Mapping[str, str]) -> None:
        """Give it a command; a worker that has ended does not mind."""

    def kill(self) -> None:
        """End it at once; its `died` is still heard."""

    def close(self, timeout_s: float) -> None:
        """End it and wait until it is gone, but no longer than that."""


class SoundWorker:
    """Starts `python -m audio.speaker.worker` and passes on what it says.

    It opens the first of `devices` that is there, the system's default without any.
    `hear` is called from a thread of its own, last with the event `died`. OSError when the process
    cannot be started. The thread that makes it must outlive it (see die_with_starter).
    """

    def __init__(self, devices: Sequence[str], hear: Hear) -> None:
        arguments = [word for device in devices for word in ("--device", device)]
        self._child = ChildProcess("audio.speaker.worker", arguments, hear_prints=True)
        self._hear = hear
        self._child.log_prints(log, "sound worker")
        self._child.follow(self._take, self._tell_end, "sound worker")

    @property
    def pid(self) -> int:
        """The process id."""
        return self._child.pid

    def send(self, command: Mapping[str, str]) -> None:
        """Give it a command; a worker that has ended does not mind."""
        if not self._child.send(command):
            log.debug("sound worker %d takes no command", self.pid)

    def kill(self) -> None:
        """End it at once; its `died` is still heard."""
        self._child.kill()

    def close(self, timeout_s: float) -> None:
        """End it and wait until it is gone, but no longer than that."""
        self._child.end(timeout_s, log, "sound worker")

    def _take(self, line: bytes) -> None:
        if event := read_event(line):
            self._hear(self, event)

    def _tell_end(self, code: int) -> None:
        self._hear(self, WorkerEvent("died", detail=tell_exit(code)))
