"""Every test of this folder runs on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from display.accounts import AccountStore, SessionStore
from display.journal import Hall, Journal, open_journal
from tests.contract.postgresql import new_database

LAHAT = Hall("lahat", "Mal Pelayanan Publik", "Kabupaten Lahat", "Asia/Jakarta")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'panggil.db'}"
    else:
        with new_database() as url:
            yield url


@pytest.fixture
def journal(database_url: str) -> Iterator[Journal]:
    """A journal that knows the hall of Lahat, and nothing else."""
    journal = open_journal(database_url)
    journal.create_hall(LAHAT)
    yield journal
    journal.close()


@pytest.fixture
def accounts(journal: Journal) -> AccountStore:
    """The accounts in the same database."""
    return AccountStore(journal.database)


@pytest.fixture
def sessions(journal: Journal) -> SessionStore:
    """The sessions in the same database."""
    return SessionStore(journal.database)
