"""The views of the counter pad."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, g

from display.hall import FollowUpRequest, Placed
from display.hall.calling import (
    Coming,
    CounterChange,
    NextRequest,
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
from display.web.api.operations import API
from display.web.edge.problem import Problem
from display.web.edge.request_body import read_request
from display.web.edge.responses import answer_placed, check_id, check_name, fresh

if TYPE_CHECKING:
    from display.hall.calling import CounterState
    from display.parts import Parts

_RESTS: Final[dict[str, CounterState]] = {"close": "closed", "pause": "paused"}


def pad_blueprint(parts: Parts) -> Blueprint:
    """Return the routes of counters, of the later life of their calls, and of who waits."""
    blueprint = Blueprint("pad", __name__, url_prefix=API)
    _route_next(blueprint, parts)
    _route_counters(blueprint, parts)
    _route_calls(blueprint, parts)
    return blueprint


def _route_next(blueprint: Blueprint, parts: Parts) -> None:
    @blueprint.get("/counters/<counter_id>/next")
    def coming(counter_id: str) -> Response:
        check_name(counter_id, "counter")
        first, each = parts.hall.read(lambda tx: coming_at(tx, counter_id))
        services = [_coming(one) for one in each]
        return fresh(counter=counter_id, **_coming(first), services=services)

    @blueprint.post("/counters/<counter_id>/next")
    def call(counter_id: str) -> Response:
        check_name(counter_id, "counter")
        asked = read_request(NextRequest, required=False)
        return _called(parts, call_next(parts.hall, counter_id, asked))


def _route_counters(blueprint: Blueprint, parts: Parts) -> None:
    @blueprint.post("/counters/<counter_id>/open")
    def open_it(counter_id: str) -> Response:
        check_name(counter_id, "counter")
        asked = read_request(FollowUpRequest, required=False)
        return _changed(
            set_counter_state(parts.hall, counter_id, "open", request_id=asked.event_id)
        )

    def rest(counter_id: str, step: str) -> Response:
        check_name(counter_id, "counter")
        asked = read_request(RestRequest, required=False)
        change = set_counter_state(
            parts.hall, counter_id, _RESTS[step], reason=asked.reason, request_id=asked.event_id
        )
        return _changed(change)

    for step in _RESTS:
        blueprint.add_url_rule(
            f"/counters/<counter_id>/{step}", step, rest, methods=["POST"], defaults={"step": step}
        )


def _route_calls(blueprint: Blueprint, parts: Parts) -> None:
    @blueprint.post("/calls/<event_id>/transfer")
    def transfer(event_id: str) -> Response:
        check_id(event_id, "call")
        return answer_placed(
            transfer_call(parts.hall, event_id, read_request(TransferRequest)), 200
        )

    @blueprint.post("/calls/<event_id>/undo")
    def undo(event_id: str) -> Response:
        check_id(event_id, "call")
        asked = read_request(FollowUpRequest, required=False)
        return answer_placed(undo_call(parts.hall, event_id, request_id=asked.event_id), 200)

    @blueprint.put("/services/<service_id>/waiting")
    def waiting(service_id: str) -> Response:
        check_name(service_id, "service")
        if g.grant.counters is not None:
            raise Problem(403, "A clerk calls; who waits is told by the queue system.", code="role")
        told = tell_waiting(parts.hall, service_id, read_request(WaitingRequest))
        return fresh(seq=told.seq, waiting=told.waiting.to_json())


def _coming(coming: Coming) -> dict[str, Any]:
    return {
        "service": coming.service,
        "ticket": {"number": coming.number} if coming.number else None,
        "code": coming.code,
        "waiting": coming.waiting,
    }


def _called(parts: Parts, placed: Placed) -> Response:
    """Answer with the call as it was placed: a repeat gets what the first one got."""
    event = parts.hall.read(lambda tx: tx.event(placed.event_id))
    row = event.data["call"] if event else {}
    call = {key: row.get(key) for key in ("ticket", "service", "counter", "called_at")}
    return answer_placed(placed, **call)


def _changed(change: CounterChange) -> Response:
    return fresh(seq=change.seq, counter=change.counter.to_json())
