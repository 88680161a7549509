"""What a report of a year costs: 1,000 calls a day, beside a full scan of the journal.

``python -m tests.bench.report [FOLDER] [--days N] [--calls N]`` makes the hall in FOLDER (kept, so
that it may be looked at with ``panggil run --data FOLDER``) or in one of its own, counts it, and
prints how long counting, a report and a scan take.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any, cast

from sqlalchemy import insert, select, update

from display.clock import iso
from display.database import schema
from display.hall import HallContext
from display.hall.reports import DailyFigures, Wanted, read_report
from display.hall.setup import seed_hall
from display.journal import Announcement, Call, Counter, Journal, open_journal
from display.settings import load_settings

REPORTS = 60
PORTION = 5000


def main() -> None:
    """Make the hall, count it, ask for reports, scan the journal."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path)
    asked.add_argument("--days", type=int, default=365)
    asked.add_argument("--calls", type=int, default=1000)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as own:
        folder = given.folder or Path(own)
        folder.mkdir(parents=True, exist_ok=True)
        settings = replace(load_settings({}), data=folder)
        journal = open_journal(settings.journal_url)
        seed_hall(journal, settings.hall)
        hall = HallContext(settings.hall, journal, settings, cast("Any", None))
        measure(hall, given.days, given.calls)
        journal.close()


def measure(hall: HallContext, days: int, calls: int) -> None:
    """Print what a year costs; a hall that has been made before is asked as it is."""
    if hall.journal.position(hall.id)[1] < calls:
        began = time.perf_counter()
        events = fill(hall.journal, hall.id, days, calls)
        took = time.perf_counter() - began
        print(f"{events:,} events of {days * calls:,} calls made in {took:.0f} s")
    began, keeping, counted = time.perf_counter(), DailyFigures(hall), 0
    while more := keeping.look(PORTION):
        counted += more
    took = time.perf_counter() - began
    print(f"{counted:,} events counted in {took:.0f} s: {counted / took:,.0f} a second")
    ask(hall, days)


def ask(hall: HallContext, days: int) -> None:
    """Print how long reports take, and a scan of all that they are about."""
    today = datetime.now(UTC).date()
    whole = Wanted((today - timedelta(days=days)).isoformat(), today.isoformat())
    for name, wanted in (
        ("a year", whole),
        ("a year of one service", replace(whole, service="dukcapil")),
        ("a year of one counter", replace(whole, counter="3")),
        ("a month", replace(whole, first=(today - timedelta(days=30)).isoformat())),
    ):
        took_ms, spent = [], time.process_time()
        for _ in range(REPORTS):
            began = time.perf_counter()
            report = read_report(hall, wanted)
            took_ms.append((time.perf_counter() - began) * 1000)
        spent_ms = (time.process_time() - spent) * 1000 / REPORTS
        p95 = quantiles(took_ms, n=20)[-1]
        print(
            f"{name}: {report.total['called']:,} calls, "
            f"median {median(took_ms):.0f} ms, p95 {p95:.0f} ms of {REPORTS}; "
            f"{spent_ms:.0f} ms of processor each"
        )
    began = time.perf_counter()
    found = scan(hall.journal, hall.id)
    took_s = time.perf_counter() - began
    print(f"full scan of the journal: {found:,} calls in {took_s:.1f} s = {took_s * 1000:,.0f} ms")


def scan(journal: Journal, hall: str) -> int:
    """Read every event and its data, and do the least with it: count the calls."""
    events = schema.events
    query = select(events.c.name, events.c.data).where(events.c.hall == hall)

    def work(connection: Any) -> int:
        rows = connection.execution_options(stream_results=True, yield_per=1000).execute(query)
        return sum(row.name == "ticket.called" and bool(row.data["call"]) for row in rows)

    return journal.database.read(work)


def fill(journal: Journal, hall: str, days: int, calls: int) -> int:
    """Append the events of so many days, written past the projection; returns how many."""
    rng = random.Random(7)
    counters = journal.read(hall, lambda tx: tx.all(Counter))
    _, seq = journal.position(hall)
    start = datetime.now(UTC).replace(hour=1, minute=0, second=0) - timedelta(days=days - 1)
    written = 0
    for day in range(days):
        begin = start + timedelta(days=day)
        busy = (1.35, 1.18, 1.12, 1.18, 1.0, 0.7, 0.47)[begin.weekday()]
        story = sorted(
            (
                event
                for number in range(round(calls * busy))
                for event in _visit(rng, f"y{day}-{number}", begin, counters)
            ),
            key=lambda event: event["occurred_at"],
        )
        now = iso(datetime.now(UTC))
        rows = [
            {**event, "hall": hall, "seq": seq + at, "event_id": f"y{day}:{at}"}
            for at, event in enumerate((e for e in story if e["occurred_at"] <= now), 1)
        ]
        seq += len(rows)
        written += len(rows)
        _write(journal, hall, rows, seq)
    return written


def _write(journal: Journal, hall: str, rows: list[dict[str, Any]], seq: int) -> None:
    def work(connection: Any) -> None:
        connection.execute(insert(schema.events), rows)
        connection.execute(update(schema.heads).where(schema.heads.c.hall == hall).values(seq=seq))

    if rows:
        journal.database.write(work)


_HOURS = (3, 6, 9, 8, 4, 5, 6, 4)  # how busy the hours from 8 to 16 are


def _visit(
    rng: random.Random, key: str, begin: datetime, counters: list[Counter]
) -> Iterator[dict[str, Any]]:
    """Yield the events of a visitor: called, heard or not, come or not."""
    hour = rng.choices(range(8), _HOURS)[0]
    called = begin + timedelta(hours=hour, seconds=rng.randint(0, 3599))
    counter = rng.choice(counters)
    service = rng.choice(counter.services)
    slow = 1 + len(service) % 4
    taken = called - timedelta(minutes=rng.expovariate(1 / 25))
    call = Call(
        *(key, f"A-{rng.randint(1, 999):03d}", service, counter.id, "called", 1, iso(called)),
        issued_at=iso(taken),
    )
    yield _event("ticket.called", called, {"call": call.to_json()})
    failed = rng.random() < 0.01
    heard = called + timedelta(seconds=rng.expovariate(1 / 12) + 1)
    item = Announcement(
        *(f"a{key}", key, "call", "call", "main", "queued", "Nomor antrean, silakan ke loket."),
        *(None, call.ticket, counter.id, service),
        queued_at=iso(called),
    )
    yield _event("announcement.queued", called, {"announcement": item.to_json()})
    item = replace(item, state="started", started_at=iso(heard))
    yield _event("announcement.started", heard, {"announcement": item.to_json()})
    how = "failed" if failed else "finished"
    item = replace(item, state=how, reason="no_device" if failed else None)
    ended = heard + timedelta(seconds=11)
    yield _event(f"announcement.{how}", ended, {"announcement": item.to_json()})
    state = "no_show" if rng.random() < 0.02 * slow else "served"
    left = ended + timedelta(minutes=rng.expovariate(1 / (3 * slow)))
    yield _event(f"ticket.{state}", left, {"call": replace(call, state=state).to_json()})


def _event(name: str, at: datetime, data: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "occurred_at": iso(at), "data": data}


if __name__ == "__main__":
    main()
