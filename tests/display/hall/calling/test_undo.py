"""Undo: within five seconds, while nobody heard it, everything is as it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from display.clock import now
from display.hall import Conflict, NotFound
from display.hall.announcing.queue import start_announcement
from display.hall.calling import end_call, recall_call, set_counter_state, undo_call
from display.parts import House
from tests.display.hall.pressing import coming, happened, press, served, tell


def before_and_after(house: House, counter: str = "3", **asked: Any) -> tuple[Any, Any]:
    """Press, undo, and return what the hall looked like before and after, without positions."""
    before = shape(house)
    undo_call(house, press(house, counter, **asked).event_id)
    return before, shape(house)


def shape(house: House) -> Any:
    """Return the state that an undo must restore."""
    state = house.journal.snapshot(house.hall)
    keys = ("counters", "now_serving")
    rows = {key: [{**row, "seq": 0} for row in state[key]] for key in keys}
    return rows, coming(house, "3"), coming(house, "4")


def test_the_number_goes_back_to_the_counting(house: House) -> None:
    """The same button says the same number again."""
    before, after = before_and_after(house)
    assert before == after
    assert coming(house) == "B-001"


def test_the_number_goes_back_to_the_list(house: House) -> None:
    """At its front, with the count as it was."""
    tell(house, "B-014", "B-015", count=7)
    before, after = before_and_after(house)
    assert before == after
    (row,) = house.journal.snapshot(house.hall)["waiting"]
    assert (row["next"], row["count"]) == (["B-014", "B-015"], 7)


def test_a_chosen_number_goes_nowhere(house: House) -> None:
    """It was typed by mistake: it waits nowhere, and the counting goes on where it was."""
    press(house)
    before, after = before_and_after(house, number="B-040", go_on=True)
    assert before == after
    assert coming(house) == "B-002"


def test_the_counter_serves_again_whom_it_served(house: House) -> None:
    """The visit that the press had ended goes on."""
    first = press(house)
    second = press(house)
    undo_call(house, second.event_id)
    assert served(house) == "B-001"
    assert end_call(house, first.event_id, "served").created


def test_who_was_not_heard_yet_is_to_be_heard_again(house: House) -> None:
    """The press had merged the waiting call of the visit before away."""
    press(house)
    undo_call(house, press(house).event_id)
    waiting = house.journal.read(house.hall, lambda tx: tx.open_announcements())
    assert [row.ticket for row in waiting] == ["B-001"]


def test_the_hall_hears_nothing_of_it(house: House) -> None:
    """The unspoken announcement is merged away."""
    undo_call(house, press(house).event_id)
    assert happened(house)[-3:] == ["ticket.cancelled", "announcement.merged", "service.waiting"]


def test_a_counter_that_the_call_opened_is_closed_again(house: House) -> None:
    """With its reason."""
    set_counter_state(house, "3", "closed", reason="Rapat")
    before, after = before_and_after(house)
    assert before == after


def test_a_number_that_was_counted_on_from_is_the_next(house: House) -> None:
    """Another counter pressed within the five seconds: nobody is skipped."""
    mine = press(house, "3")
    press(house, "4")
    undo_call(house, mine.event_id)
    assert coming(house) == "B-001"
    press(house, "3")
    assert coming(house) == "B-003"


def test_undoing_twice_is_no_error(house: House) -> None:
    """A second press of the undo changes nothing."""
    placed = press(house)
    undo_call(house, placed.event_id, request_id="u1")
    before = len(happened(house))
    assert not undo_call(house, placed.event_id, request_id="u1").created
    assert not undo_call(house, placed.event_id).created
    assert len(happened(house)) == before


def test_what_the_hall_has_heard_cannot_be_undone(house: House) -> None:
    """From the first sample of its chime."""
    placed = press(house)
    house.journal.write(
        house.hall, lambda tx: start_announcement(tx, placed.announcement_id or "", 1)
    )
    with pytest.raises(Conflict) as refused:
        undo_call(house, placed.event_id)
    assert refused.value.code == "undo_spoken"
    assert served(house) == "B-001"


def test_after_five_seconds_it_is_too_late(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when the hall has not heard it."""
    placed = press(house)
    later = now() + timedelta(seconds=5.1)
    monkeypatch.setattr("display.hall.calling.undo.now", lambda: later)
    with pytest.raises(Conflict) as refused:
        undo_call(house, placed.event_id)
    assert refused.value.code == "undo_late"


def test_what_went_on_since_cannot_be_undone(house: House) -> None:
    """A recall, an ending or the next call came after it."""
    recalled = press(house)
    recall_call(house, recalled.event_id)
    followed = press(house)
    press(house)
    for placed in (recalled, followed):
        with pytest.raises(Conflict) as refused:
            undo_call(house, placed.event_id)
        assert refused.value.code == "undo_over"


def test_an_unknown_call_is_not_found(house: House) -> None:
    """Undo needs a call."""
    with pytest.raises(NotFound):
        undo_call(house, "nobody")
