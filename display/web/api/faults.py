"""Faults: staff take care of one, by name."""

from __future__ import annotations

from flask import Blueprint, Response

from display.hall.faults import AcknowledgeRequest, acknowledge_fault
from display.web.api.description.operation import API, IDEMPOTENT, WRITES, Operation, summary_of
from display.web.api.schemas.announcements import AcknowledgedAnswer
from display.web.edge.current import asker_name, current_parts
from display.web.edge.request_body import read_request
from display.web.edge.responses import fresh

blueprint = Blueprint("faults", __name__, url_prefix=API)


@blueprint.post("/faults/acknowledge")
def acknowledge() -> Response:
    """Take care of a fault."""
    asked = read_request(AcknowledgeRequest)
    taken = acknowledge_fault(current_parts().hall, asked, asker_name())
    return fresh(seq=taken.seq, fault=taken.thing.to_json())


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "POST",
        f"{API}/faults/acknowledge",
        ("announcements", "calls"),
        summary_of(acknowledge),
        f"By name; the fault stands until the system finds it gone. {IDEMPOTENT}",
        asks=AcknowledgeRequest,
        answers=AcknowledgedAnswer,
        statuses=((200, "Acknowledged, now or before."),),
        problems=(*WRITES, 404, 409),
    ),
)
