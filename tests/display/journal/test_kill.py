"""kill -9 at any moment: nothing acknowledged is lost, nothing is half there (R1, R2)."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from display.journal import fold, open_journal
from tests.contract.conftest import LAHAT


@pytest.mark.parametrize("kills", [6, pytest.param(20, marks=pytest.mark.long)])
def test_nothing_acknowledged_is_lost_to_kill_9(path: Path, kills: int) -> None:
    """Some lives of a writer, each killed at a random moment of its work."""
    url = f"sqlite:///{path}"
    journal = open_journal(url)
    journal.create_hall(LAHAT)
    journal.close()
    acknowledged = [ack for _ in range(kills) for ack in one_life(url)]
    assert len(acknowledged) >= kills
    check(url, acknowledged)
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def one_life(url: str) -> list[tuple[int, str]]:
    """Run a writer until it has acknowledged something, then a random while, then kill it."""
    command = [sys.executable, "-m", "tests.display.journal.writer", url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(random.uniform(0, 0.1))
        writer.kill()
        lines = [first, *writer.stdout]
    return [read(line) for line in lines if line.endswith("\n")]


def read(line: str) -> tuple[int, str]:
    seq, event_id = line.split()
    return int(seq), event_id


def check(url: str, acknowledged: list[tuple[int, str]]) -> None:
    """Every ack is at its seq, there is no hole, and no transaction is half there."""
    journal = open_journal(url)
    _, seq = journal.position("lahat")
    events = journal.events("lahat", 0, limit=seq + 1)
    stored = {event.seq: event.event_id for event in events}
    assert list(stored) == list(range(1, seq + 1))
    assert [(seq, stored.get(seq)) for seq, _ in acknowledged] == acknowledged
    assert [e.name for e in events] == ["announcement.queued", "ticket.called"] * (seq // 2)
    state = {**journal.snapshot("lahat"), "seq": 0, "recent_calls": [], "announcements": []}
    for event in events[-100:]:
        state = fold(state, event.as_message())
    assert state["recent_calls"] == journal.snapshot("lahat")["recent_calls"]
    journal.close()
