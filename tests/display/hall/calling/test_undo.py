"""Undo: within five seconds, also while it sounds, everything is as it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from display.clock import now
from display.hall import Conflict, NotFound
from display.hall.announcing.queue import start_announcement
from display.hall.calling import end_call, recall_call, set_counter_state, undo_call
from display.parts import Parts
from tests.display.hall.asking import state_of
from tests.display.hall.pressing import coming, happened, press, served, tell


def before_and_after(parts: Parts, counter: str = "3", **asked: Any) -> tuple[Any, Any]:
    """Press, undo, and return what the hall looked like before and after, without positions."""
    before = shape(parts)
    undo_call(parts.hall, press(parts, counter, **asked).event_id)
    return before, shape(parts)


def shape(parts: Parts) -> Any:
    """Return the state that an undo must restore."""
    state = parts.journal.snapshot(parts.hall.id)
    keys = ("counters", "now_serving")
    rows = {key: [{**row, "seq": 0} for row in state[key]] for key in keys}
    return rows, coming(parts, "3"), coming(parts, "4")


def test_the_number_goes_back_to_the_counting(parts: Parts) -> None:
    """The same button says the same number again."""
    before, after = before_and_after(parts)
    assert before == after
    assert coming(parts) == "B-001"


def test_the_number_goes_back_to_the_list(parts: Parts) -> None:
    """At its front, with the count as it was."""
    tell(parts, "B-014", "B-015", count=7)
    before, after = before_and_after(parts)
    assert before == after
    (row,) = parts.journal.snapshot(parts.hall.id)["waiting"]
    assert (row["next"], row["count"]) == (["B-014", "B-015"], 7)


def test_a_chosen_number_goes_nowhere(parts: Parts) -> None:
    """It was typed by mistake: it waits nowhere, and the counting goes on where it was."""
    press(parts)
    before, after = before_and_after(parts, number="B-040", go_on=True)
    assert before == after
    assert coming(parts) == "B-002"


def test_the_counter_serves_again_whom_it_served(parts: Parts) -> None:
    """The visit that the press had ended goes on."""
    first = press(parts)
    second = press(parts)
    undo_call(parts.hall, second.event_id)
    assert served(parts) == "B-001"
    assert end_call(parts.hall, first.event_id, "served").created


def test_who_was_not_heard_yet_is_to_be_heard_again(parts: Parts) -> None:
    """The press had merged the waiting call of the visit before away."""
    press(parts)
    undo_call(parts.hall, press(parts).event_id)
    waiting = parts.hall.read(lambda tx: tx.open_announcements())
    assert [row.ticket for row in waiting] == ["B-001"]


def test_the_hall_hears_nothing_of_it(parts: Parts) -> None:
    """The unspoken announcement is merged away."""
    undo_call(parts.hall, press(parts).event_id)
    assert happened(parts)[-3:] == ["ticket.cancelled", "announcement.merged", "service.waiting"]


def test_a_counter_that_the_call_opened_is_closed_again(parts: Parts) -> None:
    """With its reason."""
    set_counter_state(parts.hall, "3", "closed", reason="Rapat")
    before, after = before_and_after(parts)
    assert before == after


def test_a_number_that_was_counted_on_from_is_the_next(parts: Parts) -> None:
    """Another counter pressed within the five seconds: nobody is skipped."""
    mine = press(parts, "3")
    press(parts, "4")
    undo_call(parts.hall, mine.event_id)
    assert coming(parts) == "B-001"
    press(parts, "3")
    assert coming(parts) == "B-003"


def test_undoing_twice_is_no_error(parts: Parts) -> None:
    """A second press of the undo changes nothing."""
    placed = press(parts)
    undo_call(parts.hall, placed.event_id, request_id="u1")
    before = len(happened(parts))
    assert not undo_call(parts.hall, placed.event_id, request_id="u1").created
    assert not undo_call(parts.hall, placed.event_id).created
    assert len(happened(parts)) == before


def test_a_voice_that_has_begun_is_stopped(parts: Parts) -> None:
    """The slip is taken back before the visitor walks; what stood before stands again."""
    first = press(parts)
    second = press(parts)
    parts.hall.write(lambda tx: start_announcement(tx, second.announcement_id or "", 1))
    undo_call(parts.hall, second.event_id)
    assert (served(parts), state_of(parts, second)) == ("B-001", ("cancelled", "undone"))
    assert parts.journal.snapshot(parts.hall.id)["recent_calls"][0]["event_id"] == first.event_id


def test_after_five_seconds_it_is_too_late(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when the hall has not heard it."""
    placed = press(parts)
    later = now() + timedelta(seconds=5.1)
    monkeypatch.setattr("display.hall.calling.undo.now", lambda: later)
    with pytest.raises(Conflict) as refused:
        undo_call(parts.hall, placed.event_id)
    assert refused.value.code == "undo_late"


def test_what_went_on_since_cannot_be_undone(parts: Parts) -> None:
    """A recall, an ending or the next call came after it."""
    recalled = press(parts)
    recall_call(parts.hall, recalled.event_id)
    followed = press(parts)
    press(parts)
    for placed in (recalled, followed):
        with pytest.raises(Conflict) as refused:
            undo_call(parts.hall, placed.event_id)
        assert refused.value.code == "undo_over"


def test_an_unknown_call_is_not_found(parts: Parts) -> None:
    """Undo needs a call."""
    with pytest.raises(NotFound):
        undo_call(parts.hall, "nobody")
