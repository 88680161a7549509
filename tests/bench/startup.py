"""How long a first start takes: from `panggil run` in an empty folder to a hall that works.

``python -m tests.bench.startup [RUNS]`` prints, in ms, the median, least and greatest time to the
first 200 of /readyz, and to a speaker that is ready to play. The design's bound is 3 s for the
first. SDL's dummy driver stands for the sound device.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from tests.display.commands.running import Run

_POLL_S = 0.01


def measure() -> tuple[float, float]:
    """Return the times (ms) to a server that answers and to a speaker that is ready."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        run = Run(Path(folder))
        try:
            server_ms = _until(run.answers, began)
            speaker_ms = _until(lambda: run.speaker_state() == "ready", began)
            run.family = psutil.Process(run.process.pid).children(recursive=True)
            run.process.terminate()
            run.process.wait(10)
        finally:
            run.clear()
    return server_ms, speaker_ms


def _until(what: Callable[[], bool], began: float) -> float:
    while time.monotonic() - began < 60:
        try:
            if what():
                return (time.monotonic() - began) * 1000
        except (OSError, ValueError, KeyError):
            pass
        time.sleep(_POLL_S)
    raise SystemExit("the hall did not start within 60 s")


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    times = [measure() for _ in range(runs)]
    for name, column in zip(
        ("server ready", "speaker ready"), zip(*times, strict=True), strict=True
    ):
        print(
            f"{name:<14} median {statistics.median(column):6.0f} ms"
            f"   least {min(column):6.0f}   greatest {max(column):6.0f}   runs {runs}"
        )


if __name__ == "__main__":
    main()
