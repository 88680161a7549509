"""Servers of one hall on one PostgreSQL; tests look at the lease and take the turns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from display.assembly import assemble
from display.hall.setup import seed_hall
from display.journal import open_journal
from display.parts import Parts
from display.settings import load_settings
from tests.contract.conftest import LAHAT
from tests.contract.postgresql import new_database
from tests.display.hall.conftest import SpeakerDouble

HALL = LAHAT.id


@pytest.fixture
def url() -> Iterator[str]:
    """A database that knows the hall."""
    with new_database() as url:
        journal = open_journal(url)
        journal.create_hall(LAHAT)
        journal.close()
        yield url


class Hall:
    """The parts of one server on PostgreSQL; the test looks at the lease and takes the turns."""

    def __init__(self, url: str, folder: Path) -> None:
        settings = replace(load_settings({}), data=folder, database_url=url, hall=HALL)
        self.url, self.journal = url, open_journal(url)
        self.parts: Parts = assemble(settings, self.journal, version="test")
        self.speaker = SpeakerDouble(self.parts.speakers)

    def beat(self) -> None:
        assert self.parts.lead
        self.parts.lead._look()

    def close(self) -> None:
        self.parts.voice.close()
        self.journal.close()


@pytest.fixture
def halls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Hall, Hall]]:
    """Two servers of the furnished hall; reports need no time to settle."""
    monkeypatch.setattr("display.hall.playback.announcer.SETTLE_S", 0.0)
    with new_database() as url:
        journal = open_journal(url)
        seed_hall(journal, HALL)
        journal.close()
        both = Hall(url, tmp_path / "north"), Hall(url, tmp_path / "south")
        yield both
        for hall in both:
            hall.close()
