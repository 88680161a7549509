"""The ear's worker: the microphone and the detector, in a process of their own.

Run as ``python -m audio.ear.worker``. SDL can crash and hang; and what the microphone hears never
leaves this process: out come figures alone. It never repairs itself: when the microphone is lost it
says so and ends, and its parent starts another.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from queue import Empty, SimpleQueue
from typing import NoReturn

from audio.ear.chimes import chime_references
from audio.ear.detector import Detector
from audio.ear.figures import Expected
from audio.ear.microphone import Microphone
from audio.ear.sdl_microphone import NoMicrophone, SdlMicrophone
from audio.ear.worker_protocol import read_expected, write_judged
from audio.process.worker import (
    ProtocolOutput,
    die_with_starter,
    follow_input,
    hanging_ends,
    ignore_interrupt,
    lower_priority,
)

ALIVE_EVERY_S = 1.0
REOPEN_AFTER_S = 2.0
REOPEN_TRIES = 30  # then a fresh process tries, in case the libraries hold on to something old
OPENING_HANGS_S = 8.0
EXIT_LOST, EXIT_NO_MICROPHONE = 74, 69  # after sysexits.h


def listen(
    microphone: Microphone,
    detector: Detector,
    told: SimpleQueue[Expected],
    output: ProtocolOutput,
) -> None:
    """Hear until the microphone is gone, and send a line for every judgement."""
    alive_s: float | None = None
    for block in microphone.blocks():
        if alive_s is None:
            output.send({"event": "listening", "device": microphone.name})
        while True:
            try:
                detector.expect(told.get_nowait())
            except Empty:
                break
        for judgement in detector.take(block.samples, block.at_s):
            output.send(write_judged(judgement))
        if alive_s is None or time.monotonic() - alive_s >= ALIVE_EVERY_S:
            alive_s = time.monotonic()
            output.send({"event": "beat"})


def open_microphone(device: str | None, output: ProtocolOutput) -> SdlMicrophone:
    """Open it; where there is none, try again and again, calmly, and in the end give up."""
    for attempt in range(REOPEN_TRIES):
        try:
            with hanging_ends(OPENING_HANGS_S):
                return SdlMicrophone(device)
        except NoMicrophone as error:
            if attempt == 0:
                output.send({"event": "no_microphone", "detail": str(error)})
        time.sleep(REOPEN_AFTER_S)
    os._exit(EXIT_NO_MICROPHONE)


def main() -> NoReturn:
    """Run the worker on this process's stdin and stdout."""
    parser = argparse.ArgumentParser(prog="audio.ear.worker", description="the hall's ear")
    parser.add_argument("--device", help="name of the microphone; the system's default without")
    options = parser.parse_args()
    ignore_interrupt()
    die_with_starter()
    lower_priority()
    output = ProtocolOutput()
    told: SimpleQueue[Expected] = SimpleQueue()

    def take(line: bytes) -> None:
        announcement = read_expected(line)
        if announcement is None:
            print("command ignored", file=sys.stderr)
        else:
            told.put(announcement)

    follow_input(take)
    references = chime_references()
    microphone = open_microphone(options.device, output)
    listen(microphone, Detector(microphone.rate_hz, references), told, output)
    output.send({"event": "lost"})
    os._exit(EXIT_LOST)  # closing a device that is gone may hang


if __name__ == "__main__":
    main()
