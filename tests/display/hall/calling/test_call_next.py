"""The counter pad: one press, one ticket; who is late is told."""

from __future__ import annotations

import collections
import threading

import pytest

from display.hall import Conflict, NotFound
from display.hall.calling import CallRequest, end_call, place_call, set_counter_state
from display.journal import Counter
from display.parts import Parts
from tests.display.hall.pressing import coming, counts, happened, press, served, tell


def test_one_press_ends_the_visit_before_and_calls_the_next(parts: Parts) -> None:
    """In one transaction, and no screen sees the counter free in between."""
    press(parts)
    before = len(happened(parts))
    press(parts)
    assert happened(parts)[before:] == [
        "ticket.served",
        "announcement.merged",
        "service.waiting",
        "ticket.called",
        "announcement.queued",
    ]
    served_event = parts.journal.events(parts.hall.id, 0, 1000)[-5]
    assert "now_serving" not in served_event.data


def test_the_same_key_gives_the_first_answer(parts: Parts) -> None:
    """A press that is sent again calls nobody."""
    first = press(parts, event_id="press-1")
    again = press(parts, event_id="press-1")
    assert not again.created
    assert again[1:] == first[1:]
    assert served(parts) == "B-001"


def test_a_key_of_another_counter_is_refused(parts: Parts) -> None:
    """A key names one press of one pad."""
    press(parts, event_id="press-1")
    with pytest.raises(Conflict):
        press(parts, "4", event_id="press-1")


def test_an_unknown_counter_is_not_found(parts: Parts) -> None:
    """A pad has a counter."""
    with pytest.raises(NotFound):
        press(parts, "99")


def test_the_second_of_two_is_told_who_called_and_what_is_next(parts: Parts) -> None:
    """`expected` is the number on the button."""
    press(parts, "3", expected="B-001")
    with pytest.raises(Conflict, match=r"B-001 was called to Loket 3 already; next is B-002") as no:
        press(parts, "4", expected="B-001")
    assert no.value.code == "not_next"
    assert no.value.facts == {"expected": "B-001", "counter": "Loket 3", "next": "B-002"}
    assert served(parts, "4") is None


def test_a_double_click_calls_once(parts: Parts) -> None:
    """The second click still expects the number of the first."""
    press(parts, expected="B-001")
    with pytest.raises(Conflict, match="Loket 3 already"):
        press(parts, expected="B-001")
    assert served(parts) == "B-001"


def test_who_comes_late_for_the_last_number_is_told_that_nobody_is_next(parts: Parts) -> None:
    """The loser's sentence goes before the reason why there is none."""
    tell(parts, "B-014")
    press(parts, "3", expected="B-014")
    with pytest.raises(Conflict, match="nobody is next"):
        press(parts, "4", expected="B-014")


@pytest.mark.parametrize("rounds", [150, pytest.param(1000, marks=pytest.mark.long)])
def test_two_pads_pressed_together_over_and_over(parts: Parts, rounds: int) -> None:
    """No number called twice, none skipped, and each loser is told who called."""
    counts(parts, last_number=rounds, digits=4)
    start, end = threading.Barrier(2, timeout=30), threading.Barrier(2, timeout=30)
    told: dict[str, list[Conflict]] = {"3": [], "4": []}
    won: collections.Counter[str] = collections.Counter()

    def pad(counter: str) -> None:
        for number in range(1, rounds + 1):
            start.wait()
            try:
                press(parts, counter, expected=f"B-{number:04d}")
                won[counter] += 1
            except Conflict as conflict:
                told[counter].append(conflict)
            end.wait()

    pads = [threading.Thread(target=pad, args=(counter,)) for counter in told]
    for each in pads:
        each.start()
    for each in pads:
        each.join()
    events = parts.journal.events(parts.hall.id, 0, 100_000)
    called = [e.data["call"]["ticket"]["number"] for e in events if e.name == "ticket.called"]
    assert called == [f"B-{number:04d}" for number in range(1, rounds + 1)]
    losers = told["3"] + told["4"]
    assert len(losers) == rounds
    assert {loser.code for loser in losers} == {"not_next"}
    assert all(loser.facts["counter"] in {"Loket 3", "Loket 4"} for loser in losers)
    assert sum(won.values()) == rounds


def test_a_list_that_was_told_goes_before_the_counting(parts: Parts) -> None:
    """Where a queue system feeds the API, the pad follows it."""
    tell(parts, "B-014", "B-017", count=9)
    press(parts)
    press(parts, "4")
    assert (served(parts, "3"), served(parts, "4")) == ("B-014", "B-017")
    (row,) = parts.journal.snapshot(parts.hall.id)["waiting"]
    assert (row["next"], row["count"]) == ([], 7)


def test_nobody_waits_where_a_queue_system_says_so(parts: Parts) -> None:
    """The hall does not count on by itself into an empty room."""
    tell(parts)
    with pytest.raises(Conflict, match="Nobody waits for Dukcapil") as refused:
        press(parts)
    assert refused.value.code == "nobody_waits"


def test_a_list_told_late_calls_nobody_twice(parts: Parts) -> None:
    """The queue system had not heard of the call when it sent its list."""
    tell(parts, "B-014", "B-015")
    press(parts)
    assert tell(parts, "B-014", "B-015", "B-016").next == ("B-015", "B-016")


def test_who_did_not_show_up_may_be_told_again(parts: Parts) -> None:
    """The visitor came to the kiosk and asked."""
    tell(parts, "B-014")
    placed = press(parts)
    end_call(parts.hall, placed.event_id, "no_show")
    assert tell(parts, "B-014").next == ("B-014",)


def test_a_call_of_a_queue_system_is_struck_out_of_the_list(parts: Parts) -> None:
    """Whichever way it was called, it waits no longer."""
    tell(parts, "B-014", "B-015")
    body = {"ticket": {"number": "B-014"}, "service": "dukcapil", "counter": "4"}
    place_call(parts.hall, CallRequest.model_validate(body))
    assert coming(parts) == "B-015"


def test_a_counter_of_several_services_calls_the_one_it_is_asked_for(parts: Parts) -> None:
    """Lists first, in the counter's own order."""

    def work(tx) -> None:
        row = {**tx.get(Counter, "3").to_json(), "services": ["dukcapil", "dinkes"]}
        tx.append("counter.changed", {"counter": row})

    parts.hall.write(work)
    press(parts, service="dinkes")
    assert served(parts) == "C-001"
    tell(parts, "C-007", service="dinkes")
    press(parts)
    assert served(parts) == "C-007"
    press(parts, number="C-009")
    assert parts.journal.snapshot(parts.hall.id)["now_serving"][0]["service"] == "dinkes"


@pytest.mark.parametrize("state", ["closed", "paused"])
def test_a_call_opens_its_counter(parts: Parts, state: str) -> None:
    """Whoever calls is there: a call is never lost because a counter was marked closed."""
    set_counter_state(parts.hall, "3", state, reason="Salat")  # type: ignore[arg-type]
    press(parts)
    row = next(r for r in parts.journal.snapshot(parts.hall.id)["counters"] if r["id"] == "3")
    assert (row["state"], row["reason"]) == ("open", None)
