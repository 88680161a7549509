"""The hall's ear: a microphone tells what it heard, and is told what to listen for."""

from __future__ import annotations

from flask import Blueprint, Response

from display.hall.hearing import EarRequest
from display.web.api.description.operation import API, WRITES, Operation, summary_of
from display.web.api.schemas.ear import EarAnswer
from display.web.edge.current import current_parts
from display.web.edge.request_body import read_request
from display.web.edge.responses import fresh

blueprint = Blueprint("ear", __name__, url_prefix=API)


@blueprint.post("/ear")
def report() -> Response:
    """Report as the hall's ear."""
    return fresh(expected=current_parts().ears.take(read_request(EarRequest)))


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "POST",
        f"{API}/ear",
        ("listen",),
        summary_of(report),
        "Once a second: how the microphone is, and what was judged; the answer names what has "
        "just begun to sound. A verdict may be told again: the first one stands. Figures only; "
        "no sound is taken. See docs/hearing.md.",
        asks=EarRequest,
        answers=EarAnswer,
        statuses=((200, "Noted."),),
        problems=(*WRITES, 409),
    ),
)
