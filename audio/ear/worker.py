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
from collections.abc import Sequence
from queue import Empty, SimpleQueue
from typing import NoReturn

from audio.ear.chimes import chime_references
from audio.ear.detector import Detector
from audio.ear.figures import Expected, Judgement, Unjudged
from audio.ear.microphone import Block, Microphone
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
SILENT_AFTER_S = 30.0  # no hall is as still as zeros; noise suppression may make it so for a while
EXIT_LOST, EXIT_NO_MICROPHONE = 74, 69  # after sysexits.h


def listen(
    microphone: Microphone,
    detector: Detector,
    told: SimpleQueue[Expected],
    output: ProtocolOutput,
) -> None:
    """Hear until the microphone is gone, and send a line for every judgement."""
    alive_s: float | None = None
    silence = Silence()
    for block in microphone.blocks():
        if alive_s is None:
            output.send({"event": "listening", "device": microphone.name})
        while True:
            try:
                detector.expect(told.get_nowait())
            except Empty:
                break
        judged = detector.take(block.samples, block.at_s)
        for judgement in judged:
            output.send(write_judged(judgement))
        if news := silence.look(block, judged):
            output.send({"event": news, "device": microphone.name})
        if alive_s is None or time.monotonic() - alive_s >= ALIVE_EVERY_S:
            alive_s = time.monotonic()
            output.send({"event": "beat"})


class Silence:
    """Notices a microphone that gives nothing but zeros, and that it hears again."""

    def __init__(self) -> None:
        self._since_s: float | None = None
        self._is_told = False

    def look(self, block: Block, judged: Sequence[Judgement]) -> str | None:
        """Return the event ``silent`` or ``listening`` when it has just become so.

        Zeros while an announcement should have sounded are enough; else only many of them are.
        """
        if block.samples.any():
            was_told, self._since_s, self._is_told = self._is_told, None, False
            return "listening" if was_told else None
        if self._since_s is None:
            self._since_s = block.at_s
        is_dead = any(one.why == Unjudged.DEAD_MICROPHONE for one in judged)
        if self._is_told or not (is_dead or block.at_s - self._since_s >= SILENT_AFTER_S):
            return None
        self._is_told = True
        return "silent"


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
