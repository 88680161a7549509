"""The rows of the counter pad in the table of operations."""

from __future__ import annotations

from display.hall import FollowUpRequest
from display.hall.calling import NextRequest, RestRequest, TransferRequest, WaitingRequest
from display.web.api.counter_schemas import (
    CalledAnswer,
    ComingAnswer,
    CounterChangeAnswer,
    WaitingToldAnswer,
)
from display.web.api.operation import AGAIN, API, IDEMPOTENT, WRITES, Operation
from display.web.api.schemas import PlacedAnswer

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


PAD_OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET",
        f"{API}/counters/<counter_id>/next",
        ("calls", "read"),
        "What *next* would call",
        "The next ticket of the counter, and of each of its services; `code` says why there is "
        "none: `nobody_waits`, `range_exhausted` or `no_service`.",
        answers=ComingAnswer,
        problems=(401, 403, 404, 429, 503),
    ),
    Operation(
        "POST",
        f"{API}/counters/<counter_id>/next",
        _CALLS,
        "Call the next ticket to a counter",
        "The first of the service's list of who waits, else the hall's own counting. The visit "
        "before it ends as served; a closed counter opens. `number` calls a chosen one. With "
        "`expected` the second of two who press at once is told (409, `code` `not_next`) and "
        f"nothing is called. {IDEMPOTENT}",
        asks=NextRequest,
        body_required=False,
        answers=CalledAnswer,
        statuses=((201, "Called."), (200, AGAIN)),
        problems=(*WRITES, 404, 409),
    ),
    _counter_step("open", "Open a counter", "The screens show it as open.", rests=False),
    _counter_step(
        "close",
        "Close a counter",
        "The visit there ends as served; the screens show the reason. The next call opens it.",
        rests=True,
    ),
    _counter_step(
        "pause",
        "Pause a counter",
        "It keeps its visit; the screens show the reason. The next call opens it.",
        rests=True,
    ),
    Operation(
        "POST",
        f"{API}/calls/<event_id>/transfer",
        _CALLS,
        "Send the visitor on",
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
        "Undo a call",
        "Within 5 seconds while the hall has not heard it: number, list, counter and the visit "
        "before it are as they were. Later: 409 with the `code` `undo_late`, `undo_spoken` or "
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
        "Tell who waits for a service",
        "From a queue system: how many wait, and the tickets to be called first, in order. Tickets "
        "that the hall placed there itself stay; one that was called today is left out. "
        f"{IDEMPOTENT}",
        asks=WaitingRequest,
        answers=WaitingToldAnswer,
        statuses=((200, "What holds now."),),
        problems=(*WRITES, 404, 409),
    ),
)
