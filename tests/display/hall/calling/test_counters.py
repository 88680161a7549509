"""A counter opens, closes and pauses; a visitor is sent on."""

from __future__ import annotations

from typing import Any

import pytest

from display.hall import Conflict, NotFound, Refused
from display.hall.calling import TransferRequest, end_call, set_counter_state, transfer_call
from display.parts import House
from tests.display.hall.pressing import coming, happened, press, served, tell


def send(house: House, event_id: str, **target: str) -> Any:
    return transfer_call(house, event_id, TransferRequest.model_validate(target))


def counter(house: House, counter_id: str = "3") -> tuple[str, str | None]:
    rows = house.journal.snapshot(house.hall)["counters"]
    return next((row["state"], row["reason"]) for row in rows if row["id"] == counter_id)


def test_a_pause_says_why_and_keeps_the_visit(house: House) -> None:
    """The counter goes on with its visitor afterwards."""
    press(house)
    set_counter_state(house, "3", "paused", reason="Salat")
    assert counter(house) == ("paused", "Salat")
    assert served(house) == "B-001"


def test_closing_ends_the_visit(house: House) -> None:
    """A closed counter serves nobody, and calls nobody to itself any more."""
    press(house)
    set_counter_state(house, "3", "closed")
    assert counter(house) == ("closed", None)
    assert served(house) is None
    assert happened(house)[-3:] == ["ticket.served", "announcement.merged", "counter.closed"]


def test_opening_forgets_the_reason(house: House) -> None:
    """It is open, and says nothing else."""
    set_counter_state(house, "3", "paused", reason="Salat")
    set_counter_state(house, "3", "open")
    assert counter(house) == ("open", None)


def test_the_same_again_changes_nothing(house: House) -> None:
    """By state, and by key."""
    first = set_counter_state(house, "3", "closed", request_id="k")
    assert not set_counter_state(house, "3", "closed").created
    set_counter_state(house, "3", "open")
    again = set_counter_state(house, "3", "closed", request_id="k")
    assert (again.created, again.seq) == (False, first.seq)
    assert counter(house) == ("open", None)


def test_an_unknown_counter_is_not_found(house: House) -> None:
    """There must be one."""
    with pytest.raises(NotFound):
        set_counter_state(house, "99", "open")


def test_a_transferred_visitor_waits_before_those_not_called_yet(house: House) -> None:
    """After those who were transferred before, and keeps the number."""
    tell(house, "C-001", service="dinkes")
    for _ in range(2):
        send(house, press(house).event_id, service="dinkes")
    assert served(house) is None
    press(house, "5")
    assert served(house, "5") == "B-001"
    press(house, "5")
    press(house, "5")
    assert served(house, "5") == "C-001"


def test_a_list_told_anew_does_not_lose_who_was_transferred(house: House) -> None:
    """The queue system knows nothing of the transfer."""
    send(house, press(house).event_id, service="dinkes")
    assert tell(house, "C-001", service="dinkes").next == ("B-001", "C-001")


def test_a_ticket_for_one_counter_is_not_called_by_another(house: House) -> None:
    """The visitor is to see just that clerk."""
    send(house, press(house, "3").event_id, counter="4")
    assert coming(house, "3") == "B-002"
    assert coming(house, "4") == "B-001"


def test_a_transferred_call_is_never_spoken(house: House) -> None:
    """What was not heard yet is merged away."""
    send(house, press(house).event_id, service="dinkes")
    assert happened(house)[-3:] == ["ticket.transferred", "announcement.merged", "service.waiting"]


@pytest.mark.parametrize(
    ("target", "field"),
    [
        ({}, "service"),
        ({"service": "dukcapil"}, "service"),
        ({"service": "samsat"}, "service"),
        ({"counter": "3"}, "counter"),
        ({"counter": "99"}, "counter"),
        ({"counter": "5", "service": "dinsos"}, "counter"),
    ],
)
def test_a_target_that_is_none_is_refused(house: House, target: dict[str, str], field: str) -> None:
    """And the visitor stays."""
    placed = press(house)
    with pytest.raises(Refused) as refused:
        send(house, placed.event_id, **target)
    assert refused.value.field == field
    assert served(house) == "B-001"


def test_who_has_gone_cannot_be_transferred(house: House) -> None:
    """The visit has ended."""
    placed = press(house)
    end_call(house, placed.event_id, "served")
    with pytest.raises(Conflict):
        send(house, placed.event_id, service="dinkes")
