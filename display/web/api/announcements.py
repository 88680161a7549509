"""The views of announcements: make, cancel, move up, say again, and what was heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from display.web.api.operations import API
from display.web.edge.problem import FieldError, Problem
from display.web.edge.request_body import read_request
from display.web.edge.responses import answer_placed, check_id, fresh

if TYPE_CHECKING:
    from display.parts import Parts

_USUAL = 50


def announcements_blueprint(parts: Parts) -> Blueprint:
    """Return the routes of announcements, the queue and the history."""
    blueprint = Blueprint("announcements", __name__, url_prefix=API)
    _route_making(blueprint, parts)
    _route_watching(blueprint, parts)
    return blueprint


def _route_making(blueprint: Blueprint, parts: Parts) -> None:
    @blueprint.post("/announcements")
    def say() -> Response:
        return answer_placed(announce(parts.hall, read_request(AnnouncementRequest)))

    @blueprint.post("/announcements/<announcement_id>/cancel")
    def cancel_saying(announcement_id: str) -> Response:
        check_id(announcement_id, "announcement")
        read_request(FollowUpRequest, required=False)
        return answer_placed(cancel_announcement(parts.hall, announcement_id), 200)

    @blueprint.post("/announcements/<announcement_id>/advance")
    def advance(announcement_id: str) -> Response:
        check_id(announcement_id, "announcement")
        asked = read_request(FollowUpRequest, required=False)
        placed = advance_announcement(parts.hall, announcement_id, request_id=asked.event_id)
        return answer_placed(placed, 200)

    @blueprint.post("/announcements/<announcement_id>/repeat")
    def repeat(announcement_id: str) -> Response:
        check_id(announcement_id, "announcement")
        asked = read_request(FollowUpRequest, required=False)
        return answer_placed(
            repeat_announcement(parts.hall, announcement_id, request_id=asked.event_id)
        )


def _route_watching(blueprint: Blueprint, parts: Parts) -> None:
    @blueprint.get("/queue")
    def queue() -> Response:
        return fresh(**forecast_queue(parts.hall, parts.announcer))

    @blueprint.get("/announcements")
    def history() -> Response:
        before = _number("before", 0, 2**53, None)
        limit = _number("limit", 1, MOST, _USUAL)
        kind = request.args.get("kind")
        if kind not in {None, "call", "message"}:
            raise _refuse("kind", "must be call or message")
        page = parts.hall.read(lambda tx: read_history(tx, before, limit or _USUAL, kind))
        return fresh(announcements=page.announcements, before=page.before)


def _number(name: str, least: int, most: int, otherwise: int | None) -> int | None:
    text = request.args.get(name)
    if text is None:
        return otherwise
    if not text.isascii() or not text.isdigit() or len(text) > 16:
        raise _refuse(name, "must be a whole number")
    if not least <= int(text) <= most:
        raise _refuse(name, f"must be from {least} to {most}")
    return int(text)


def _refuse(name: str, message: str) -> Problem:
    return Problem(422, f"{name}: {message}.", errors=[FieldError(name, message)])
