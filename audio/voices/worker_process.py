"""One voice worker process: started, spoken to by lines, ended."""

from __future__ import annotations

import logging
import queue
import time
from typing import cast

from audio.errors import VoiceError
from audio.packs import ClipFolder
from audio.process.child import ChildProcess
from audio.process.json_lines import read_line
from audio.voices.worker_lines import WorkerLine

log = logging.getLogger(__name__)

_END_S = 2.0


class VoiceProcess:
    """A running ``python -m audio.voices.worker`` for the clips of one folder.

    Raises :class:`VoiceError` when it cannot be started.
    """

    def __init__(self, clips: ClipFolder, idle_s: float, *, emergency: bool = False) -> None:
        self._orders: dict[str, float] = {}
        self._events: queue.Queue[WorkerLine | None] = queue.Queue()
        options = ["--clips", str(clips.folder), "--voice", clips.voice, "--idle-s", str(idle_s)]
        options += ["--limit-bytes", str(clips.limit_bytes)]
        options += ["--emergency"] if emergency else []
        try:
            self._child = ChildProcess("audio.voices.worker", options, lowered=True)
        except OSError as error:
            raise VoiceError(f"The voice worker cannot be started: {error.strerror}.") from None
        self.pid = self._child.pid
        self._reader = self._child.follow(
            self._take, lambda _: self._events.put(None), "voice worker"
        )

    @property
    def is_alive(self) -> bool:
        """Whether the worker has not said its last word."""
        return self._reader.is_alive()

    def order(self, text: str) -> bool:
        """Ask for ``text`` unless it is in work; return whether the worker still listens."""
        if text in self._orders:
            return True
        if not self._child.send({"make": text}):
            return False
        self._orders[text] = time.monotonic()
        return True

    def warm(self) -> None:
        """Ask for the voice to be loaded before it is needed."""
        self._child.send({"warm": True})

    def drop(self, text: str) -> None:
        """Take back what was asked for; whoever waits in :meth:`receive` gets an empty line."""
        self._child.send({"drop": text})
        self._events.put({})

    def longest_work_s(self) -> float:
        """Return for how long the oldest unanswered order has been waiting, in seconds."""
        return time.monotonic() - min(self._orders.values(), default=time.monotonic())

    def receive(self, timeout_s: float) -> WorkerLine | None:
        """Return the worker's next line, ``None`` when it has ended; ``TimeoutError``."""
        try:
            event = self._events.get(timeout=max(0.0, timeout_s))
        except queue.Empty:
            raise TimeoutError from None
        if event is None:
            self._events.put(None)  # whoever asks next learns it too
        else:
            done = event.get("made") or event.get("failed") or event.get("dropped")
            self._orders.pop(str(done), None)
        return event

    def end(self) -> None:
        """Close the worker's input, wait a moment, then kill it. Safe to call twice."""
        self._child.close_input()
        self._wait()

    def kill(self) -> None:
        """End the worker at once, however stuck it is."""
        self._child.kill()
        self._child.close_input()
        self._wait()

    def _wait(self) -> None:
        if self._child.wait(_END_S) is None:
            self._child.kill()
            self._child.wait(_END_S)
        self._reader.join(_END_S)

    def _take(self, line: bytes) -> None:
        event = read_line(line)
        if event is None:
            log.warning("the voice worker said %r", line[:200])
        else:
            self._events.put(cast("WorkerLine", event))
