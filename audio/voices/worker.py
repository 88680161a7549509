"""The voice worker: ``python -m audio.voices.worker --clips FOLDER --voice NAME``.

Lines of JSON. In: ``{"make": TEXT}``. Out: ``{"made": TEXT}`` (with ``"voice"`` and ``"instead"``,
the reason, when a stand-in spoke) or ``{"failed": TEXT, "reason": …}``, ``{"alive": true}`` every
second, ``{"end": "idle"}`` last. It runs at low priority, ends after
``--idle-s`` without work and, at once and whatever it is doing, when its input closes. Clips are
written whole or not at all, so it may be killed at any time.
"""

from __future__ import annotations

import argparse
import logging
import os
import queue
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from audio.packs import ClipFolder, PackError
from audio.packs.made import LIMIT_BYTES
from audio.process.json_lines import read_line
from audio.process.worker import (
    ProtocolOutput,
    follow_input,
    ignore_interrupt,
    lower_priority,
)
from audio.voices.best_voice import BestVoice

log = logging.getLogger(__name__)

ALIVE_S = 1.0
# A worker is started for a request; on a busy machine that may still be on its way.
FIRST_S = 30.0


def say_alive(output: ProtocolOutput) -> None:
    """Say "alive" every second, for ever."""
    beat = threading.Event()
    while not beat.wait(ALIVE_S):
        output.send({"alive": True})


def serve(
    output: ProtocolOutput, best_voice: BestVoice, wanted: queue.Queue[str], idle_s: float
) -> None:
    """Make what is wanted until nothing was for ``idle_s``."""
    patience_s = max(idle_s, FIRST_S)
    while True:
        try:
            text = wanted.get(timeout=patience_s)
        except queue.Empty:
            output.send({"end": "idle"})
            return
        patience_s = idle_s
        output.send(best_voice.make(text))


def take_order(line: bytes, wanted: queue.Queue[str]) -> None:
    """Put the text of an order into ``wanted``; a line that is no order is passed over."""
    order = read_line(line)
    if order is not None and "make" in order:
        wanted.put(str(order["make"]))


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
    ignore_interrupt()
    if hasattr(signal, "SIGXFSZ"):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a file limit is an error to report
    output, wanted = ProtocolOutput(), queue.Queue[str]()
    threading.Thread(target=say_alive, args=(output,), daemon=True).start()
    follow_input(lambda line: take_order(line, wanted))
    try:
        clips = ClipFolder(options.clips, options.voice, limit_bytes=options.limit_bytes)
    except PackError as error:
        log.error("%s", error)
        return 1
    best_voice = BestVoice(clips, emergency=options.emergency)
    serve(output, best_voice, wanted, options.idle_s)
    os._exit(0)  # a thread that waits for input would hold up an orderly end


if __name__ == "__main__":
    sys.exit(main())
