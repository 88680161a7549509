"""What a visitor may know who follows a ticket: only what somebody told, or what was counted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from display.clock import now
from display.hall import Refused
from display.hall.calling import (
    Followed,
    PaceBook,
    TransferRequest,
    end_call,
    follow_ticket,
    set_counter_state,
    transfer_call,
)
from display.parts import Parts
from tests.display.hall.asking import call
from tests.display.hall.pressing import counts, press, tell


def follow(parts: Parts, written: str) -> list[Followed]:
    """Return what is known now of what somebody typed."""
    return parts.hall.read(lambda tx: follow_ticket(tx, written, PaceBook().read(tx)))


def one(parts: Parts, written: str) -> Followed:
    """Return the one ticket that is meant."""
    (found,) = follow(parts, written)
    return found


@pytest.mark.parametrize("typed", ["b12", "B 012", "b-12", "B - 012", "B012", "b.012"])
def test_a_ticket_is_found_as_people_type_it(parts: Parts, typed: str) -> None:
    """By its letters and its figure, however it is parted."""
    call(parts, "B-012")
    found = one(parts, typed)
    assert (found.number, found.state, found.call and found.call.counter) == (
        "B-012",
        "called",
        "3",
    )


@pytest.mark.parametrize("printed", ["B012", "B-12", "B-0012"])
def test_a_queue_system_may_print_it_in_its_own_way(parts: Parts, printed: str) -> None:
    """The visitor types what is on the ticket; it is shown as it is called."""
    call(parts, printed)
    assert one(parts, printed.lower()).number == printed


def test_a_number_without_letters_may_be_of_several_services(parts: Parts) -> None:
    """The visitor chooses; none is guessed."""
    assert [found.number for found in follow(parts, "12")][:3] == ["A-012", "B-012", "C-012"]


def test_what_is_no_ticket_is_refused_by_name(parts: Parts) -> None:
    """As everywhere."""
    with pytest.raises(Refused) as refused:
        follow(parts, "antre")
    assert refused.value.field == "number"


def test_where_nobody_told_nothing_is_invented(parts: Parts) -> None:
    """A queue system that only calls: the last call is known, no place, no time."""
    for figure in range(1, 9):
        call(parts, f"B-{figure:03d}")
    found = one(parts, "B-020")
    assert (found.state, found.before, found.wait_min) == ("unknown", None, None)
    assert found.last_called == "B-008"


def test_in_a_told_list_its_place_counts(parts: Parts) -> None:
    """The queue system's own order, the hall's own placed ones included."""
    tell(parts, "B-013", "B-017", "B-014")
    found = one(parts, "b14")
    assert (found.state, found.before) == ("waiting", 2)
    assert one(parts, "B-099").before is None


def test_in_the_halls_own_counting_the_numbers_between_count(parts: Parts) -> None:
    """At most so many: one that was called out of its turn is not called again."""
    press(parts)
    press(parts)
    call(parts, "B-005", counter="4")
    found = one(parts, "B-008")
    assert (found.state, found.before) == ("waiting", 4)  # 3, 4, 6, 7
    counts(parts, last_number=20)
    assert one(parts, "B-021").state == "unknown"


def test_a_number_that_the_counting_went_by_is_said_to_be_passed(parts: Parts) -> None:
    """It waits for nothing any more; staff can help."""
    press(parts, number="B-050", go_on=True)
    assert one(parts, "B-049").state == "passed"


def test_a_call_has_its_end(parts: Parts) -> None:
    """Served and missed are told apart; what was sent on waits at another service."""
    first, second, third = (call(parts, f"B-00{n}", counter=str(n)) for n in (3, 4, 5))
    end_call(parts.hall, first.event_id, "served")
    end_call(parts.hall, second.event_id, "no_show")
    transfer_call(parts.hall, third.event_id, TransferRequest(service="dinkes"))
    assert [one(parts, f"B-00{n}").state for n in (3, 4, 5)] == ["served", "missed", "waiting"]
    assert one(parts, "B-005").before == 0


def test_two_services_with_one_number_are_two_visitors(parts: Parts) -> None:
    """A call of the one is not that of the other."""
    counts(parts, "dinkes", prefix="B")
    call(parts, "B-012")
    states = {found.service: (found.state, found.shared) for found in follow(parts, "B-012")}
    assert states == {"dukcapil": ("called", True), "dinkes": ("unknown", True)}


def test_a_wait_is_told_by_the_pace_of_the_last_hour(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rounded up to five minutes; unknown with few calls, after a long pause, and when closed."""
    began = now()

    def at(minutes: float) -> Any:
        for room in ("display.clock.now", "display.hall.calling.pace.now"):
            monkeypatch.setattr(room, lambda: began + timedelta(minutes=minutes))

    for figure in range(1, 5):
        at(4 * figure)
        press(parts)
    assert one(parts, "B-010").wait_min is None  # four calls tell no pace
    at(20)
    press(parts)
    at(23)
    found = one(parts, "B-010")
    assert (found.before, found.wait_min) == (4, 20)  # 5 numbers in 19 minutes: 3.8 minutes each
    at(50)
    assert one(parts, "B-010").wait_min is None  # nobody was called for half an hour
    at(23)
    for counter in ("3", "4"):
        set_counter_state(parts.hall, counter, "paused")
    assert one(parts, "B-010").wait_min is None
