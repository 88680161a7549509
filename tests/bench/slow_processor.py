"""A hall on a slow processor: ``python -m tests.bench.slow_processor [--share 0.25] [--runs 5]``.

A hall is started and then held to a share of one processor, with all of its processes, by a control
group of Linux (version 1 or 2; only root may make one). Measured are, in seconds: from sending a
text of 30 words that nobody has heard to its chime, to its caption on a screen and to its first
word, the first with a voice that was not started yet; from an emergency to its alarm and its
caption (its tone repeats, so that a first word is not told from it); and from a call to its first
sample.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy
import psutil

from tests.acceptance.hall_process import HallProcess, wait_until
from tests.acceptance.watcher import Watcher
from tests.bench.first_word import QUIET, first_sounds, texts
from tests.bench.pcm_clock import PcmClock

GROUPS = Path("/sys/fs/cgroup")
PERIOD_US = 100_000
ENDS_S = 240.0
EMERGENCY = "Kebakaran di ruang arsip nomor {}, keluar lewat pintu timur."


@contextmanager
def held(hall: HallProcess, share: float) -> Iterator[None]:
    """Hold a hall to a share of one processor; PermissionError where that is not allowed."""
    root = GROUPS / "cpu" if (GROUPS / "cpu").exists() else GROUPS
    group = root / f"panggil-{os.getpid()}"
    group.mkdir()
    quota_us = int(share * PERIOD_US)
    if (group / "cpu.max").exists():
        (group / "cpu.max").write_text(f"{quota_us} {PERIOD_US}")
    else:
        (group / "cpu.cfs_period_us").write_text(str(PERIOD_US))
        (group / "cpu.cfs_quota_us").write_text(str(quota_us))
    assert hall.process
    mine = [psutil.Process(hall.process.pid), *hall.children()]
    for each in mine:
        (group / "cgroup.procs").write_text(str(each.pid))
    try:
        yield
    finally:
        for pid in (group / "cgroup.procs").read_text().split():
            (root / "cgroup.procs").write_text(pid)
        group.rmdir()


def say(hall: HallProcess, clock: PcmClock, screen: Watcher, **asked: object) -> dict[str, float]:
    """Announce something; return the seconds to its sound, its caption and its first word."""
    at_frame, sent_at = hall.pcm_path.stat().st_size // 4, time.monotonic()
    status, placed = hall.request("POST", "/api/v1/announcements", asked)
    assert status == 201, placed
    wanted = placed["announcement_id"]
    wait_until(
        lambda: any(row["id"] == wanted for row in screen.state.get("announcements", [])),
        every_s=0.005,
    )
    caption_s = time.monotonic() - sent_at
    row = hall.wait_for_end(str(wanted), ENDS_S)
    sound, word = first_sounds(hall.heard(), at_frame)
    if row["state"] != "finished" or row["reason"]:
        print(f"ended as {row['state']} {row['reason']}", file=sys.stderr)
    return {
        "sound": clock.when(sound) - sent_at,
        "caption": caption_s,
        "word": clock.when(word) - sent_at,
    }


def call(hall: HallProcess, clock: PcmClock, number: int) -> float:
    """Call a ticket; return the seconds to its first sample."""
    at_frame, sent_at = hall.pcm_path.stat().st_size // 4, time.monotonic()
    placed = hall.call(f"A-{number:03}", "dpmptsp", "1")
    row = hall.wait_for_end(placed["announcement_id"], ENDS_S)
    assert row["state"] == "finished", row
    samples = numpy.abs(numpy.frombuffer(hall.heard(), "<i2")[at_frame:].astype(int))
    return clock.when(at_frame + int(numpy.argmax(samples > QUIET))) - sent_at


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=0.25)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    wordings = texts()
    with tempfile.TemporaryDirectory() as folder:
        hall = HallProcess(Path(folder), PANGGIL_REPEATS="0", PANGGIL_PREPARE_LIMIT_S="120").start()
        clock, screen = PcmClock(hall.pcm_path), Watcher(hall.url)
        wait_until(lambda: screen.state)
        try:
            with held(hall, options.share):
                calls = [call(hall, clock, number) for number in range(options.runs)]
                print(f"call: median {statistics.median(calls):.2f} s, latest {max(calls):.2f} s")
                for number in range(options.runs):
                    text = say(hall, clock, screen, text=next(wordings))
                    print("text", "warm" if number else "cold", rounded(text), flush=True)
                    words = EMERGENCY.format(number)
                    alarm = say(hall, clock, screen, text=words, priority="emergency")
                    del alarm["word"]
                    print("emergency", rounded(alarm), os.getloadavg(), flush=True)
        finally:
            screen.stop()
            clock.stop()
            hall.stop()


def rounded(seconds: dict[str, float]) -> dict[str, float]:
    """Return them for people."""
    return {name: round(value, 2) for name, value in seconds.items()}


if __name__ == "__main__":
    main()
