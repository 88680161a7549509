"""A counter opens, closes and pauses; a visitor is sent on."""

from __future__ import annotations

from typing import Any

import pytest

from display.hall import Conflict, NotFound, Refused
from display.hall.calling import TransferRequest, end_call, set_counter_state, transfer_call
from display.parts import Parts
from tests.display.hall.pressing import coming, happened, press, served, tell


def send(parts: Parts, event_id: str, **target: str) -> Any:
    return transfer_call(parts.hall, event_id, TransferRequest.model_validate(target))


def counter(parts: Parts, counter_id: str = "3") -> tuple[str, str | None]:
    rows = parts.journal.snapshot(parts.hall.id)["counters"]
    return next((row["state"], row["reason"]) for row in rows if row["id"] == counter_id)


def test_a_pause_says_why_and_keeps_the_visit(parts: Parts) -> None:
    """The counter goes on with its visitor afterwards."""
    press(parts)
    set_counter_state(parts.hall, "3", "paused", reason="Salat")
    assert counter(parts) == ("paused", "Salat")
    assert served(parts) == "B-001"


def test_closing_ends_the_visit(parts: Parts) -> None:
    """A closed counter serves nobody, and calls nobody to itself any more."""
    press(parts)
    set_counter_state(parts.hall, "3", "closed")
    assert counter(parts) == ("closed", None)
    assert served(parts) is None
    assert happened(parts)[-3:] == ["ticket.served", "announcement.merged", "counter.closed"]


def test_opening_forgets_the_reason(parts: Parts) -> None:
    """It is open, and says nothing else."""
    set_counter_state(parts.hall, "3", "paused", reason="Salat")
    set_counter_state(parts.hall, "3", "open")
    assert counter(parts) == ("open", None)


def test_the_same_again_changes_nothing(parts: Parts) -> None:
    """By state, and by key."""
    first = set_counter_state(parts.hall, "3", "closed", request_id="k")
    assert not set_counter_state(parts.hall, "3", "closed").created
    set_counter_state(parts.hall, "3", "open")
    again = set_counter_state(parts.hall, "3", "closed", request_id="k")
    assert (again.created, again.seq) == (False, first.seq)
    assert counter(parts) == ("open", None)


def test_an_unknown_counter_is_not_found(parts: Parts) -> None:
    """There must be one."""
    with pytest.raises(NotFound):
        set_counter_state(parts.hall, "99", "open")


def test_a_transferred_visitor_waits_before_those_not_called_yet(parts: Parts) -> None:
    """After those who were transferred before, and keeps the number."""
    tell(parts, "C-001", service="dinkes")
    for _ in range(2):
        send(parts, press(parts).event_id, service="dinkes")
    assert served(parts) is None
    press(parts, "5")
    assert served(parts, "5") == "B-001"
    press(parts, "5")
    press(parts, "5")
    assert served(parts, "5") == "C-001"


def test_a_list_told_anew_does_not_lose_who_was_transferred(parts: Parts) -> None:
    """The queue system knows nothing of the transfer."""
    send(parts, press(parts).event_id, service="dinkes")
    assert tell(parts, "C-001", service="dinkes").next == ("B-001", "C-001")


def test_a_ticket_for_one_counter_is_not_called_by_another(parts: Parts) -> None:
    """The visitor is to see just that clerk."""
    send(parts, press(parts, "3").event_id, counter="4")
    assert coming(parts, "3") == "B-002"
    assert coming(parts, "4") == "B-001"


def test_a_transferred_call_is_never_spoken(parts: Parts) -> None:
    """What was not heard yet is merged away."""
    send(parts, press(parts).event_id, service="dinkes")
    assert happened(parts)[-3:] == ["ticket.transferred", "announcement.merged", "service.waiting"]


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
def test_a_target_that_is_none_is_refused(parts: Parts, target: dict[str, str], field: str) -> None:
    """And the visitor stays."""
    placed = press(parts)
    with pytest.raises(Refused) as refused:
        send(parts, placed.event_id, **target)
    assert refused.value.field == field
    assert served(parts) == "B-001"


def test_who_has_gone_cannot_be_transferred(parts: Parts) -> None:
    """The visit has ended."""
    placed = press(parts)
    end_call(parts.hall, placed.event_id, "served")
    with pytest.raises(Conflict):
        send(parts, placed.event_id, service="dinkes")
