"""The server's handle of the importing process: one file at a time, whatever the file does.

Plain threading and subprocess; under gevent's monkey patching the same code gives way to other
greenlets instead of threads.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audio.recordings.errors import NotTaken
from audio.recordings.limits import LONGEST_S

log = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[2]
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
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process that works at this moment, if any."""
        process = self._process
        return process.pid if process else None

    def take(self, path: Path) -> Imported:
        """Return what became of the file ``path``; blocks the calling thread or greenlet only.

        Raises :class:`NotTaken`, also when the decoder died over it or took too long.
        """
        with self._turn:
            if self._closed:
                raise NotTaken("too_slow", "The server is stopping; send the sound again.")
            process = self._start(path)
            try:
                answer = self._wait(process)
            finally:
                self._process = None
                _end(process)
        if "refused" in answer:
            raise NotTaken(answer["refused"], answer["reason"])
        return Imported(answer["taken"], answer["duration_ms"], answer["bytes"])

    def close(self) -> None:
        """End the process at hand; a caller in :meth:`take` gets a :class:`NotTaken`."""
        self._closed = True
        process = self._process
        if process is not None:
            with suppress(OSError):
                process.kill()

    def _start(self, path: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "audio.recordings.worker", str(path), str(self._folder)]
        try:
            self._process = subprocess.Popen(
                [*command, "--longest-s", str(self._longest_s)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=_environment(),
                # Windows gives a priority at birth; elsewhere the process steps back itself.
                creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
            )
        except OSError as error:
            raise NotTaken("undecodable", f"No process can be started: {error.strerror}.") from None
        return self._process

    def _wait(self, process: subprocess.Popen[bytes]) -> dict[str, Any]:
        """Wait for the one line (which fits into the pipe) or the end."""
        assert process.stdout is not None  # noqa: S101 - opened as a pipe
        try:
            process.wait(self._timeout_s)
            answer = json.loads(process.stdout.read())
        except subprocess.TimeoutExpired:
            log.warning("a sound took longer than %s s", self._timeout_s)
            raise NotTaken("too_slow", "The sound takes too long to read.") from None
        except ValueError:
            log.warning("the importing process ended with %s", process.returncode)
            raise NotTaken("undecodable", "The sound cannot be read; its decoder failed.") from None
        return dict(answer)


def _end(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError, ValueError):
            if pipe is not None:
                pipe.close()
    if process.poll() is None:
        with suppress(OSError):
            process.kill()
    with suppress(subprocess.TimeoutExpired):
        process.wait(_END_S)


def _environment() -> dict[str, str]:
    """Return the environment in which the process finds this very installation, on one core."""
    path = os.environ.get("PYTHONPATH")
    own = {"PYTHONPATH": os.pathsep.join(filter(None, [str(_ROOT), path]))}
    return {**os.environ, **own, "OPENBLAS_NUM_THREADS": "1"}
