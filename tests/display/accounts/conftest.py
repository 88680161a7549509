"""A real journal with one furnished hall."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from display.accounts import AccountStore
from display.hall.setup import seed_hall
from display.journal import Journal, open_journal


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """A journal with the halls ``lahat`` and ``muara``."""
    journal = open_journal(f"sqlite:///{tmp_path / 'panggil.db'}")
    seed_hall(journal, "lahat")
    seed_hall(journal, "muara")
    yield journal
    journal.close()


@pytest.fixture
def accounts(journal: Journal) -> AccountStore:
    """The accounts in the journal's database."""
    return AccountStore(journal.database)
