"""Many at once: writers queue up, readers see one moment (R10, F5)."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from display.journal import Hall, Journal, open_journal
from tests.contract import rows

WRITERS = 8
EACH = 25


def test_writers_at_once_leave_no_hole(journal: Journal, database_url: str) -> None:
    """Eight writers, each with its own connections, one in five rolled back: gapless, none lost."""

    def write(name: int) -> list[int]:
        mine, given, luck = open_journal(database_url, patience_s=60), [], random.Random(name)
        for number in range(EACH):
            with suppress(LookupError):
                given.append(mine.write("lahat", lambda tx, n=number: step(tx, name, n, luck)))
        mine.close()
        return given

    def step(tx, name: int, number: int, luck: random.Random) -> int:
        seq = rows.note(tx, f"{name}-{number}")
        if luck.random() < 0.2:
            raise LookupError
        return seq

    with ThreadPoolExecutor(WRITERS) as pool:
        given = [seq for seqs in pool.map(write, range(WRITERS)) for seq in seqs]
    stored = [event.seq for event in journal.events("lahat", 0, limit=WRITERS * EACH)]
    assert stored == sorted(given) == list(range(1, len(given) + 1))


def test_a_tailing_reader_skips_nothing(journal: Journal, database_url: str) -> None:
    """Reading on from the last seq seen, beside writers, never passes over an event."""
    done = threading.Event()

    def write(name: int) -> None:
        for _ in range(EACH):
            journal.write("lahat", rows.note)

    def tail() -> list[int]:
        mine, seen = open_journal(database_url), [0]
        while not done.is_set() or mine.position("lahat")[1] > seen[-1]:
            seen += [event.seq for event in mine.events("lahat", seen[-1])]
        mine.close()
        return seen

    with ThreadPoolExecutor(5) as pool:
        reader = pool.submit(tail)
        list(pool.map(write, range(4)))
        done.set()
        assert reader.result() == list(range(4 * EACH + 1))


def test_a_snapshot_is_of_one_moment(journal: Journal) -> None:
    """Two rows written together are never seen apart, and seq is theirs."""
    done = threading.Event()

    def write() -> None:
        for _ in range(60):
            data = {"call": rows.call(), "now_serving": rows.serving()}
            journal.write("lahat", lambda tx, data=data: tx.append("ticket.called", data))
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    while not done.is_set():
        snapshot = journal.snapshot("lahat")
        if snapshot["seq"]:
            (call,), (serving,) = snapshot["recent_calls"], snapshot["now_serving"]
            assert call["seq"] == serving["seq"] == snapshot["seq"]
    writer.join()


def test_one_hall_does_not_wait_for_ever_on_another(journal: Journal) -> None:
    """Writers of different halls come through side by side, each gapless."""
    journal.create_hall(Hall("muara-enim", "", "", "Asia/Jakarta"))
    with ThreadPoolExecutor(4) as pool:
        halls = ["lahat", "muara-enim"] * 20
        list(pool.map(lambda hall: journal.write(hall, rows.note), halls))
    assert journal.position("lahat")[1] == journal.position("muara-enim")[1] == 20
