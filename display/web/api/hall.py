"""What the hall says of itself: names, place, time zone, opening hours, running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response

from display.hall.setup import HallRequest, change_profile
from display.journal import profile_now
from display.web.api.description.operation import API, IDEMPOTENT, WRITES, Operation, summary_of
from display.web.api.schemas.state import HallChangeAnswer
from display.web.edge.current import current_parts
from display.web.edge.request_body import read_request
from display.web.edge.responses import fresh

if TYPE_CHECKING:
    from display.hall import Outcome
    from display.journal import Hall

blueprint = Blueprint("hall", __name__, url_prefix=API)


@blueprint.put("/hall")
def change() -> Response:
    """Change what the hall says of itself."""
    return _answer(change_profile(current_parts().hall, read_request(HallRequest)))


def _answer(change: Outcome[Hall]) -> Response:
    return fresh(seq=change.seq, hall=profile_now(change.thing.to_json()))


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "PUT",
        f"{API}/hall",
        ("admin",),
        summary_of(change),
        f"What is not given stays; screens show it at once. {IDEMPOTENT}",
        asks=HallRequest,
        answers=HallChangeAnswer,
        statuses=((200, "Changed, now or before."),),
        problems=(*WRITES, 409),
    ),
)
