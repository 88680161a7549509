"""The sound worker driven by hand: to try a device, or to play one file from the command line.

The worker's own page is ``audio/speaker/lines.py``: JSON commands on its stdin, JSON events on its
stdout. It opens the device exactly as it will in service, so what is proved here holds there.
"""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from display.errors import PanggilError

#: A null sink takes its first samples 2 s late; a hanging init is ended by the worker after 8 s.
OPENING_S = 12.0


class SoundWorker:
    """A running sound worker; :func:`open_worker` makes and ends it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._events: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def wait_for(self, *names: str, timeout_s: float) -> dict[str, Any]:
        """Return the first event of one of these names; ``{"event": "died"}`` when none comes."""
        deadline = time.monotonic() + timeout_s
        while (left := deadline - time.monotonic()) > 0:
            with contextlib.suppress(queue.Empty):
                event = self._events.get(timeout=left)
                if event.get("event") in {*names, "died"}:
                    return event
        return {"event": "died", "detail": "no answer"}

    def send(self, **command: str) -> None:
        """Give a command, such as ``do="play"``."""
        with contextlib.suppress(OSError):
            assert self._process.stdin is not None  # noqa: S101 - opened by open_worker
            self._process.stdin.write(json.dumps(command) + "\n")
            self._process.stdin.flush()

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            with contextlib.suppress(ValueError):
                event = json.loads(line)
                if isinstance(event, dict):
                    self._events.put(event)
        self._events.put({"event": "died", "detail": "the sound worker ended"})


@contextlib.contextmanager
def open_worker(device: str) -> Iterator[SoundWorker]:
    """Yield a worker on a device by name (empty: the default); it ends with the block."""
    more = ["--device", device] if device else []
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "audio.speaker.worker", *more],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
    with process:
        try:
            yield SoundWorker(process)
        finally:
            process.kill()


def try_device(device: str) -> tuple[str | None, str]:
    """Return the name of the device that took sound, or ``None`` and the reason."""
    with open_worker(device) as worker:
        event = worker.wait_for("ready", "no_device", timeout_s=OPENING_S)
    if event["event"] == "ready":
        return str(event.get("device") or device or "default"), ""
    return None, str(event.get("detail") or event["event"])


class CannotPlay(PanggilError):
    """Raised when a sound was not wholly played."""


def play_file(path: Path, duration_ms: int, device: str) -> None:
    """Play one WAV file to its end; :class:`CannotPlay` when it was not."""
    with open_worker(device) as worker:
        opened = worker.wait_for("ready", "no_device", timeout_s=OPENING_S)
        if opened["event"] != "ready":
            raise CannotPlay(f"No sound device: {opened.get('detail', '')}.")
        worker.send(do="play", key="say", path=str(path))
        ends = ("finished", "failed", "lost", "stalled")
        event = worker.wait_for(*ends, timeout_s=duration_ms / 1000 + 5)
    if event["event"] != "finished":
        raise CannotPlay(f"The sound was not wholly played: {event['event']}.")
