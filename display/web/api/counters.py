"""What a counter does: next, open, close, pause, send a visitor on, undo; and who waits there."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from flask import Blueprint, Response, g

from display.hall import FollowUpRequest, Outcome
from display.hall.calling import (
    Coming,
    NextRequest,
    RestRequest,
    TransferRequest,
    WaitingRequest,
    call_next,
    calls_today,
    coming_at,
    set_counter_state,
    tell_waiting,
    transfer_call,
    undo_call,
)
from display.web.api.description.operation import (
    AGAIN,
    API,
    IDEMPOTENT,
    WRITES,
    Operation,
    summary_of,
)
from display.web.api.schemas.answer import PlacedAnswer
from display.web.api.schemas.counters import (
    CalledAnswer,
    CallsTodayAnswer,
    ComingAnswer,
    CounterChangeAnswer,
    WaitingToldAnswer,
)
from display.web.api.unheard import saying_when
from display.web.edge.address import check_id, follow_up_key
from display.web.edge.current import current_parts
from display.web.edge.problem import Problem
from display.web.edge.request_body import read_request
from display.web.edge.responses import answer_placed, fresh

if TYPE_CHECKING:
    from display.hall.calling import CounterState
    from display.journal import Counter

blueprint = Blueprint("counters", __name__, url_prefix=API)


class _TicketNumber(TypedDict):
    """A ticket as it is shown."""

    number: str


class _NextTicket(TypedDict):
    """What ``ServiceComingAnswer`` of the schemas says; ``code``: why there is no ticket."""

    service: str | None
    ticket: _TicketNumber | None
    code: str | None
    waiting: int | None


@blueprint.get("/counters/<counter_id>/next")
def show_next(counter_id: str) -> Response:
    """What *next* would call."""
    check_id(counter_id, "counter")
    first, each = current_parts().hall.read(lambda tx: coming_at(tx, counter_id))
    services = [_coming(one) for one in each]
    return fresh(counter=counter_id, **_coming(first), services=services)


@blueprint.get("/counters/<counter_id>/calls")
def show_calls(counter_id: str) -> Response:
    """Today's calls of a counter's services."""
    check_id(counter_id, "counter")
    calls = current_parts().hall.read(lambda tx: calls_today(tx, counter_id))
    return fresh(calls=[call.to_json() for call in calls])


@blueprint.post("/counters/<counter_id>/next")
def call_next_ticket(counter_id: str) -> Response:
    """Call the next ticket to a counter.

    A repeat gets what the first one got, whatever was called since.
    """
    check_id(counter_id, "counter")
    hall, asked = current_parts().hall, read_request(NextRequest, required=False)
    with saying_when():
        placed = call_next(hall, counter_id, asked)
    # Read back from its event, as a repeat must tell of the first call and not of the newest.
    event = hall.read(lambda tx: tx.event(placed.event_id))
    row = event.data["call"] if event else {}
    call = {key: row.get(key) for key in ("ticket", "service", "counter", "called_at")}
    return answer_placed(placed, **call)


@blueprint.post("/counters/<counter_id>/open")
def open_counter(counter_id: str) -> Response:
    """Open a counter."""
    key = follow_up_key(counter_id, "counter")
    return _answer(set_counter_state(current_parts().hall, counter_id, "open", request_id=key))


@blueprint.post("/counters/<counter_id>/close")
def close(counter_id: str) -> Response:
    """Close a counter."""
    return _rest(counter_id, "closed")


@blueprint.post("/counters/<counter_id>/pause")
def pause(counter_id: str) -> Response:
    """Pause a counter."""
    return _rest(counter_id, "paused")


@blueprint.post("/calls/<event_id>/transfer")
def transfer(event_id: str) -> Response:
    """Send the visitor on."""
    check_id(event_id, "call")
    asked = read_request(TransferRequest)
    return answer_placed(transfer_call(current_parts().hall, event_id, asked), 200)


@blueprint.post("/calls/<event_id>/undo")
def undo(event_id: str) -> Response:
    """Undo a call."""
    key = follow_up_key(event_id, "call")
    return answer_placed(undo_call(current_parts().hall, event_id, request_id=key), 200)


@blueprint.put("/services/<service_id>/waiting")
def tell(service_id: str) -> Response:
    """Tell who waits for a service.

    Raises :class:`Problem`, 403, for who may act for some counters only: that is a clerk.
    """
    check_id(service_id, "service")
    # The guard compares counters in addresses; a service has none, so it is asked here.
    if g.grant.counters is not None:
        raise Problem(403, "A clerk calls; who waits is told by the queue system.", code="role")
    told = tell_waiting(current_parts().hall, service_id, read_request(WaitingRequest))
    return fresh(seq=told.seq, waiting=told.thing.to_json())


def _rest(counter_id: str, state: CounterState) -> Response:
    check_id(counter_id, "counter")
    asked = read_request(RestRequest, required=False)
    change = set_counter_state(
        current_parts().hall, counter_id, state, reason=asked.reason, request_id=asked.event_id
    )
    return _answer(change)


def _answer(change: Outcome[Counter]) -> Response:
    return fresh(seq=change.seq, counter=change.thing.to_json())


def _coming(coming: Coming) -> _NextTicket:
    return {
        "service": coming.service,
        "ticket": {"number": coming.number} if coming.number else None,
        "code": coming.code,
        "waiting": coming.waiting,
    }


_CALLS = ("calls",)


def _counter_step(path: str, summary: str, description: str, *, rests: bool) -> Operation:
    return Operation(
        "POST",
        f"{API}/counters/<counter_id>/{path}",
        _CALLS,
        summary,
        f"{description} {IDEMPOTENT}",
        asks=RestRequest if rests else FollowUpRequest,
        body_required=False,
        answers=CounterChangeAnswer,
        statuses=((200, "Done, now or before."),),
        problems=(*WRITES, 404, 409),
    )


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET",
        f"{API}/counters/<counter_id>/next",
        ("calls", "read"),
        summary_of(show_next),
        "The next ticket of the counter, and of each of its services; `code` says why there is "
        "none: `nobody_waits`, `range_exhausted` or `no_service`.",
        answers=ComingAnswer,
        problems=(401, 403, 404, 429, 503),
    ),
    Operation(
        "GET",
        f"{API}/counters/<counter_id>/calls",
        ("calls", "read"),
        summary_of(show_calls),
        "Also those of other counters: whom a service called and who did not come. What was taken "
        "back is left out.",
        answers=CallsTodayAnswer,
        problems=(401, 403, 404, 429, 503),
    ),
    Operation(
        "POST",
        f"{API}/counters/<counter_id>/next",
        _CALLS,
        summary_of(call_next_ticket),
        "The first of the service's list of who waits, else the hall's own counting. The visit "
        "before it ends as served; a closed counter opens. `number` calls a chosen one. With "
        "`expected` the second of two who press at once is told (409, `code` `not_next`) and "
        "nothing is called. A ticket at another counter leaves that one, one at this counter is "
        "called again. `refuse_if` names what is refused for a person to decide (409): the visit "
        "that would end is `unheard`, a `far_jump`, a ticket that is `at_counter`. "
        f"{IDEMPOTENT}",
        asks=NextRequest,
        body_required=False,
        answers=CalledAnswer,
        statuses=((201, "Called."), (200, AGAIN)),
        problems=(*WRITES, 404, 409),
    ),
    _counter_step("open", summary_of(open_counter), "The screens show it as open.", rests=False),
    _counter_step(
        "close",
        summary_of(close),
        "The visit there ends as served; the screens show the reason. The next call opens it.",
        rests=True,
    ),
    _counter_step(
        "pause",
        summary_of(pause),
        "It keeps its visit; the screens show the reason. The next call opens it.",
        rests=True,
    ),
    Operation(
        "POST",
        f"{API}/calls/<event_id>/transfer",
        _CALLS,
        summary_of(transfer),
        "To another service, another counter, or both: the ticket waits there before those that "
        f"were not called yet. A call not spoken yet is merged away. {IDEMPOTENT}",
        asks=TransferRequest,
        answers=PlacedAnswer,
        statuses=((200, "Transferred, now or before."),),
        problems=(*WRITES, 404, 409),
    ),
    Operation(
        "POST",
        f"{API}/calls/<event_id>/undo",
        _CALLS,
        summary_of(undo),
        "Within 5 seconds, also while it sounds: the voice stops, and number, list, counter and "
        "the visit before it are as they were. Later: 409 with the `code` `undo_late` or "
        f"`undo_over`. {IDEMPOTENT}",
        asks=FollowUpRequest,
        body_required=False,
        answers=PlacedAnswer,
        statuses=((200, "Undone, now or before."),),
        problems=(*WRITES, 404, 409),
    ),
    Operation(
        "PUT",
        f"{API}/services/<service_id>/waiting",
        _CALLS,
        summary_of(tell),
        "From a queue system: how many wait, and the tickets to be called first, in order. Tickets "
        "that the hall placed there itself stay; one that was called today is left out. "
        f"{IDEMPOTENT}",
        asks=WaitingRequest,
        answers=WaitingToldAnswer,
        statuses=((200, "What holds now."),),
        problems=(*WRITES, 404, 409),
    ),
)
