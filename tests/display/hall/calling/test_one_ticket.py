"""One ticket, one counter; who was not heard; a slip of the hand: one rule for API and pad."""

from __future__ import annotations

from typing import Any

import pytest

from display.hall import Conflict, Refused
from display.hall.announcing.queue import end_announcement, start_announcement
from display.hall.calling import end_call, undo_call
from display.hall.calling.requests import Doubt
from display.journal import Call
from display.parts import Parts
from tests.display.hall.asking import call, state_of
from tests.display.hall.pressing import coming, counts, happened, press, served, tell


def recent(parts: Parts) -> list[tuple[str, str]]:
    """Return ticket and counter of the recent calls, newest first."""
    rows = parts.journal.snapshot(parts.hall.id)["recent_calls"]
    return [(row["ticket"]["number"], row["counter"]) for row in rows]


def call_of(parts: Parts, event_id: str) -> Call:
    """Return a call."""
    found = parts.hall.read(lambda tx: tx.get(Call, event_id))
    assert found
    return found


def hear(parts: Parts, announcement_id: str | None, *, whole: bool = True) -> None:
    """Let the hall hear an announcement."""
    wanted = str(announcement_id)
    parts.hall.write(lambda tx: start_announcement(tx, wanted, 1))
    if whole:
        parts.hall.write(lambda tx: end_announcement(tx, wanted, "finished"))


def by_pad(parts: Parts, number: str, counter: str) -> Any:
    """Choose a number on a pad."""
    return press(parts, counter, number=number)


def by_api(parts: Parts, number: str, counter: str) -> Any:
    """Post a call."""
    return call(parts, number, counter)


WAYS = pytest.mark.parametrize("way", [by_api, by_pad])


@WAYS
def test_a_ticket_called_elsewhere_leaves_its_counter(parts: Parts, way: Any) -> None:
    """It is on the board once, in the list once, and the hall hears only where to go now."""
    first = call(parts, "B-001", "3")
    second = way(parts, "B-001", "4")
    assert (served(parts, "3"), served(parts, "4")) == (None, "B-001")
    assert recent(parts) == [("B-001", "4")]
    assert call_of(parts, first.event_id).state == "moved"
    assert state_of(parts, first) == ("merged", "moved")
    assert state_of(parts, second)[0] == "queued"


@WAYS
def test_a_ticket_called_here_again_is_a_recall(parts: Parts, way: Any) -> None:
    """*Panggilan kedua*, one call; what was not spoken is merged into it."""
    first = call(parts, "B-001", "3")
    second = way(parts, "B-001", "3")
    assert call_of(parts, first.event_id).count == 2
    assert recent(parts) == [("B-001", "3")]
    assert state_of(parts, first) == ("merged", "recalled")
    assert happened(parts).count("ticket.served") == 0
    assert end_call(parts.hall, second.event_id, "served").created


@WAYS
def test_a_visit_that_ended_is_called_as_a_new_one(parts: Parts, way: Any) -> None:
    """The list holds the newer call only."""
    first = call(parts, "B-001", "3")
    end_call(parts.hall, first.event_id, "no_show")
    second = way(parts, "B-001", "3")
    assert second.event_id != first.event_id
    assert (call_of(parts, second.event_id).count, recent(parts)) == (1, [("B-001", "3")])


def test_where_two_services_print_the_same_number_the_service_decides(parts: Parts) -> None:
    """Two visitors: both are served, both are in the list."""
    for service in ("dukcapil", "dinkes"):
        counts(parts, service, prefix="")
    call(parts, "12", "3", "dukcapil")
    call(parts, "12", "5", "dinkes")
    assert (served(parts, "3"), served(parts, "5")) == ("12", "12")
    assert sorted(recent(parts)) == [("12", "3"), ("12", "5")]
    assert tell(parts, "12", service="dpmptsp").next == ("12",)


def test_a_ticket_that_only_another_service_prints_is_the_same_visitor(parts: Parts) -> None:
    """A queue system sent them on without a word."""
    call(parts, "B-001", "3", "dukcapil")
    call(parts, "B-001", "1", "dpmptsp")
    assert (served(parts, "3"), recent(parts)) == (None, [("B-001", "1")])


def test_undoing_a_move_brings_the_visitor_back(parts: Parts) -> None:
    """To the counter where they were, to be heard if they were not."""
    first = call(parts, "B-001", "4")
    undo_call(parts.hall, by_pad(parts, "B-001", "3").event_id)
    assert (served(parts, "4"), served(parts, "3")) == ("B-001", None)
    assert (recent(parts), call_of(parts, first.event_id).state) == ([("B-001", "4")], "called")
    waiting = parts.hall.read(lambda tx: tx.open_announcements())
    assert [row.counter for row in waiting] == ["4"]


def test_undoing_a_call_brings_the_earlier_one_of_the_ticket_back(parts: Parts) -> None:
    """In the list of recent calls, as it had ended."""
    first = call(parts, "B-001", "4")
    end_call(parts.hall, first.event_id, "no_show")
    undo_call(parts.hall, by_pad(parts, "B-001", "3").event_id)
    assert recent(parts) == [("B-001", "4")]
    assert not call_of(parts, first.event_id).over


@pytest.mark.parametrize("how", ["served", "no_show"])
def test_an_end_before_the_hall_heard_says_so(parts: Parts, how: Any) -> None:
    """In the answer, in the event, and as a reason of its own in the history."""
    placed = call(parts, "B-001")
    ended = end_call(parts.hall, placed.event_id, how, request_id="e")
    assert ended.unheard
    event = parts.hall.read(lambda tx: tx.event("e"))
    assert event
    assert event.data["unheard"] is True
    assert state_of(parts, placed) == ("merged", "unheard")


@pytest.mark.parametrize("whole", [True, False])
def test_who_was_heard_is_not_unheard(parts: Parts, whole: bool) -> None:
    """From the first sample; a recall that waits changes nothing about it."""
    placed = call(parts, "B-001")
    hear(parts, placed.announcement_id, whole=whole)
    call(parts, "B-001")
    assert not end_call(parts.hall, placed.event_id, "served").unheard


def test_a_call_that_was_taken_back_is_not_struck_off(parts: Parts) -> None:
    """Nobody waits for it in vain."""
    placed = call(parts, "B-001")
    assert not end_call(parts.hall, placed.event_id, "cancelled").unheard
    assert state_of(parts, placed) == ("merged", "cancelled")


def test_the_next_call_ends_who_was_not_heard_and_says_so(parts: Parts) -> None:
    """By API it is carried out."""
    first = press(parts)
    assert press(parts).unheard
    assert state_of(parts, first) == ("merged", "unheard")


def test_a_pad_may_have_it_refused(parts: Parts) -> None:
    """Nothing is changed; once the clerk has said yes it is done."""
    placed = press(parts)
    doubt: tuple[Doubt, ...] = ("unheard",)
    for attempt in (
        lambda: end_call(parts.hall, placed.event_id, "no_show", refuse_if=doubt),
        lambda: press(parts, refuse_if=doubt),
    ):
        with pytest.raises(Conflict) as refused:
            attempt()
        facts = {"number": "B-001", "call": placed.event_id}
        assert (refused.value.code, refused.value.facts) == ("unheard", facts)
    assert served(parts) == "B-001"
    hear(parts, placed.announcement_id)
    press(parts, refuse_if=doubt)
    assert served(parts) == "B-002"


def test_letters_that_no_service_has_are_refused(parts: Parts) -> None:
    """With those of the hall."""
    with pytest.raises(Refused) as refused:
        press(parts, number="X-012")
    assert (refused.value.field, refused.value.code) == ("number", "unknown_prefix")
    assert "A, B, C" in str(refused.value.facts["prefixes"])
    assert served(parts) is None


@pytest.mark.parametrize(("number", "far"), [("B-015", False), ("B-016", True), ("160", True)])
def test_a_long_jump_may_be_refused(parts: Parts, number: str, far: bool) -> None:
    """More than ten from the last number; by API it is carried out."""
    press(parts, number="B-005", go_on=True)
    if far:
        with pytest.raises(Conflict) as refused:
            press(parts, number=number, refuse_if=("far_jump",))
        assert (refused.value.code, refused.value.facts["last"]) == ("far_jump", "B-005")
        assert served(parts) == "B-005"
    press(parts, number=number)
    assert served(parts) != "B-005"


def test_a_number_that_waits_is_no_jump(parts: Parts) -> None:
    """The queue system knows it."""
    tell(parts, "B-001", "B-090")
    press(parts, number="B-090", refuse_if=("far_jump",))
    assert served(parts) == "B-090"


def test_a_ticket_at_another_counter_may_be_refused(parts: Parts) -> None:
    """Its clerk may be speaking with the visitor."""
    press(parts, "4")
    with pytest.raises(Conflict) as refused:
        press(parts, "3", number="B-001", refuse_if=("at_counter",))
    facts = {"number": "B-001", "counter": "Loket 4"}
    assert (refused.value.code, refused.value.facts) == ("at_counter", facts)


def test_the_counting_begins_anew_without_skipping(parts: Parts) -> None:
    """After a test before opening: one, two, three again, whoever was called before."""
    for _ in range(3):
        press(parts)
    press(parts, number="1", go_on=True)
    numbers = [served(parts)]
    for _ in range(3):
        press(parts)
        numbers.append(served(parts))
    assert numbers == ["B-001", "B-002", "B-003", "B-004"]


def test_the_counting_begins_anew_after_a_test_by_api(parts: Parts) -> None:
    """The hall's own counting had not begun."""
    for number in ("B-001", "B-002"):
        call(parts, number, "4")
    press(parts, number="1", go_on=True)
    assert coming(parts) == "B-002"
    press(parts)
    assert (served(parts, "3"), served(parts, "4")) == ("B-002", None)


def test_going_on_further_on_calls_nobody_twice(parts: Parts) -> None:
    """That is no new beginning: who was called by hand keeps their number."""
    call(parts, "B-041", "4")
    press(parts, number="B-040", go_on=True)
    assert coming(parts) == "B-042"


def test_undoing_a_new_beginning_goes_on_as_before(parts: Parts) -> None:
    """Nothing that was called is called again."""
    for _ in range(3):
        press(parts)
    undo_call(parts.hall, press(parts, number="1", go_on=True).event_id)
    assert coming(parts) == "B-004"
