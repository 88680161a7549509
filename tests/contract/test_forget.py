"""Old events are forgotten from the front, and nothing that follows from them is."""

from __future__ import annotations

import pytest

from display.journal import Journal, open_journal
from display.journal.standing import KEPT_EVENTS
from tests.contract.conftest import LAHAT

OLD, NEW = "2025-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z"


@pytest.fixture
def aged(journal: Journal) -> Journal:
    """A journal of a hundred old events and a hundred later ones."""

    def work(tx) -> None:
        for at in (OLD, NEW):
            for _ in range(100):
                tx.append("calls.held", {}, occurred_at=at)

    journal.write(LAHAT.id, work)
    return journal


def test_what_is_left_has_no_hole_and_the_state_is_as_it_was(aged: Journal) -> None:
    """A little at a time; positions go on."""
    before = aged.snapshot(LAHAT.id)
    upto = aged.read(LAHAT.id, lambda tx: tx.position_before(NEW))
    assert upto == 100
    assert aged.write(LAHAT.id, lambda tx: tx.forget_events(upto, 70)) == 70
    assert [event.seq for event in aged.events(LAHAT.id, 0)] == list(range(71, 201))
    assert aged.write(LAHAT.id, lambda tx: tx.forget_events(upto, 70)) == 30
    assert aged.write(LAHAT.id, lambda tx: tx.forget_events(upto, 70)) == 0
    assert aged.snapshot(LAHAT.id) == before
    assert aged.write(LAHAT.id, lambda tx: tx.append("calls.held", {}).seq) == 201


def test_a_moment_is_still_found(aged: Journal) -> None:
    """Where the search would begin there is nothing any more."""
    aged.write(LAHAT.id, lambda tx: tx.forget_events(120, 999))
    assert aged.tally(LAHAT.id, NEW) == {"calls.held": 80}
    assert aged.tally(LAHAT.id, "2027-01-01T00:00:00.000Z") == {}
    assert aged.tally(LAHAT.id, OLD) == {"calls.held": 80}


def test_the_newest_events_stay(aged: Journal) -> None:
    """By the last a copy that was put back is told from the journal itself."""
    aged.write(LAHAT.id, lambda tx: tx.forget_events(10**6, 10**6))
    assert [event.seq for event in aged.events(LAHAT.id, 0)] == list(
        range(200 - KEPT_EVENTS + 1, 201)
    )


def test_a_mark_from_before_them_is_no_sign_of_a_copy(database_url: str, tmp_path) -> None:
    """A server that was off for longer than events are kept goes on in the same epoch."""
    mark = tmp_path / "panggil.db.mark"
    first = open_journal(database_url, mark=mark)
    first.create_hall(LAHAT)
    for _ in range(5):
        first.write(LAHAT.id, lambda tx: tx.append("calls.held", {}))
    epoch, _ = first.position(LAHAT.id)
    first.close()
    then = mark.read_bytes()
    other = open_journal(database_url, mark=mark)
    other.write(LAHAT.id, lambda tx: [tx.append("calls.held", {}) for _ in range(100)])
    other.write(LAHAT.id, lambda tx: tx.forget_events(8, 99))
    other.close()
    with mark.open("r+b") as file:  # the same file, as that server left it
        file.write(then)
        file.truncate(len(then))
    again = open_journal(database_url, mark=mark)
    assert again.position(LAHAT.id) == (epoch, 105)
    assert again.restored(LAHAT.id) is None
    again.close()
