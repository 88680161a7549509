"""The counter pad over HTTP: next, undo, transfer, open, close, pause, and who waits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from display.clock import iso, now
from display.parts import Parts
from display.web.api.schemas.answer import ProblemAnswer
from display.web.api.schemas.counters import (
    CalledAnswer,
    CallsTodayAnswer,
    ComingAnswer,
    CounterChangeAnswer,
    WaitingToldAnswer,
)
from tests.display.web.served_hall import Caller, happened


def body(answer: Any) -> dict[str, Any]:
    """Return the JSON of an answer."""
    assert answer.json is not None, answer.text
    found: dict[str, Any] = answer.json
    return found


def tell(api: Caller, *numbers: str, **more: Any) -> Any:
    """Put who waits for dukcapil."""
    asked = {"count": len(numbers), "next": list(numbers), **more}
    return api.put("/services/dukcapil/waiting", asked)


def test_next_answers_with_the_ticket_that_it_called(api: Caller) -> None:
    """201 in the documented form; the same key again gives the first answer with 200."""
    asked = {"expected": "B-001"}
    first = api.post("/counters/3/next", {"event_id": "p1", **asked})
    again = api.post("/counters/3/next", asked, headers={"Idempotency-Key": "p1"})
    assert (first.status_code, again.status_code) == (201, 200)
    CalledAnswer.model_validate(first.json)
    assert body(first) == body(again)
    assert body(first)["ticket"] == {"number": "B-001"}


def test_next_needs_no_body(api: Caller) -> None:
    """The button alone."""
    assert api.post("/counters/3/next").status_code == 201


def test_the_loser_is_told_so_that_programs_understand(api: Caller) -> None:
    """409 with a sentence, a code and what it names."""
    api.post("/counters/3/next", {"expected": "B-001"})
    answer = api.post("/counters/4/next", {"expected": "B-001"})
    assert answer.status_code == 409
    ProblemAnswer.model_validate(answer.json)
    assert body(answer)["code"] == "not_next"
    assert body(answer)["facts"] == {"expected": "B-001", "counter": "Loket 3", "next": "B-002"}


def test_what_is_next_may_be_asked_beforehand(api: Caller) -> None:
    """For the words on the button."""
    tell(api, "B-014", count=17)
    coming = api.get("/counters/3/next")
    ComingAnswer.model_validate(coming.json)
    assert body(coming)["ticket"] == {"number": "B-014"}
    assert body(coming)["waiting"] == 17
    tell(api)
    assert body(api.get("/counters/3/next"))["code"] == "nobody_waits"


def test_a_counter_says_why_it_rests(api: Caller) -> None:
    """Closed, paused and open again."""
    paused = api.post("/counters/3/pause", {"reason": "Salat"})
    assert paused.status_code == 200
    CounterChangeAnswer.model_validate(paused.json)
    assert body(paused)["counter"]["reason"] == "Salat"
    assert body(api.post("/counters/3/close"))["counter"]["state"] == "closed"
    assert body(api.post("/counters/3/open"))["counter"]["state"] == "open"


def test_undo_gives_the_number_back(api: Caller) -> None:
    """And later steps of the call are refused."""
    called = body(api.post("/counters/3/next"))
    assert api.post(f"/calls/{called['event_id']}/undo").status_code == 200
    assert body(api.get("/counters/3/next"))["ticket"] == {"number": "B-001"}
    assert api.post(f"/calls/{called['event_id']}/recall").status_code == 409


def test_transfer_sends_the_visitor_on(api: Caller) -> None:
    """The ticket is the next one there."""
    called = body(api.post("/counters/3/next"))
    answer = api.post(f"/calls/{called['event_id']}/transfer", {"service": "dinkes"})
    assert answer.status_code == 200
    assert body(api.get("/counters/5/next"))["ticket"] == {"number": "B-001"}


def test_who_waits_is_answered_as_it_holds(api: Caller) -> None:
    """What was called today is left out, and the state shows the row."""
    api.post("/counters/3/next")
    told = tell(api, "B-001", "b2", "B-003", "B-003", count=3)
    WaitingToldAnswer.model_validate(told.json)
    assert body(told)["waiting"]["next"] == ["B2", "B-003"]
    assert body(api.get("/state"))["waiting"] == [body(told)["waiting"]]


def test_telling_the_same_again_changes_nothing(parts: Parts, api: Caller) -> None:
    """A queue system may tell every second."""
    tell(api, "B-001")
    before = len(happened(parts))
    assert tell(api, "B-001").status_code == 200
    assert len(happened(parts)) == before


@pytest.mark.parametrize(
    ("path", "asked", "field"),
    [
        ("/counters/3/next", {"number": "x"}, "number"),
        ("/counters/3/next", {"expected": "x"}, "expected"),
        ("/counters/3/next", {"go_on": "yes"}, "go_on"),
        ("/counters/3/next", {"priority": "emergency"}, "priority"),
        ("/counters/3/pause", {"reason": "x" * 21}, "reason"),
        ("/counters/3/open", {"reason": "Salat"}, "reason"),
    ],
)
def test_fields_at_fault_are_named(
    parts: Parts, api: Caller, path: str, asked: dict[str, Any], field: str
) -> None:
    """422, and nothing is journalled."""
    answer = api.post(path, asked)
    assert (answer.status_code, body(answer)["field"]) == (422, field)
    assert happened(parts) == []


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"next": ["?"]}, "next"), ({"count": -1}, "count"), ({"next": ["B-1"] * 501}, "next")],
)
def test_a_list_that_cannot_be_is_refused(api: Caller, asked: dict[str, Any], field: str) -> None:
    """Whole, by its field."""
    answer = api.put("/services/dukcapil/waiting", asked)
    assert (answer.status_code, body(answer)["field"]) == (422, field)


@pytest.mark.parametrize("path", ["/counters/99/next", "/counters/%00/next", "/counters/99/open"])
def test_an_unknown_counter_is_not_found(api: Caller, path: str) -> None:
    """404, whatever its form."""
    assert api.post(path).status_code == 404


def test_an_unknown_service_is_not_found(api: Caller) -> None:
    """404."""
    assert api.put("/services/samsat/waiting", {"count": 1}).status_code == 404


def test_keys_are_not_taken_for_another_thing(api: Caller) -> None:
    """A key of a call is none of a counter, of a list or of a transfer."""
    called = body(api.post("/counters/3/next", {"event_id": "k"}))
    assert api.post("/counters/3/close", {"event_id": "k"}).status_code == 409
    assert tell(api, "B-007", event_id="k").status_code == 409
    sent = {"event_id": "k", "service": "dinkes"}
    assert api.post(f"/calls/{called['event_id']}/transfer", sent).status_code == 409


def test_the_list_says_when_tickets_were_taken(parts: Parts, api: Caller) -> None:
    """The call has it from the list; undone, the ticket is back with its time."""
    at = iso(now() - timedelta(minutes=25))
    tell(api, "B-001", "B-002", issued_at={"b-001": at.replace("Z", "+00:00")})
    called = body(api.post("/counters/3/next"))
    assert happened(parts)[-2].data["call"]["issued_at"] == at
    api.post(f"/calls/{called['event_id']}/undo")
    waiting = body(api.get("/state"))["waiting"][0]
    assert (waiting["next"], waiting["issued"]) == (["B-001", "B-002"], {"B-001": at})
    api.call(ticket="B-001")
    assert body(api.get("/state"))["recent_calls"][0]["issued_at"] == at


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        ("noon", "must be a time with its zone"),
        ("2026-11-23T09:42:00", "must be a time with its zone"),
        ("2999-01-01T00:00:00Z", "lies ahead of the server's clock"),
        ("2020-01-01T07:00:00+07:00", "lies more than 7 days back"),
    ],
)
def test_a_ticket_is_taken_at_a_time_that_can_be(
    parts: Parts, api: Caller, moment: str, why: str
) -> None:
    """Else the request is refused by name, and nothing is journalled."""
    for answer in (api.call(issued_at=moment), tell(api, "B-001", issued_at={"B-001": moment})):
        assert answer.status_code == 422
        assert body(answer)["field"].startswith("issued_at")
        assert why in body(answer)["detail"]
    other = tell(api, "B-001", issued_at={"B-002": iso(now())})
    assert (other.status_code, body(other)["field"]) == (422, "issued_at")
    assert happened(parts) == []


def test_todays_calls_of_a_counter_are_listed(api: Caller) -> None:
    """Those of its services, what changed last first, each ticket once; not what was taken back."""
    first = body(api.post("/counters/3/next"))
    api.post(f"/calls/{first['event_id']}/no-show")
    api.post("/counters/3/next")
    taken_back = body(api.post("/counters/3/next"))
    api.post(f"/calls/{taken_back['event_id']}/undo")
    api.call(ticket="C-001", counter="5", service="dinkes")
    answer = api.get("/counters/3/calls")
    CallsTodayAnswer.model_validate(answer.json)
    told = [(row["ticket"]["number"], row["state"]) for row in body(answer)["calls"]]
    assert told == [("B-002", "called"), ("B-001", "no_show")]
    assert api.get("/counters/99/calls").status_code == 404
