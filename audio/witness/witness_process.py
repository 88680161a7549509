"""A running witness, seen from the speaker: a process, its stdin and its words."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

from audio.process.child import ChildProcess, tell_exit
from audio.witness.witness_protocol import WitnessEvent, read_event

log = logging.getLogger(__name__)

Hear = Callable[["WitnessProcess", WitnessEvent], None]


class WitnessProcess(Protocol):
    """What the supervisor needs of a witness; one that has ended does not mind being asked."""

    def expect(self, device: str, driver: str) -> None:
        """Name the output that was opened ("": the default), and SDL's driver."""

    def look(self, token: str) -> None:
        """Ask for a look that begins now; the answer carries the token."""

    def kill(self) -> None:
        """End it at once."""


class Witness:
    """Starts ``python -m audio.witness.worker`` for a sound worker and passes on what it says.

    ``hear`` is called from a thread of its own, last with the event ``died``. OSError when the
    process cannot be started.
    """

    def __init__(self, pid: int, hear: Hear, *, owns_output: bool = False) -> None:
        arguments = ["--pid", str(pid), *(["--owns-output"] if owns_output else [])]
        self._child = ChildProcess("audio.witness.worker", arguments)
        self._hear = hear
        self._child.follow(self._take, self._tell_end, "witness")

    def expect(self, device: str, driver: str) -> None:
        """Name the output that was opened ("": the default), and SDL's driver."""
        self._child.send({"do": "expect", "device": device, "driver": driver})

    def look(self, token: str) -> None:
        """Ask for a look that begins now; the answer carries the token."""
        self._child.send({"do": "look", "token": token})

    def kill(self) -> None:
        """End it at once; its ``died`` is still heard."""
        self._child.kill()

    def _take(self, line: bytes) -> None:
        if event := read_event(line):
            self._hear(self, event)

    def _tell_end(self, code: int) -> None:
        log.debug("witness ended: %s", tell_exit(code))
        self._hear(self, WitnessEvent("died"))
