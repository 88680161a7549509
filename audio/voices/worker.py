"""The voice worker: ``python -m audio.voices.worker --clips FOLDER --voice NAME``.

Lines of JSON. In: ``{"make": TEXT}``, ``{"drop": TEXT}`` to take that back, ``{"warm": true}`` to
load the voice before it is needed. Out: ``{"made": TEXT, "took_s": S}`` (with ``"voice"`` and
``"instead"``, the reason, when a stand-in spoke), ``{"failed": TEXT, "reason": …}`` or
``{"dropped": TEXT}``; ``{"alive": true}`` every second, ``{"end": "idle"}`` last.

It runs at low priority, ends after ``--idle-s`` without work and, at once and whatever it is doing,
when its input closes. Clips are written whole or not at all, so it may be killed at any time.
"""

from __future__ import annotations

import argparse
import logging
import os
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
from audio.voices.orders import Orders

log = logging.getLogger(__name__)

ALIVE_S = 1.0
# A worker is started for a request; on a busy machine that may still be on its way.
FIRST_S = 30.0


def say_alive(output: ProtocolOutput) -> None:
    """Say "alive" every second, for ever."""
    beat = threading.Event()
    while not beat.wait(ALIVE_S):
        output.send({"alive": True})


def serve(output: ProtocolOutput, best_voice: BestVoice, orders: Orders, idle_s: float) -> None:
    """Make what is wanted until nothing was for ``idle_s``."""
    patience_s = max(idle_s, FIRST_S)
    while True:
        order = orders.next(patience_s)
        if order is None:
            output.send({"end": "idle"})
            return
        patience_s = idle_s
        if order.text is None:
            best_voice.warm()
        else:
            output.send(best_voice.make(order.text, order.unwanted))


def take_order(line: bytes, orders: Orders, output: ProtocolOutput) -> None:
    """Do what the line says; one that is no order is passed over."""
    order = read_line(line) or {}
    if "make" in order:
        orders.add(str(order["make"]))
    elif "warm" in order:
        orders.add(None)
    elif "drop" in order and orders.drop(text := str(order["drop"])):
        output.send({"dropped": text})


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
    output = ProtocolOutput()
    threading.Thread(target=say_alive, args=(output,), daemon=True).start()
    try:
        clips = ClipFolder(options.clips, options.voice, limit_bytes=options.limit_bytes)
    except PackError as error:
        log.error("%s", error)
        return 1
    best_voice = BestVoice(clips, emergency=options.emergency)
    orders = Orders(best_voice.abandon)
    follow_input(lambda line: take_order(line, orders, output))
    serve(output, best_voice, orders, options.idle_s)
    os._exit(0)  # a thread that waits for input would hold up an orderly end


if __name__ == "__main__":
    sys.exit(main())
