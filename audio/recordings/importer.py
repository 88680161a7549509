"""The server's handle of the importing process: one file at a time, whatever the file does.

Plain threading and subprocess; under gevent's monkey patching the same code gives way to other
greenlets instead of threads.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from audio.process.child import ChildProcess
from audio.process.json_lines import read_line
from audio.recordings.errors import NotTaken
from audio.recordings.limits import LONGEST_S

if TYPE_CHECKING:
    from audio.recordings.answer import Refusal, Taken

log = logging.getLogger(__name__)

# The longest sound, at 44.1 kHz, takes 26 s and 330 MB on one core of a hall PC (measured); a small
# board is some five times slower.
TIMEOUT_S = 300.0
_END_S = 2.0


@dataclass(frozen=True, slots=True)
class Imported:
    """A sound that was taken: its file is ``<sha256>.wav`` in the folder of recordings."""

    sha256: str
    duration_ms: int
    bytes: int


class SoundImporter:
    """Attempts files into ``folder``, each in a process of its own that can be killed at will."""

    def __init__(
        self, folder: Path, *, longest_s: float = LONGEST_S, timeout_s: float = TIMEOUT_S
    ) -> None:
        self._folder = folder
        self._longest_s = longest_s
        self._timeout_s = timeout_s
        self._turn = threading.Lock()
        self._child: ChildProcess | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process that works at this moment, if any."""
        child = self._child
        return child.pid if child else None

    def take(self, path: Path) -> Imported:
        """Return what became of the file ``path``; blocks the calling thread or greenlet only.

        Raises :class:`NotTaken`, also when the decoder died over it or took too long.
        """
        with self._turn:
            if self._closed:
                raise NotTaken("too_slow", "The server is stopping; send the sound again.")
            child = self._start(path)
            try:
                answer = self._wait(child)
            finally:
                self._child = None
                _end(child)
        if "refused" in answer:
            raise NotTaken(answer["refused"], answer["reason"])
        return Imported(answer["taken"], answer["duration_ms"], answer["bytes"])

    def close(self) -> None:
        """End the process at hand; a caller in :meth:`take` gets a :class:`NotTaken`."""
        self._closed = True
        child = self._child
        if child is not None:
            child.kill()

    def _start(self, path: Path) -> ChildProcess:
        arguments = [str(path), str(self._folder), "--longest-s", str(self._longest_s)]
        try:
            self._child = ChildProcess(
                "audio.recordings.worker",
                arguments,
                lowered=True,
                environ={"OPENBLAS_NUM_THREADS": "1"},  # one core is enough for it
            )
        except OSError as error:
            raise NotTaken("undecodable", f"No process can be started: {error.strerror}.") from None
        return self._child

    def _wait(self, child: ChildProcess) -> Taken | Refusal:
        """Wait for the one line (which fits into the pipe) or the end."""
        code = child.wait(self._timeout_s)
        if code is None:
            log.warning("a sound took longer than %s s", self._timeout_s)
            raise NotTaken("too_slow", "The sound takes too long to read.")
        answer = read_line(b"".join(child.lines()))
        if answer is None:
            log.warning("the importing process ended with %s", code)
            raise NotTaken("undecodable", "The sound cannot be read; its decoder failed.")
        return cast("Taken | Refusal", answer)


def _end(child: ChildProcess) -> None:
    child.close_input()
    child.close_output()
    child.kill()
    child.wait(_END_S)
