"""What does a schedule of 1,000 entries cost? ``python -m tests.bench.schedule`` prints ms.

A real journal on disk; the scheduler's tick is measured at rest (nothing is due, once a second), as
one entry falls due, and when a server starts that was off for a week.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from display.assembly import assemble
from display.hall.schedule import EntryRequest, Scheduler, write_entry
from display.journal import Transaction, open_journal
from display.settings import load_settings
from tests.furnished import put_database

ENTRIES = 1000
_MODULES = (
    *("display.clock", "display.hall.business_day", "display.hall.schedule.scheduler"),
    *("display.hall.schedule.surroundings", "display.hall.announcing.announcements"),
    *("display.hall.announcing.queue", "display.hall.announcing.zones"),
)


def main() -> None:
    """Make the hall, let time pass, report."""
    moment = [datetime(2026, 11, 23, tzinfo=UTC)]
    patches = [patch(f"{name}.now", lambda: moment[0]) for name in _MODULES]
    for one in patches:
        one.start()
    with tempfile.TemporaryDirectory(dir=".") as folder:
        settings = replace(load_settings({}), data=Path(folder))
        put_database(settings.data, settings.hall)
        journal = open_journal(settings.journal_url)
        parts = assemble(settings, journal, version="bench")
        parts.hall.write(_fill)
        steady = lambda: moment[0].timestamp()  # noqa: E731 - a clock
        scheduler = Scheduler(parts.hall, steady)
        print(f"first tick         {_timed(scheduler):8.1f} ms")
        rest, due = [], []
        for _ in range(600):
            moment[0] += timedelta(seconds=1)
            began = time.perf_counter()
            settled = scheduler.tick()
            (due if settled else rest).append((time.perf_counter() - began) * 1000)
        for name, times in (("nothing due", rest), ("one entry due", due)):
            tail = statistics.quantiles(times, n=20)[18]
            print(f"{name:18} {statistics.median(times):8.2f} ms   p95 {tail:8.2f} ms")
        moment[0] += timedelta(days=7)
        late = Scheduler(parts.hall, steady)
        times = []
        while True:
            began = time.perf_counter()
            if not late.tick():
                break
            times.append((time.perf_counter() - began) * 1000)
        print(f"after a week off   {len(times)} ticks, longest {max(times):.0f} ms")
        parts.voice.close()
        journal.close()
    for one in patches:
        one.stop()


def _fill(tx: Transaction) -> None:
    for number in range(ENTRIES):
        minute = number * 7 % 1440
        at = f"{minute // 60:02}:{minute % 60:02}"
        asked = {"name": f"Jadwal {number}", "at": at, "text": "Silakan menuju loket 9."}
        request = EntryRequest.model_validate({**asked, "weekdays": ("mon", "tue", "wed")})
        write_entry(tx, f"e{number}", request)


def _timed(scheduler: Scheduler) -> float:
    began = time.perf_counter()
    scheduler.tick()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
