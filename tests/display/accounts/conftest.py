"""A real journal with one furnished hall."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from display.accounts import AccountStore
from display.journal import Journal, open_journal
from tests.furnished import put_database


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """A journal with the halls ``lahat`` and ``muara``."""
    journal = open_journal(f"sqlite:///{put_database(tmp_path, 'lahat', 'muara')}")
    yield journal
    journal.close()


@pytest.fixture
def accounts(journal: Journal) -> AccountStore:
    """The accounts in the journal's database."""
    return AccountStore(journal.database)
