"""A running sound worker, seen from the supervisor: a process, its stdin and its words."""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from audio.speaker.worker_protocol import WorkerEvent, read_event, write_line

log = logging.getLogger(__name__)

Hear = Callable[["WorkerProcess", WorkerEvent], None]


class WorkerProcess(Protocol):
    """What the supervisor needs of a worker."""

    def send(self, command: Mapping[str, str]) -> None:
        """Give it a command; a worker that has ended does not mind."""

    def kill(self) -> None:
        """End it at once; its `died` is still heard."""

    def close(self, timeout_s: float) -> None:
        """End it and wait until it is gone, but no longer than that."""


class SoundWorker:
    """Starts `python -m audio.speaker.worker` and passes on what it says.

    `hear` is called from a thread of its own, last with the event `died`. OSError when the process
    cannot be started. The thread that makes it must outlive it (see die_with_parent).
    """

    def __init__(self, device: str | None, hear: Hear) -> None:
        command = [sys.executable, "-P", "-m", "audio.speaker.worker"]
        command += ["--device", device] if device else []
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0, env=_environment()
        )
        self._hear = hear
        threading.Thread(target=self._log_prints, daemon=True).start()
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def send(self, command: Mapping[str, str]) -> None:
        """Give it a command; a worker that has ended does not mind."""
        stdin = self._process.stdin
        try:
            if stdin:
                stdin.write(write_line(command))
        except (OSError, ValueError):
            log.debug("sound worker %d takes no command", self.pid)

    def kill(self) -> None:
        """End it at once, with SIGKILL, for it may hang in C; its `died` is still heard."""
        self._process.kill()

    def close(self, timeout_s: float) -> None:
        """End it and wait until it is gone, but no longer than that."""
        self.kill()
        try:
            self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            log.error("sound worker %d does not end", self.pid)

    def _listen(self) -> None:
        with self._process.stdout or open(os.devnull, "rb") as stdout:
            while line := stdout.readline():
                if event := read_event(line):
                    self._hear(self, event)
        self._process.kill()  # stdout may have ended first
        code = self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()
        self._hear(self, WorkerEvent("died", detail=_tell_end(code)))

    def _log_prints(self) -> None:
        """What libraries print (ALSA is wordy without a card) goes to the debug log."""
        with self._process.stderr or open(os.devnull, "rb") as stderr:
            while line := stderr.readline():
                log.debug("sound worker %d: %s", self.pid, line.decode(errors="replace").rstrip())


def _environment() -> dict[str, str]:
    """Return the environment in which the worker finds this very package."""
    root = str(Path(__file__).parents[2])
    paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def _tell_end(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
