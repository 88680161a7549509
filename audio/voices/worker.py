"""The voice worker: ``python -m audio.voices.worker --clips FOLDER --voice NAME``.

Lines of JSON. In: ``{"make": TEXT}``. Out: ``{"made": TEXT}`` (with ``"voice"`` and ``"instead"``,
the reason, when a stand-in spoke) or ``{"failed": TEXT, "reason": …}``, ``{"alive": true}`` every
second, ``{"end": "idle"}`` last. It runs at low priority, ends after
``--idle-s`` without work and, at once and whatever it is doing, when its input closes. Clips are
written whole or not at all, so it may be killed at any time.
"""

from __future__ import annotations

import argparse
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
from audio.packs.made import LIMIT_BYTES
from audio.voices.workshop import Workshop

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
        wire.say(workshop.make(text))


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
    parser.add_argument("--limit-bytes", type=int, default=LIMIT_BYTES)
    parser.add_argument("--emergency", action="store_true", help="load nothing heavy")
    options = parser.parse_args(arguments)
    lower_priority()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    if hasattr(signal, "SIGXFSZ"):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a file limit is an error to report
    wire, wanted = Wire(), queue.Queue[str]()
    threading.Thread(target=wire.stay_alive, daemon=True).start()
    threading.Thread(target=listen, args=(sys.stdin.buffer, wanted), daemon=True).start()
    try:
        clips = ClipFolder(options.clips, options.voice, limit_bytes=options.limit_bytes)
    except PackError as error:
        log.error("%s", error)
        return 1
    workshop = Workshop(clips, emergency=options.emergency)
    serve(wire, workshop, wanted, options.idle_s)
    os._exit(0)  # a thread that waits for input would hold up an orderly end


if __name__ == "__main__":
    sys.exit(main())
