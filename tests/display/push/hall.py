"""A small hall on a real SQLite journal, and events for it."""

from __future__ import annotations

import random
from pathlib import Path
from uuid import uuid4

from gevent.threadpool import ThreadPool

from display.clock import iso_now
from display.journal import (
    Announcement,
    Call,
    Counter,
    Hall,
    Journal,
    NowServing,
    Service,
    Transaction,
    open_journal,
)

HALL = "lahat"
COUNTERS = tuple(str(number) for number in range(1, 13))


class SmallHall:
    """Twelve counters of one service; ``call`` and ``say`` append one event each."""

    def __init__(self, folder: Path) -> None:
        pool = ThreadPool(1)  # as the server does: the database never blocks the event loop
        url = f"sqlite:///{folder / 'panggil.db'}"
        self.journal: Journal = open_journal(url, lambda work: pool.apply(work))
        if not self.journal.halls():
            self.journal.create_hall(Hall(HALL, "Mal Pelayanan Publik", "Lahat", "Asia/Jakarta"))
            self.journal.write(HALL, self._furnish)

    def call(self) -> int:
        """Call a random ticket to a random counter; return the seq."""
        return self.journal.write(HALL, self._call)

    def say(self, length: int) -> int:
        """Append an announcement that was made, with a caption of ``length`` characters."""

        def work(tx: Transaction) -> int:
            said = Announcement(
                id=str(uuid4()),
                event_id=str(uuid4()),
                kind="message",
                priority="scheduled",
                zone="main",
                state="finished",
                caption="x" * length,
                queued_at=iso_now(),
                ended_at=iso_now(),
            )
            return tx.append("announcement.finished", {"announcement": said.to_json()}).seq

        return self.journal.write(HALL, work)

    def _furnish(self, tx: Transaction) -> None:
        service = Service("dukcapil", "Dinas Kependudukan", "Dukcapil", "B", "#123456")
        tx.append("service.changed", {"service": service.to_json()})
        for place, number in enumerate(COUNTERS):
            counter = Counter(number, f"Loket {number}", ("dukcapil",), position=place)
            tx.append("counter.changed", {"counter": counter.to_json()})

    def _call(self, tx: Transaction) -> int:
        ticket, counter = f"B-{random.randint(0, 999):03}", random.choice(COUNTERS)
        event_id, at = str(uuid4()), iso_now()
        call = Call(event_id, ticket, "dukcapil", counter, "called", 1, at)
        row = NowServing(counter, "dukcapil", ticket, at, event_id, 1)
        data = {"call": call.to_json(), "now_serving": row.to_json()}
        return tx.append("ticket.called", data, event_id=event_id).seq
