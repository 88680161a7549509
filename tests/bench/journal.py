"""How fast is the journal? ``python -m tests.bench.journal [URL]`` prints milliseconds and memory.

Without a URL it measures SQLite in the current folder's file system, with every commit synced.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from uuid import uuid4

from display.journal import Hall, Journal, Transaction, open_journal
from tests.contract import rows

WRITES = 1000
SNAPSHOTS = 500
COUNTERS = 12


def main(url: str | None) -> None:
    """Measure on ``url``, in a hall of its own."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        journal = open_journal(url or f"sqlite:///{folder}/panggil.db")
        hall = f"bench-{uuid4().hex}"
        journal.create_hall(Hall(hall, "", "", "Asia/Jakarta"))
        for name, action, times in steps(journal, hall):
            report(name, [timed(action) for _ in range(times)])
        print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")
        journal.close()


def steps(journal: Journal, hall: str) -> list[tuple[str, Callable[[], object], int]]:
    """Return what is measured, in order."""
    return [
        ("write a call (3 rows, 2 events)", lambda: journal.write(hall, place), WRITES),
        ("snapshot", lambda: journal.snapshot(hall), SNAPSHOTS),
        ("position", lambda: journal.position(hall), SNAPSHOTS),
        ("300 events", lambda: journal.events(hall, 100), 50),
    ]


def place(tx: Transaction) -> None:
    """Append what a call appends: the ticket and the announcement, which ends at once."""
    event_id, counter = uuid4().hex, str(tx.seq % COUNTERS)
    call = rows.call(event_id, counter=counter)
    tx.append("ticket.called", {"call": call, "now_serving": rows.serving(counter)}, event_id)
    row = rows.announcement(uuid4().hex, "finished")
    tx.append("announcement.finished", {"announcement": row})


def timed(action: Callable[[], object]) -> float:
    """Return how many milliseconds ``action`` takes."""
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def report(name: str, times_ms: list[float]) -> None:
    """Print the middle and the tail."""
    p99 = statistics.quantiles(times_ms, n=100)[98]
    print(f"{name:34} p50 {statistics.median(times_ms):7.2f} ms   p99 {p99:7.2f} ms")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
