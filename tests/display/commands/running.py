"""`panggil run` as a real process in a folder of its own, for the tests of the command."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import psutil

from tests.acceptance.hall_process import free_port, wait_until

#: A first start on a slow, busy machine; the design's own figure is 3 s (tests/bench/startup.py).
PATIENCE_S = 60.0

COMMAND = (sys.executable, "-P", "-m", "display.commands", "run")


class Run:
    """One `panggil run`; its output goes to a file, as under a service manager."""

    def __init__(self, folder: Path, *more: str, port: int | None = None, **environ: str) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "run.log"
        self.family: list[psutil.Process] = []
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*COMMAND, "--port", str(self.port), *more],
                cwd=folder,
                env={**os.environ, "SDL_AUDIODRIVER": "dummy", "PANGGIL_LOCAL_NAME": "", **environ},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        """Return everything that was printed so far."""
        return self.log.read_text(encoding="utf-8")

    def value(self, word: str) -> str | None:
        """Return the value on the line of a word: ``TV``, ``Admin``, ``Sandi``, ``Token``."""
        found = re.search(rf"^{word} +(\S+)$", self.said(), re.MULTILINE)
        return found.group(1) if found else None

    def answers(self, path: str = "/readyz") -> bool:
        """Say whether the server answers 200."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def speaker_state(self) -> str:
        """Return what the server knows of its speaker: ``ready``, ``no_device``, ``absent``."""
        with urllib.request.urlopen(self.url + "/api/v1/state", timeout=5) as answer:
            return str(json.load(answer)["speaker"]["state"])

    def until_up(self) -> Run:
        """Wait until the server answers and speaker and sound worker run."""
        wait_until(self.answers, PATIENCE_S)
        wait_until(lambda: self.value("TV"))  # the welcome is printed just after
        wait_until(lambda: all(map(self.child, ("serve", "speak", "audio.speaker.worker"))))
        self.family = psutil.Process(self.process.pid).children(recursive=True)
        return self

    def child(self, word: str) -> psutil.Process | None:
        """Return the process below the run whose command line has that word."""
        for process in psutil.Process(self.process.pid).children(recursive=True):
            try:
                if word in process.cmdline():
                    return process
            except psutil.Error:
                continue
        return None

    def left_over(self) -> list[psutil.Process]:
        """Return what still lives of the processes that :meth:`until_up` saw."""
        return [process for process in self.family if lives(process)]

    def ended(self) -> tuple[int, str]:
        """Wait for the end; return the exit code and everything that was printed."""
        return self.process.wait(PATIENCE_S), self.said()

    def clear(self) -> None:
        """Kill whatever is left."""
        self.process.kill()
        self.process.wait()
        for process in self.left_over():
            with contextlib.suppress(psutil.NoSuchProcess):  # it ends by itself, with its parent
                process.kill()


def lives(process: psutil.Process) -> bool:
    """Say whether a process runs; a dead one that nobody has waited for does not."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
