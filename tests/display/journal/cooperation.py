"""A gevent process with a journal: does everything else go on while the database waits?

``python -m tests.display.journal.cooperation URL`` prints ``told`` when a commit came through to
the listeners, and ``ticking`` when a greenlet kept its beat while a writer was blocked.
"""

# ruff: noqa: E402
from gevent import monkey

monkey.patch_all()

import sqlite3
import sys
import time

import gevent
from gevent.event import Event
from gevent.threadpool import ThreadPool

from display.journal import Journal, open_journal
from tests.contract import rows

HELD_S = 0.5


def main(url: str) -> None:
    is_sqlite = url.startswith("sqlite")
    journal = open_journal(url, ThreadPool(1).apply if is_sqlite else None)
    told = Event()
    journal.on_change(lambda hall, seq: told.set())
    holder = gevent.spawn(hold_file, url) if is_sqlite else gevent.spawn(hold_head, journal)
    gevent.sleep(0.1)
    ticker = gevent.spawn(tick)
    journal.write("lahat", rows.note)  # blocked for the rest of HELD_S
    ticker.kill()
    holder.get()
    print("told" if told.wait(20) else "deaf")
    print("ticking" if len(beats) >= 10 else "stalled")
    journal.close()


def hold_head(journal: Journal) -> None:
    """Hold the head row of the hall, as a slow writer of another server would."""
    journal.write("lahat", lambda tx: (rows.note(tx), gevent.sleep(HELD_S)))


def hold_file(url: str) -> None:
    """Hold the write lock of the file, as a backup of another process would."""
    other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    gevent.sleep(HELD_S)
    other.execute("COMMIT")
    other.close()


def tick() -> None:
    """Beat every 10 ms: a blocking wait of 0.4 s would leave two beats, not forty."""
    while True:
        gevent.sleep(0.01)
        beats.append(time.monotonic())


beats: list[float] = []

if __name__ == "__main__":
    main(sys.argv[1])
