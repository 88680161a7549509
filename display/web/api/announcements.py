"""Announcements: make, cancel, move up, say again; what waits, and what was heard."""

from __future__ import annotations

from flask import Blueprint, Response, request

from display.hall import FollowUpRequest
from display.hall.announcing import (
    MOST,
    AnnouncementRequest,
    advance_announcement,
    announce,
    cancel_announcement,
    read_history,
    repeat_announcement,
)
from display.hall.playback import forecast_queue
from display.web.api.description.operation import (
    AGAIN,
    API,
    IDEMPOTENT,
    WRITES,
    Operation,
    summary_of,
)
from display.web.api.schemas.announcements import HistoryAnswer, QueueAnswer, QueueQuery
from display.web.api.schemas.answer import PlacedAnswer
from display.web.edge.address import follow_up_key
from display.web.edge.current import current_parts
from display.web.edge.problem import FieldError, Problem
from display.web.edge.request_body import read_request
from display.web.edge.responses import answer_placed, fresh

_USUAL = 50

blueprint = Blueprint("announcements", __name__, url_prefix=API)


@blueprint.post("/announcements")
def say() -> Response:
    """Say and show a text, a template or a recording."""
    return answer_placed(announce(current_parts().hall, read_request(AnnouncementRequest)))


@blueprint.post("/announcements/<announcement_id>/cancel")
def cancel(announcement_id: str) -> Response:
    """Cancel an announcement."""
    key = follow_up_key(announcement_id, "announcement")
    placed = cancel_announcement(current_parts().hall, announcement_id, request_id=key)
    return answer_placed(placed, 200)


@blueprint.post("/announcements/<announcement_id>/advance")
def advance(announcement_id: str) -> Response:
    """Let an announcement go next."""
    key = follow_up_key(announcement_id, "announcement")
    placed = advance_announcement(current_parts().hall, announcement_id, request_id=key)
    return answer_placed(placed, 200)


@blueprint.post("/announcements/<announcement_id>/repeat")
def repeat(announcement_id: str) -> Response:
    """Announce the same once more."""
    key = follow_up_key(announcement_id, "announcement")
    return answer_placed(repeat_announcement(current_parts().hall, announcement_id, request_id=key))


@blueprint.get("/announcements")
def show_history() -> Response:
    """What was heard.

    Raises :class:`Problem`, 422, for a query that is not to be read, and names its field.
    """
    # The largest whole number that a JSON reader with floats (JavaScript) keeps exactly.
    before = _number("before", 0, 2**53, None)
    limit = _number("limit", 1, MOST, _USUAL)
    kind = request.args.get("kind")
    if kind not in {None, "call", "message"}:
        raise _refuse("kind", "must be call or message")
    page = current_parts().hall.read(lambda tx: read_history(tx, before, limit or _USUAL, kind))
    return fresh(announcements=page.announcements, before=page.before)


@blueprint.get("/queue")
def show_queue() -> Response:
    """What sounds and what waits in a zone.

    Raises :class:`Problem`, 422, for a zone that the hall has not.
    """
    zones, named = current_parts().zones, request.args.get("zone")
    zone = zones.find(named) if named else zones.main
    if zone is None:
        raise _refuse("zone", "there is no such zone")
    return fresh(**forecast_queue(zone.hall, zone.announcer))


def _number(name: str, least: int, most: int, otherwise: int | None) -> int | None:
    text = request.args.get(name)
    if text is None:
        return otherwise
    # 2**53 has 16 digits. isdigit alone takes "²", at which int() fails.
    if not text.isascii() or not text.isdigit() or len(text) > 16:
        raise _refuse(name, "must be a whole number")
    if not least <= int(text) <= most:
        raise _refuse(name, f"must be from {least} to {most}")
    return int(text)


def _refuse(name: str, message: str) -> Problem:
    return Problem(422, f"{name}: {message}.", errors=[FieldError(name, message)])


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "POST",
        f"{API}/announcements",
        ("announcements",),
        summary_of(say),
        f"Spoken in Indonesian on the PA line and captioned on every screen. {IDEMPOTENT}",
        asks=AnnouncementRequest,
        answers=PlacedAnswer,
        statuses=((201, "Queued."), (200, AGAIN)),
        problems=(*WRITES, 409),
    ),
    Operation(
        "POST",
        f"{API}/announcements/<announcement_id>/cancel",
        ("announcements",),
        summary_of(cancel),
        "One that is being spoken is stopped. An emergency that was heard, or a text on the "
        "screens, becomes `finished` with the reason `ended`.",
        asks=FollowUpRequest,
        body_required=False,
        answers=PlacedAnswer,
        statuses=((200, "Cancelled, now or before."),),
        problems=(*WRITES, 404, 409),
    ),
    Operation(
        "POST",
        f"{API}/announcements/<announcement_id>/advance",
        ("announcements",),
        summary_of(advance),
        f"Before all others of its priority. {IDEMPOTENT}",
        asks=FollowUpRequest,
        body_required=False,
        answers=PlacedAnswer,
        statuses=((200, "Moved, now or before."),),
        problems=(*WRITES, 404, 409),
    ),
    Operation(
        "POST",
        f"{API}/announcements/<announcement_id>/repeat",
        ("announcements",),
        summary_of(repeat),
        f"As a new announcement; also long after the first has ended. {IDEMPOTENT}",
        asks=FollowUpRequest,
        body_required=False,
        answers=PlacedAnswer,
        statuses=((201, "Queued."), (200, AGAIN)),
        problems=(*WRITES, 404, 409),
    ),
    Operation(
        "GET",
        f"{API}/announcements",
        ("read",),
        summary_of(show_history),
        "Announcements that have ended, newest first: when, on what device, or why not.",
        answers=HistoryAnswer,
        problems=(401, 403, 422, 429, 503),
    ),
    Operation(
        "GET",
        f"{API}/queue",
        ("read",),
        summary_of(show_queue),
        "In the order in which it will be spoken, with seconds to go.",
        query=QueueQuery,
        answers=QueueAnswer,
        problems=(401, 403, 422, 429, 503),
    ),
)
