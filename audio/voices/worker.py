"""The voice worker: ``python -m audio.voices.worker --clips FOLDER --voice NAME``.

Lines of JSON. In: ``{"make": TEXT}``. Out: ``{"made": TEXT}`` or ``{"failed": TEXT, "reason": …}``,
``{"alive": true}`` every second, ``{"end": "idle"}`` last. It runs at low priority, ends after
``--idle-s`` without work and, at once and whatever it is doing, when its input closes. Clips are
written whole or not at all, so it may be killed at any time.
"""

from __future__ import annotations

import argparse
import errno
import json
import logging
import os
import queue
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from audio.packs import ClipFolder, PackError
from audio.voices.engine import Engine
from audio.voices.errors import VoiceError

log = logging.getLogger(__name__)

ALIVE_S = 1.0
# A worker is started for a request; on a busy machine that may still be on its way.
FIRST_S = 30.0
# Below everything that a call needs: server, speaker, database.
NICENESS = 10


class Wire:
    """The lines to the parent. Whatever a library prints goes to standard error instead."""

    def __init__(self) -> None:
        self._out = os.dup(1)
        os.dup2(2, 1)
        self._lock = threading.Lock()

    def say(self, event: dict[str, Any]) -> None:
        """Send one line; without a parent to read it there is nothing left to live for."""
        line = json.dumps(event).encode() + b"\n"
        with self._lock:
            try:
                os.write(self._out, line)
            except OSError:
                os._exit(0)

    def stay_alive(self) -> None:
        """Say "alive" every second, for ever."""
        beat = threading.Event()
        while not beat.wait(ALIVE_S):
            self.say({"alive": True})


class Workshop:
    """Makes clips of one voice into one folder; the model is loaded with the first of them."""

    def __init__(self, clips: ClipFolder) -> None:
        self._clips = clips
        self._engine: Engine | None = None

    def make(self, text: str) -> str | None:
        """Make the clip of ``text``; return ``None`` or the reason why it could not be."""
        try:
            from audio.voices.studio import make_clip

            make_clip(self._open(), text, self._clips)
        except VoiceError as error:
            return str(error)
        except OSError as error:
            full = errno.errorcode.get(error.errno or 0) in {"ENOSPC", "EDQUOT", "EFBIG"}
            return "The disk is full." if full else f"The clip cannot be kept: {error.strerror}."
        except Exception as error:
            log.exception("the voice failed on %r", text)
            return f"The voice failed: {error!r}"
        return None

    def _open(self) -> Engine:
        if self._engine is None:
            from audio.voices.kokoro import Kokoro

            if self._clips.voice != Kokoro.name:
                raise VoiceError(f"This machine has no voice {self._clips.voice!r}.")
            self._engine = Kokoro()
        return self._engine


def serve(wire: Wire, workshop: Workshop, wanted: queue.Queue[str], idle_s: float) -> None:
    """Make what is wanted until nothing was for ``idle_s``."""
    patience_s = max(idle_s, FIRST_S)
    while True:
        try:
            text = wanted.get(timeout=patience_s)
        except queue.Empty:
            wire.say({"end": "idle"})
            return
        patience_s = idle_s
        reason = workshop.make(text)
        wire.say({"failed": text, "reason": reason} if reason else {"made": text})


def listen(source: BinaryIO, wanted: queue.Queue[str]) -> None:
    """Take orders until the input closes, then end the process at once."""
    for line in source:
        with suppress(ValueError, KeyError, TypeError):
            wanted.put(str(json.loads(line)["make"]))
    os._exit(0)


def lower_priority() -> None:
    """Step back behind everybody else (POSIX; on Windows the parent has done it)."""
    with suppress(AttributeError, OSError):
        os.nice(NICENESS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the worker; returns when idle."""
    parser = argparse.ArgumentParser(description="Makes clips; started by Panggil itself.")
    parser.add_argument("--clips", type=Path, required=True)
    parser.add_argument("--voice", required=True)
    parser.add_argument("--idle-s", type=float, default=60.0)
    options = parser.parse_args(arguments)
    lower_priority()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    if hasattr(signal, "SIGXFSZ"):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a file limit is an error to report
    wire, wanted = Wire(), queue.Queue[str]()
    threading.Thread(target=wire.stay_alive, daemon=True).start()
    threading.Thread(target=listen, args=(sys.stdin.buffer, wanted), daemon=True).start()
    try:
        clips = ClipFolder(options.clips, options.voice)
    except PackError as error:
        log.error("%s", error)
        return 1
    serve(wire, Workshop(clips), wanted, options.idle_s)
    os._exit(0)  # a thread that waits for input would hold up an orderly end


if __name__ == "__main__":
    sys.exit(main())
