"""The views of the counter pad."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, g, jsonify

from display.hall import (
    Coming,
    CounterChange,
    FollowUpRequest,
    NextRequest,
    NotFound,
    Placed,
    RestRequest,
    TransferRequest,
    WaitingRequest,
    call_next,
    coming_at,
    set_counter_state,
    tell_waiting,
    transfer_call,
    undo_call,
)
from display.web.operations import API
from display.web.problems import Problem
from display.web.reading import read_request

if TYPE_CHECKING:
    from display.hall import CounterState
    from display.house import House

_RESTS: Final[dict[str, CounterState]] = {"close": "closed", "pause": "paused"}
# The form of the ids of services and counters. What has another form is not there.
_ID = re.compile(r"[^\x00-\x1f\x7f]{1,64}")


def pad_blueprint(house: House) -> Blueprint:
    """Return the routes of counters, of the later life of their calls, and of who waits."""
    blueprint = Blueprint("pad", __name__, url_prefix=API)
    _route_next(blueprint, house)
    _route_counters(blueprint, house)
    _route_calls(blueprint, house)
    return blueprint


def _route_next(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/counters/<counter_id>/next")
    def coming(counter_id: str) -> Response:
        _check_id(counter_id, "counter")
        first, each = house.journal.read(house.hall, lambda tx: coming_at(tx, counter_id))
        body = {"counter": counter_id, **_coming(first), "services": [_coming(one) for one in each]}
        return _fresh(body)

    @blueprint.post("/counters/<counter_id>/next")
    def call(counter_id: str) -> Response:
        _check_id(counter_id, "counter")
        asked = read_request(NextRequest, required=False)
        return _called(house, call_next(house, counter_id, asked))


def _route_counters(blueprint: Blueprint, house: House) -> None:
    @blueprint.post("/counters/<counter_id>/open")
    def open_it(counter_id: str) -> Response:
        _check_id(counter_id, "counter")
        asked = read_request(FollowUpRequest, required=False)
        return _changed(set_counter_state(house, counter_id, "open", request_id=asked.event_id))

    def rest(counter_id: str, step: str) -> Response:
        _check_id(counter_id, "counter")
        asked = read_request(RestRequest, required=False)
        change = set_counter_state(
            house, counter_id, _RESTS[step], reason=asked.reason, request_id=asked.event_id
        )
        return _changed(change)

    for step in _RESTS:
        blueprint.add_url_rule(
            f"/counters/<counter_id>/{step}", step, rest, methods=["POST"], defaults={"step": step}
        )


def _route_calls(blueprint: Blueprint, house: House) -> None:
    @blueprint.post("/calls/<event_id>/transfer")
    def transfer(event_id: str) -> Response:
        _check_id(event_id, "call")
        return _placed(transfer_call(house, event_id, read_request(TransferRequest)))

    @blueprint.post("/calls/<event_id>/undo")
    def undo(event_id: str) -> Response:
        _check_id(event_id, "call")
        asked = read_request(FollowUpRequest, required=False)
        return _placed(undo_call(house, event_id, request_id=asked.event_id))

    @blueprint.put("/services/<service_id>/waiting")
    def waiting(service_id: str) -> Response:
        _check_id(service_id, "service")
        if g.grant.counters is not None:
            raise Problem(403, "A clerk calls; who waits is told by the queue system.", code="role")
        told = tell_waiting(house, service_id, read_request(WaitingRequest))
        return _fresh({"seq": told.seq, "waiting": told.waiting.to_json()})


def _check_id(value: str, what: str) -> None:
    if not _ID.fullmatch(value):
        raise NotFound(f"There is no {what} of that id.")


def _coming(coming: Coming) -> dict[str, Any]:
    return {
        "service": coming.service,
        "ticket": {"number": coming.number} if coming.number else None,
        "code": coming.code,
        "waiting": coming.waiting,
    }


def _called(house: House, placed: Placed) -> Response:
    """Answer with the call as it was placed: a repeat gets what the first one got."""
    event = house.journal.read(house.hall, lambda tx: tx.event(placed.event_id))
    row = event.data["call"] if event else {}
    call = {key: row.get(key) for key in ("ticket", "service", "counter", "called_at")}
    return _fresh({**_body(placed), **call}, 201 if placed.created else 200)


def _placed(placed: Placed) -> Response:
    return _fresh(_body(placed))


def _body(placed: Placed) -> dict[str, Any]:
    body = placed._asdict()
    del body["created"]
    return body


def _changed(change: CounterChange) -> Response:
    return _fresh({"seq": change.seq, "counter": change.counter.to_json()})


def _fresh(body: dict[str, Any], status: int = 200) -> Response:
    response = jsonify(body)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
