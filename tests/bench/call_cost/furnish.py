"""Furnishes a data folder with a hall in which announcements wait: ``furnish.py FOLDER COUNT``.

Run by path with the Python of the build that will serve the folder, so that the database is as that
build makes it; therefore it asks of a build only what every build has.
"""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

from display.clock import iso_after, iso_now
from display.hall.announcing import queue_announcement
from display.hall.setup import seed_hall
from display.journal import Announcement, Transaction, open_journal

HALL = "lahat"
_AN_HOUR_S = 3600.0


def waiting(number: int) -> Announcement:
    """Return a call that waits to be spoken, as a rule of the hall would queue it."""
    queued_at = iso_now()
    return Announcement(
        id=f"waiting-{number}",
        event_id=f"call-{number}",
        kind="call",
        priority="call",
        zone="main",
        state="queued",
        caption=f"Nomor antrean C, {number % 1000:03d}, silakan ke Loket 5",
        ticket=f"C-{number % 1000:03d}",
        counter="5",
        service="dinkes",
        chime="call",
        repeats=1,
        queued_at=queued_at,
        expires_at=iso_after(_AN_HOUR_S, queued_at),
    )


def main() -> None:
    """Furnish the folder."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    journal = open_journal(f"sqlite:///{folder / 'panggil.db'}")
    seed_hall(journal, HALL)

    def work(tx: Transaction) -> None:
        # Each again when a speaker may look: the build's own way of queueing.
        known = {field.name for field in dataclasses.fields(Announcement)}
        assert {"queued_at", "expires_at"} <= known
        for number in range(count):
            queue_announcement(tx, waiting(number), ready=True)

    journal.write(HALL, work)
    journal.close()


if __name__ == "__main__":
    main()
