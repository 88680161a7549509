"""How fast does the pad answer? ``python -m tests.bench.pad [--presses 300]`` prints milliseconds.

A whole hall runs (`panggil run`: server, database on disk with every commit synced, speaker); one
kept connection presses *next* at one counter after the other, once and then 12 at a time.
"""

from __future__ import annotations

import argparse
import http.client
import json
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.acceptance.hall_process import TOKEN, HallProcess

COUNTERS = 12


def main() -> None:
    """Press, and report the middle and the tail."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presses", type=int, default=300)
    presses = parser.parse_args().presses
    with tempfile.TemporaryDirectory(dir=".") as folder:
        hall = HallProcess(Path(folder).resolve())
        try:
            hall.start()
            report("one clerk", press(hall.port, range(presses)))
            with ThreadPoolExecutor(COUNTERS) as clerks:
                shares = [range(each, presses, COUNTERS) for each in range(COUNTERS)]
                times = list(clerks.map(lambda share: press(hall.port, share), shares))
            report(f"{COUNTERS} clerks at once", [each for one in times for each in one])
        finally:
            hall.stop()


def press(port: int, turns: range) -> list[float]:
    """Press once per turn on one connection; return the milliseconds of each."""
    connection, times = http.client.HTTPConnection("127.0.0.1", port), []
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    for turn in turns:
        path = f"/api/v1/counters/{turn % COUNTERS + 1}/next"
        began = time.perf_counter()
        connection.request("POST", path, "{}", headers)
        answer = connection.getresponse()
        body = answer.read()
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status == 201, json.loads(body)
        time.sleep(0.02)  # a token may ask 100 times a second
    return times


def report(name: str, times_ms: list[float]) -> None:
    """Print the middle and the tail."""
    p99 = statistics.quantiles(times_ms, n=100)[98]
    print(f"{name:18} p50 {statistics.median(times_ms):7.2f} ms   p99 {p99:7.2f} ms")


if __name__ == "__main__":
    main()
