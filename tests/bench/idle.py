"""What a hall at rest costs: CPU and memory of every process, with screens connected.

``python -m tests.bench.idle [SCREENS] [SECONDS]`` (40 and 30 by default) prints for each process
the share of one core, the resident memory (RSS) and its fair share of it (PSS). The design's aims:
server under 1 % of a core and under 80 MB with 40 screens.
"""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
from websockets.sync.client import ClientConnection, connect

from tests.acceptance.hall_process import HallProcess

_SETTLE_S = 10.0  # imports, warming of clips and the first heartbeats are over


def join(hall: HallProcess, screens: int, open_ones: contextlib.ExitStack) -> None:
    """Connect screens that read whatever comes, until the stack closes them."""
    url = f"ws://127.0.0.1:{hall.port}/ws"
    for _ in range(screens):
        socket = open_ones.enter_context(connect(url, compression=None, ping_interval=None))
        socket.send(json.dumps({"type": "hello", "role": "screen"}))
        threading.Thread(target=_read, args=(socket,), daemon=True).start()


def _read(socket: ClientConnection) -> None:
    with contextlib.suppress(Exception):
        for _ in socket:
            pass


def role(process: psutil.Process) -> str:
    """Return what a process is, from its command line."""
    line = process.cmdline()
    words = ("serve", "speak", "run", "audio.speaker.worker", "audio.voices.worker")
    return next((word for word in words if word in line), " ".join(line)[:40])


def cpu_s(process: psutil.Process) -> float:
    """Return the processor time a process has used."""
    times = process.cpu_times()
    return times.user + times.system


def measure(family: list[psutil.Process], seconds: float) -> list[tuple[str, float, float, float]]:
    """Return role, CPU %, RSS and PSS in MB of each process over a span of rest."""
    before = [cpu_s(process) for process in family]
    time.sleep(seconds)
    rows = []
    for process, used in zip(family, before, strict=True):
        memory = process.memory_full_info()
        share = (cpu_s(process) - used) / seconds * 100
        rows.append((role(process), share, memory.rss / 1e6, memory.pss / 1e6))
    return rows


def show(rows: list[tuple[str, float, float, float]]) -> None:
    """Print a line for each process and one for all of them."""
    print(f"{'process':<24}{'CPU %':>8}{'RSS MB':>9}{'PSS MB':>9}")
    total = ("all", *(sum(row[column] for row in rows) for column in (1, 2, 3)))
    for name, share, rss, pss in (*rows, total):
        print(f"{name:<24}{share:8.2f}{rss:9.1f}{pss:9.1f}")


def main() -> None:
    """Start a hall, connect the screens, let it rest, print."""
    screens = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 30.0
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as open_ones:
        hall = HallProcess(Path(folder), SDL_AUDIODRIVER="dummy")
        open_ones.callback(hall.stop)
        hall.start()
        join(hall, screens, open_ones)
        time.sleep(_SETTLE_S)
        assert hall.process
        family = [psutil.Process(hall.process.pid), *hall.children()]
        print(f"{screens} screens, {seconds:g} s of rest")
        show(measure(family, seconds))


if __name__ == "__main__":
    main()
