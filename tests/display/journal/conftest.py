"""Journals on one of the two databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from display.journal import Journal, open_journal
from tests.contract.conftest import LAHAT
from tests.contract.postgresql import new_database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the SQLite database is."""
    return tmp_path / "panggil.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    """A journal on SQLite that knows the hall of Lahat."""
    journal = open_journal(f"sqlite:///{path}", patience_s=0.2)
    journal.create_hall(LAHAT)
    yield journal
    journal.close()


@pytest.fixture
def postgresql_url() -> Iterator[str]:
    """An empty PostgreSQL database."""
    with new_database() as url:
        yield url
