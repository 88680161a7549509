"""One voice worker process: started, spoken to by lines, ended."""

from __future__ import annotations

import json
import logging
import os
import queue
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

from audio.errors import VoiceError
from audio.packs import ClipFolder

log = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[2]
_END_S = 2.0


class Child:
    """A running ``python -m audio.voices.worker`` for the clips of one folder.

    Its standard input is its life: when this process ends in whatever way, the input closes and the
    worker ends too.
    """

    def __init__(self, clips: ClipFolder, idle_s: float, *, emergency: bool = False) -> None:
        self._orders: dict[str, float] = {}
        self._events: queue.Queue[dict[str, Any] | None] = queue.Queue()
        command = [sys.executable, "-m", "audio.voices.worker"]
        options = ["--clips", str(clips.folder), "--voice", clips.voice, "--idle-s", str(idle_s)]
        options += ["--limit-bytes", str(clips.limit_bytes)]
        options += ["--emergency"] if emergency else []
        try:
            self._process = subprocess.Popen(
                command + options,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=_environment(),
                # Windows gives a priority at birth; elsewhere the worker steps back itself.
                creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
            )
        except OSError as error:
            raise VoiceError(f"The voice worker cannot be started: {error.strerror}.") from None
        self.pid = self._process.pid
        self._stdin = cast(IO[bytes], self._process.stdin)
        stdout = cast(IO[bytes], self._process.stdout)
        self._reader = threading.Thread(
            target=self._read, args=(stdout,), name="voice worker", daemon=True
        )
        self._reader.start()

    def order(self, text: str) -> bool:
        """Ask for ``text`` unless it is in work; return whether the worker still listens."""
        if text in self._orders:
            return True
        try:
            self._stdin.write(json.dumps({"make": text}).encode() + b"\n")
            self._stdin.flush()
        except (OSError, ValueError):
            return False
        self._orders[text] = time.monotonic()
        return True

    def longest_work_s(self) -> float:
        """Return for how long the oldest unanswered order has been waiting, in seconds."""
        return time.monotonic() - min(self._orders.values(), default=time.monotonic())

    def receive(self, timeout_s: float) -> dict[str, Any] | None:
        """Return the worker's next line, ``None`` when it has ended; ``TimeoutError``."""
        try:
            event = self._events.get(timeout=max(0.0, timeout_s))
        except queue.Empty:
            raise TimeoutError from None
        if event is None:
            self._events.put(None)  # whoever asks next learns it too
        else:
            self._orders.pop(str(event.get("made") or event.get("failed")), None)
        return event

    def end(self) -> None:
        """Close the worker's input, wait a moment, then kill it. Safe to call twice."""
        with suppress(OSError, ValueError):
            self._stdin.close()
        self._wait(_END_S)

    def kill(self) -> None:
        """End the worker at once, however stuck it is."""
        with suppress(OSError):
            self._process.kill()
        with suppress(OSError, ValueError):
            self._stdin.close()
        self._wait(_END_S)

    def _wait(self, timeout_s: float) -> None:
        try:
            self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout_s)
        self._reader.join(timeout_s)

    def _read(self, stdout: IO[bytes]) -> None:
        with suppress(OSError, ValueError):
            for line in stdout:
                event = _event(line)
                if event is not None:
                    self._events.put(event)
        with suppress(OSError, ValueError):
            stdout.close()
        self._process.wait()  # an idle end leaves no zombie behind
        self._events.put(None)


def _event(line: bytes) -> dict[str, Any] | None:
    try:
        event = json.loads(line)
    except ValueError:
        log.warning("the voice worker said %r", line[:200])
        return None
    return event if isinstance(event, dict) else None


def _environment() -> dict[str, str]:
    """Return the environment in which the worker finds this very installation."""
    path = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(_ROOT), path]))}
