"""The server's handle of the voice worker: ask for clips, survive whatever the worker does.

Plain threading and subprocess; under gevent's monkey patching the same code gives way to other
greenlets instead of threads. No more than one text is in work; callers take turns text by text, so
that an announcement of now does not wait for the whole of a look-ahead.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from audio.errors import VoiceError, VoiceGaveWay
from audio.packs import ClipFolder
from audio.voices.espeak import is_installed
from audio.voices.worker_process import VoiceProcess

if TYPE_CHECKING:
    from audio.voices.worker_lines import WorkerLine

log = logging.getLogger(__name__)

# The worker says "alive" every second; this much silence means that it is stopped or stuck.
SILENT_S = 30.0
# One phrase takes seconds, on the slowest machine perhaps half a minute with loading the model.
LONGEST_S = 120.0
# A worker may die for reasons of its own (memory, a kill, its idle end meeting a request). The last
# try is the emergency voice's: on a wrong processor the embedded one dies each time it is loaded.
_TRIES = 3
_GAVE_WAY = "The voice makes something more urgent first."
_BUSY = "The voice was busy for too long."


class VoiceWorker:
    """Makes missing clips in a process of its own, started when needed, gone when idle.

    Where the pack's voice cannot speak a stand-in does (:mod:`audio.voices.standins`).
    """

    def __init__(
        self, clips: ClipFolder, *, idle_s: float = 60.0, silent_s: float = SILENT_S
    ) -> None:
        self._clips = clips
        self._idle_s = idle_s
        self._silent_s = silent_s
        self._turn = threading.Lock()
        self._child: VoiceProcess | None = None
        self._closed = False
        self._in_work: str | None = None
        self._dropped: str | None = None
        self._pressing = 0
        #: Why the last clip was made in another voice than the pack's, ``None`` if it was not.
        self.stand_in: str | None = None
        #: Seconds that the last clip took for each letter, ``None`` before the first.
        self.pace_s: float | None = None

    @property
    def clips(self) -> ClipFolder:
        """The folder that it makes clips for."""
        return self._clips

    @property
    def pid(self) -> int | None:
        """The process id of the worker that was started last, if any."""
        child = self._child
        return child.pid if child else None

    @property
    def in_work(self) -> str | None:
        """The text that is being made for somebody, if any."""
        return self._in_work

    def make(self, texts: Sequence[str], timeout_s: float, *, first: bool = False) -> None:
        """Return when every text has a clip; blocks the calling thread or greenlet only.

        With ``first`` nobody is waited for: what is in work is thrown away.
        Raises :class:`VoiceGaveWay` when this one was, and :class:`VoiceError` when a text cannot
        be said, the disk is full, the worker cannot be kept alive, or ``timeout_s`` is over. What
        was made until then stays, and what is in work then is still finished: on a slow machine the
        next try finds it.
        """
        deadline = time.monotonic() + timeout_s
        for text in dict.fromkeys(texts):
            self._take_turn(deadline, first=first)
            self._in_work, self._dropped = text, None
            try:
                self._make(text, deadline)
            finally:
                self._in_work = None
                self._turn.release()

    def give_way(self, text: str | None = None) -> None:
        """Throw away what is in work, only ``text`` if one is given; the voice stays loaded.

        Whoever waits for it gets :class:`VoiceGaveWay` and asks again when it may.
        """
        in_work, child = self._in_work, self._child
        if in_work and child and text in {None, in_work} and self._dropped is None:
            self._dropped = in_work
            child.drop(in_work)

    def warm(self) -> None:
        """Have the voice loaded before it is needed; returns at once.

        Raises :class:`VoiceError` when the worker cannot be started.
        """
        if not self._turn.acquire(blocking=False):
            return  # it is speaking
        try:
            child = self._child
            if child is None or not child.is_alive:
                self._drop()
                child = self._start(emergency=False)
            child.warm()
        finally:
            self._turn.release()

    def close(self) -> None:
        """End the worker; a caller in :meth:`make` gets a :class:`VoiceError`."""
        self._closed = True
        child = self._child
        if child is not None:
            child.end()

    def _take_turn(self, deadline: float, *, first: bool) -> None:
        """Take the one turn there is; raise :class:`VoiceGaveWay` when another goes first."""
        self._pressing += first
        try:
            if first:
                self.give_way()
            if not self._turn.acquire(timeout=max(0.0, deadline - time.monotonic())):
                raise VoiceError(_BUSY)
        finally:
            self._pressing -= first
        if self._pressing and not first:
            self._turn.release()
            raise VoiceGaveWay(_GAVE_WAY)

    def _make(self, text: str, deadline: float) -> None:
        for attempt in range(_TRIES):
            if self._clips.find(text) is not None:
                return
            if self._closed:
                raise VoiceError("The voice is being closed.")
            child = self._child or self._start(emergency=attempt == _TRIES - 1)
            if child.order(text) and self._follow(child, text, deadline):
                return
            self._drop()
        raise VoiceError(f"The voice worker died {_TRIES} times over {text!r}.")

    def _follow(self, child: VoiceProcess, text: str, deadline: float) -> bool:
        """Return whether the clip was made, ``False`` when the worker died or got stuck."""
        while True:
            left_s = deadline - time.monotonic()
            try:
                event = child.receive(min(left_s, self._silent_s))
            except TimeoutError:
                if left_s <= self._silent_s:
                    raise VoiceError(_BUSY) from None
                event = None
            if event is None or child.longest_work_s() > LONGEST_S:
                log.warning("the voice worker ended or is stuck; another one takes over")
                return False
            if event.get("failed") == text:
                raise VoiceError(str(event.get("reason")))
            # Not waited for: its run of the model ends within hundredths of a second, and a model
            # that is just being loaded is needed by whatever comes next.
            if text in {event.get("dropped"), self._dropped}:
                raise VoiceGaveWay(_GAVE_WAY)
            if event.get("made") == text:
                self._note_voice(event)
                self.pace_s = event.get("took_s", 0.0) / max(1, len(text))
                return True
            if time.monotonic() >= deadline:
                raise VoiceError(_BUSY)

    def _note_voice(self, event: WorkerLine) -> None:
        reason = event.get("instead")
        if reason and reason != self.stand_in:
            log.warning("%s speaks instead of %s: %s", event["voice"], self._clips.voice, reason)
        self.stand_in = reason

    def _start(self, *, emergency: bool) -> VoiceProcess:
        """Start a worker; with ``emergency`` one that loads nothing on which it could die again."""
        child = VoiceProcess(self._clips, self._idle_s, emergency=emergency and is_installed())
        self._child = child
        if self._closed:  # closed while it was being started
            child.end()
            raise VoiceError("The voice is being closed.")
        return child

    def _drop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
