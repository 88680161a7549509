"""Calls over HTTP: placed once, recalled, ended, each answer in the documented form."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from werkzeug.serving import make_server

from display.commands.hall_api import HallApi
from display.parts import Parts
from tests.display.web.served_hall import CALL, Caller, api_of, happened, token_of


def test_call_is_journalled_and_answered_with_its_place(parts: Parts, api: Caller) -> None:
    """A new call: 201 with seq, event_id, announcement_id and caption."""
    answer = api.call(event_id="desk-7:1")
    assert answer.status_code == 201
    assert answer.json is not None
    assert answer.json["event_id"] == "desk-7:1"
    assert "B-105" in answer.json["caption"]
    called = happened(parts)[0]
    assert (called.name, called.seq) == ("ticket.called", answer.json["seq"])


def test_same_event_id_again_gives_first_answer(parts: Parts, api: Caller) -> None:
    """A repeat: 200, the same body, nothing new in the journal."""
    first = api.call(event_id="desk-7:1")
    before = len(happened(parts))
    again = api.call(event_id="desk-7:1")
    assert (again.status_code, again.json) == (200, first.json)
    assert len(happened(parts)) == before


def test_key_may_stand_in_header(api: Caller) -> None:
    """``Idempotency-Key`` stands for event_id, quoted or bare."""
    bare = api.post("/calls", CALL, headers={"Idempotency-Key": "k1"})
    quoted = api.post("/calls", CALL, headers={"Idempotency-Key": '"k1"'})
    assert (bare.status_code, quoted.status_code) == (201, 200)


def test_two_different_keys_are_refused(parts: Parts, api: Caller) -> None:
    """A header and a body that disagree: 422 naming event_id."""
    answer = api.post("/calls", CALL | {"event_id": "a"}, headers={"Idempotency-Key": "b"})
    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["field"] == "event_id"
    assert happened(parts) == []


def test_recall_counts_up_and_repeats_by_key(api: Caller) -> None:
    """A recall: 201; the same key again: 200 and the same answer."""
    api.call(event_id="c1")
    first = api.post("/calls/c1/recall", {"event_id": "r1"})
    again = api.post("/calls/c1/recall", headers={"Idempotency-Key": "r1"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    state = api.get("/state").json
    assert state is not None
    assert state["recent_calls"][0]["count"] == 2


@pytest.mark.parametrize(
    ("step", "state"), [("serve", "served"), ("no-show", "no_show"), ("cancel", "cancelled")]
)
def test_ending_needs_no_body_and_may_come_twice(
    parts: Parts, api: Caller, step: str, state: str
) -> None:
    """Serve, no-show and cancel: 200 without a body, twice the same, one event."""
    api.call(event_id="c1")
    assert api.post(f"/calls/c1/{step}").status_code == 200
    assert api.post(f"/calls/c1/{step}").status_code == 200
    assert [event.name for event in happened(parts)].count(f"ticket.{state}") == 1


def test_served_call_cannot_be_recalled(api: Caller) -> None:
    """What the state of a call does not allow: 409 with a sentence."""
    api.call(event_id="c1")
    api.post("/calls/c1/serve")
    answer = api.post("/calls/c1/recall")
    assert answer.status_code == 409
    assert answer.json is not None
    assert "served" in answer.json["detail"]


@pytest.mark.parametrize(
    "event_id", ["nothing", "%00", "%1b[31m", "a" * 300, "%F0%9F%92%A9", "'--"]
)
def test_unknown_call_is_not_found(api: Caller, event_id: str) -> None:
    """An id that no call has, whatever its form: 404."""
    assert api.post(f"/calls/{event_id}/recall").status_code == 404


def test_key_of_another_calls_recall_is_refused(api: Caller) -> None:
    """A key used for one call is not taken for another: its recall would be lost without a word."""
    for event_id in ("c1", "c2"):
        api.call(event_id=event_id)
    assert api.post("/calls/c1/recall", {"event_id": "r"}).status_code == 201
    assert api.post("/calls/c2/recall", {"event_id": "r"}).status_code == 409


def test_nobody_takes_the_id_of_an_ending(api: Caller) -> None:
    """An event_id made up to collide with the announcement's own later events stops nothing."""
    placed = api.call(event_id="c1").json
    assert placed is not None
    for key in (":ended", "~ended"):
        api.call(event_id=placed["announcement_id"] + key)
    assert api.post("/calls/c1/serve").status_code == 200


def test_twenty_at_once_are_one_call(parts: Parts) -> None:
    """The same event_id posted 20 times at once to a real server: one call, one answer for all."""
    server = make_server("127.0.0.1", 0, api_of(parts), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    api = HallApi(f"http://127.0.0.1:{server.port}", token_of(parts, "calls"))
    answers: list[dict[str, Any]] = []
    gate = threading.Barrier(20)

    def post() -> None:
        gate.wait()
        answers.append(api.call("only-once", "A-001", "dpmptsp", "1"))

    posts = [threading.Thread(target=post) for _ in range(20)]
    for each in posts:
        each.start()
    for each in posts:
        each.join()
    server.shutdown()
    thread.join()
    server.server_close()
    assert len(answers) == 20
    assert all(answer == answers[0] for answer in answers)
    assert [event.name for event in happened(parts)].count("ticket.called") == 1


@pytest.mark.parametrize(
    "printed", ["4K-10", "KIA-12", "IGD-03", "UMU-5", "A1-001", "B.012", "UMUM 7", "12345", "A12"]
)
def test_a_ticket_is_called_and_shown_as_it_is_printed(api: Caller, printed: str) -> None:
    """In the caption and on the board, whatever the service prints by itself."""
    answer = api.call(ticket={"number": printed}).json
    assert answer is not None
    assert f"Nomor antrean {printed}." in answer["caption"]
    state = api.get("/state").json
    assert state is not None
    assert [row["ticket"]["number"] for row in state["recent_calls"]] == [printed]


@pytest.mark.parametrize("number", ["", "UMUM", "A--1", "1234567890123", "A+1"])
def test_what_no_ticket_can_be_is_refused_by_name(parts: Parts, api: Caller, number: str) -> None:
    """422, nothing is called."""
    answer = api.call(ticket={"number": number})
    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["field"] == "ticket.number"
    assert happened(parts) == []


@pytest.mark.parametrize(
    ("service", "counter"),
    [("Dukcapil", "Loket 3"), ("dukcapil", 3), ("DINAS KEPENDUDUKAN DAN CATATAN SIPIL", "03")],
)
def test_a_call_may_name_service_and_counter_as_people_do(
    api: Caller, parts: Parts, service: str, counter: object
) -> None:
    """The rows keep the ids, whatever was posted."""
    answer = api.post("/calls", {**CALL, "service": service, "counter": counter})
    assert answer.status_code == 201, answer.json
    call = parts.hall.read(lambda tx: tx.open_calls())[0]
    assert (call.service, call.counter) == ("dukcapil", "3")


@pytest.mark.parametrize("wrong", [True, 3.5, None, [3]])
def test_a_counter_that_is_no_text_or_number_is_refused_by_field(
    api: Caller, wrong: object
) -> None:
    """With nothing called."""
    answer = api.post("/calls", {**CALL, "counter": wrong})
    assert answer.status_code == 422
    assert [error["field"] for error in (answer.json or {})["errors"]] == ["counter"]
