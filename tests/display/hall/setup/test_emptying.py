"""An empty hall: furnished so, or emptied in one step, and never under a visitor's feet."""

from __future__ import annotations

from pathlib import Path

import pytest

from display.hall import Conflict
from display.hall.setup import empty_hall, is_sample, seed_hall
from display.journal import open_journal
from display.parts import Parts
from tests.display.hall.pressing import happened, press


def test_the_sample_is_taken_away_in_one_step(parts: Parts) -> None:
    """Services, counters and the sample's name go; templates and the zone stay."""
    before = parts.journal.snapshot(parts.hall.id)
    empty_hall(parts.hall)
    state = parts.journal.snapshot(parts.hall.id)
    assert (state["services"], state["counters"]) == ([], [])
    assert (state["hall"]["name"], state["hall"]["place"]) == ("Ruang tunggu", "")
    assert state["zones"] == before["zones"]


def test_a_name_of_ones_own_stays(parts: Parts) -> None:
    """And emptying an empty hall changes nothing."""
    row = parts.journal.snapshot(parts.hall.id)["hall"]
    parts.hall.write(lambda tx: tx.append("hall.changed", {"hall": {**row, "name": "Samsat"}}))
    empty_hall(parts.hall)
    assert parts.journal.snapshot(parts.hall.id)["hall"]["name"] == "Samsat"
    before = happened(parts)
    empty_hall(parts.hall)
    assert happened(parts) == before


@pytest.mark.parametrize(
    ("named", "stays"),
    [
        ({}, False),
        ({"name": "Puskesmas Mawasangka", "place": "Kabupaten Buton Tengah"}, False),
        ({"name": "Puskesmas Bandar Jaya"}, True),
        ({"place": "Kabupaten Buton Tengah", "latitude": -5.3, "longitude": 122.3}, True),
    ],
)
def test_the_position_of_the_sample_goes_with_it(
    parts: Parts, named: dict[str, object], stays: bool
) -> None:
    """Prayer times of another hall are not those of Lahat; one's own position stays."""
    row = parts.journal.snapshot(parts.hall.id)["hall"]
    parts.hall.write(lambda tx: tx.append("hall.changed", {"hall": {**row, **named}}))
    empty_hall(parts.hall)
    assert (parts.journal.snapshot(parts.hall.id)["hall"]["latitude"] is not None) is stays


def test_reports_begin_anew_where_that_is_asked(parts: Parts) -> None:
    """A hall whose services are the sample's is known by them, whatever its name is by now."""
    assert parts.hall.read(is_sample)
    empty_hall(parts.hall)
    assert not parts.hall.read(is_sample)
    assert "figures.forgotten" not in happened(parts)
    empty_hall(parts.hall, forget_figures=True)
    assert happened(parts)[-1] == "figures.forgotten"


def test_a_hall_that_serves_is_not_emptied(parts: Parts) -> None:
    """The refusal names who is at which counter, and nothing is taken away."""
    press(parts, "3")
    before = happened(parts)
    with pytest.raises(Conflict) as refused:
        empty_hall(parts.hall)
    assert refused.value.code == "being_served"
    assert refused.value.facts == {"number": "B-001", "counter": "Loket 3"}
    assert happened(parts) == before


def test_a_first_start_may_furnish_an_empty_hall(tmp_path: Path) -> None:
    """It has what staff work with, and no sample comes at a later start."""
    journal = open_journal(f"sqlite:///{tmp_path / 'panggil.db'}")
    assert seed_hall(journal, "lahat", "none")
    assert not seed_hall(journal, "lahat")
    state = journal.snapshot("lahat")
    assert (state["services"], state["counters"]) == ([], [])
    assert [zone["id"] for zone in state["zones"]] == ["main"]
    assert journal.read("lahat", lambda tx: tx.event("seed:template:tutup")) is not None
    journal.close()
