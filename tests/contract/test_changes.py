"""Changes: who is told, when, and of what."""

from __future__ import annotations

import queue
import threading

import pytest

from display.journal import Journal
from tests.contract import rows

PATIENCE_S = 20.0


@pytest.fixture
def heard(journal: Journal) -> queue.Queue[tuple[str, int]]:
    """What the journal has told; from here on only news."""
    journal.write("lahat", rows.note)
    told: queue.Queue[tuple[str, int]] = queue.Queue()
    journal.on_change(lambda hall, seq: told.put((hall, seq)))
    journal.write("lahat", rows.note)
    while told.get(timeout=PATIENCE_S) != ("lahat", 2):
        pass
    return told


def test_a_commit_is_told_with_its_last_seq(journal: Journal, heard) -> None:
    """One wake-up for a transaction of several events."""
    journal.write("lahat", lambda tx: [rows.note(tx), rows.note(tx)])
    assert heard.get(timeout=PATIENCE_S) == ("lahat", 4)


def test_what_is_told_can_be_read(journal: Journal) -> None:
    """Nothing is told before the commit."""
    seen: queue.Queue[int] = queue.Queue()
    journal.on_change(lambda hall, seq: seen.put(len(journal.events(hall, seq - 1))))
    journal.write("lahat", rows.note)
    assert seen.get(timeout=PATIENCE_S) == 1


def test_a_rollback_is_not_told(journal: Journal, heard) -> None:
    """Nor is a transaction that appended nothing."""

    def work(tx):
        rows.note(tx)
        raise LookupError

    with pytest.raises(LookupError):
        journal.write("lahat", work)
    journal.write("lahat", lambda tx: None)
    journal.write("lahat", rows.note)
    assert heard.get(timeout=PATIENCE_S) == ("lahat", 3)


def test_a_new_epoch_is_told(journal: Journal, heard) -> None:
    """Although the seq stayed the same."""
    journal.renew_epoch("lahat")
    assert heard.get(timeout=PATIENCE_S) == ("lahat", 2)


def test_a_listener_that_fails_harms_nobody(journal: Journal, heard) -> None:
    """The write has been kept and says so; the other listeners are told."""

    def fail(hall: str, seq: int) -> None:
        raise RuntimeError("a broken listener")

    journal.on_change(fail)
    late = threading.Event()
    journal.on_change(lambda hall, seq: late.set())
    assert journal.write("lahat", rows.note) == 3
    assert heard.get(timeout=PATIENCE_S) == ("lahat", 3)
    assert late.wait(PATIENCE_S)
