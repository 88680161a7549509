"""Under gevent nothing may stand still while a database waits: one thread holds every screen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from display.journal import open_journal
from tests.contract.conftest import LAHAT


def test_postgresql_cooperates(postgresql_url: str) -> None:
    """A listener that waits and a writer that is blocked leave the other greenlets alone."""
    assert cooperate(postgresql_url) == ["told", "ticking"]


def test_sqlite_waits_in_its_own_thread(path: Path) -> None:
    """Run in a pool of one thread, a locked file stops nobody else."""
    assert cooperate(f"sqlite:///{path}") == ["told", "ticking"]


def cooperate(url: str) -> list[str]:
    journal = open_journal(url)
    journal.create_hall(LAHAT)
    journal.close()
    command = [sys.executable, "-m", "tests.display.journal.cooperation", url]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return answer.stdout.split() or [answer.stderr]
