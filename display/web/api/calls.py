"""The life of a call: place, recall, and how it ended. Decisions are the hall's."""

from __future__ import annotations

from typing import Literal

from flask import Blueprint, Response

from display.hall import FollowUpRequest
from display.hall.calling import CallRequest, EndRequest, end_call, place_call, recall_call
from display.web.api.description.operation import (
    AGAIN,
    API,
    IDEMPOTENT,
    WRITES,
    Operation,
    summary_of,
)
from display.web.api.schemas.answer import PlacedAnswer
from display.web.api.unheard import saying_when
from display.web.edge.address import check_id, follow_up_key
from display.web.edge.current import current_parts
from display.web.edge.own_counters import check_counter
from display.web.edge.request_body import read_request
from display.web.edge.responses import answer_placed

blueprint = Blueprint("calls", __name__, url_prefix=API)


@blueprint.post("/calls")
def place() -> Response:
    """Call a ticket to a counter.

    Raises :class:`Problem`, 403: the counter is not one of the asker's own.
    """
    asked = read_request(CallRequest)
    check_counter(asked.counter)
    return answer_placed(place_call(current_parts().hall, asked))


@blueprint.post("/calls/<event_id>/recall")
def recall(event_id: str) -> Response:
    """Call the same ticket again.

    ``event_id`` is that of the first call, here and below.
    """
    key = follow_up_key(event_id, "call")
    return answer_placed(recall_call(current_parts().hall, event_id, request_id=key))


@blueprint.post("/calls/<event_id>/serve")
def serve(event_id: str) -> Response:
    """The visitor has come."""
    return _end(event_id, "served")


@blueprint.post("/calls/<event_id>/no-show")
def no_show(event_id: str) -> Response:
    """The visitor has not come."""
    return _end(event_id, "no_show")


@blueprint.post("/calls/<event_id>/cancel")
def cancel(event_id: str) -> Response:
    """Take the call back."""
    return _end(event_id, "cancelled")


def _end(event_id: str, ending: Literal["served", "no_show", "cancelled"]) -> Response:
    check_id(event_id, "call")
    asked = read_request(EndRequest, required=False)
    with saying_when():
        placed = end_call(
            current_parts().hall,
            event_id,
            ending,
            request_id=asked.event_id,
            refuse_if=asked.refuse_if,
        )
    return answer_placed(placed, 200)


def _step(path: str, summary: str, description: str) -> Operation:
    created = ((201, "Recalled."),) if path == "recall" else ()
    return Operation(
        "POST",
        f"{API}/calls/<event_id>/{path}",
        ("calls",),
        summary,
        f"{description} {IDEMPOTENT}",
        asks=FollowUpRequest if path == "recall" else EndRequest,
        body_required=False,
        answers=PlacedAnswer,
        statuses=(*created, (200, "Done, now or before.")),
        problems=(*WRITES, 404, 409),
    )


_MERGED = (
    "A call not spoken yet is merged away; `unheard` of the answer says so. With `refuse_if` it is "
    "refused instead (409, `code` `unheard`)."
)

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "POST",
        f"{API}/calls",
        ("calls",),
        summary_of(place),
        f"Journalled, shown on every screen and queued to be spoken. {IDEMPOTENT}",
        asks=CallRequest,
        answers=PlacedAnswer,
        statuses=((201, "Called."), (200, AGAIN)),
        problems=(*WRITES, 409),
    ),
    _step(
        "recall",
        summary_of(recall),
        "Spoken as second or last call; what was not spoken yet is merged into it.",
    ),
    _step("serve", summary_of(serve), _MERGED),
    _step("no-show", summary_of(no_show), _MERGED),
    _step("cancel", summary_of(cancel), _MERGED),
)
