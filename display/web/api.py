"""The views of the API: read the request, let the hall do it, answer. Decisions are the hall's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal

from flask import Blueprint, Response, jsonify, send_file

from display.hall import (
    CallRequest,
    FollowUpRequest,
    NotFound,
    Placed,
    check_health,
    end_call,
    place_call,
    recall_call,
)
from display.web.counters import check_counter
from display.web.operations import API
from display.web.reading import read_request

if TYPE_CHECKING:
    from display.finding import Finding
    from display.house import House

_SHA256 = re.compile(r"[0-9a-f]{64}")
# The form of every id in the journal (display.hall.requests.EventId). What has another form cannot
# be there, and need not be asked for.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:\-]{0,127}")
_ENDINGS: Final[dict[str, Literal["served", "no_show", "cancelled"]]] = {
    "serve": "served",
    "no-show": "no_show",
    "cancel": "cancelled",
}


def api_blueprint(house: House) -> Blueprint:
    """Return the routes of calls, state and sounds."""
    blueprint = Blueprint("api", __name__, url_prefix=API)
    _route_calls(blueprint, house)
    _route_reading(blueprint, house)
    return blueprint


def _route_calls(blueprint: Blueprint, house: House) -> None:
    @blueprint.post("/calls")
    def place() -> Response:
        asked = read_request(CallRequest)
        check_counter(asked.counter)
        return _placed(place_call(house, asked))

    @blueprint.post("/calls/<event_id>/recall")
    def recall(event_id: str) -> Response:
        check_id(event_id, "call")
        asked = read_request(FollowUpRequest, required=False)
        return _placed(recall_call(house, event_id, request_id=asked.event_id))

    def end(event_id: str, step: str) -> Response:
        check_id(event_id, "call")
        asked = read_request(FollowUpRequest, required=False)
        placed = end_call(house, event_id, _ENDINGS[step], request_id=asked.event_id)
        return answer_placed(placed, 200)

    for step in _ENDINGS:
        blueprint.add_url_rule(
            f"/calls/<event_id>/{step}", step, end, methods=["POST"], defaults={"step": step}
        )


def _route_reading(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/state")
    def state() -> Response:
        response = jsonify(house.hub.snapshot())
        response.headers["Cache-Control"] = "no-store"
        return response

    @blueprint.get("/health")
    def health() -> Response:
        response = jsonify(checks=health_rows(check_health(house)))
        response.headers["Cache-Control"] = "no-store"
        return response

    @blueprint.get("/sounds/<sha256>")
    def sound(sha256: str) -> Response:
        found = house.composer.find(sha256) if _SHA256.fullmatch(sha256) else None
        if found is None:
            raise NotFound("There is no sound of that SHA-256.")
        response = send_file(found.path.resolve(), mimetype="audio/wav", etag=False)
        response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
        return response


def check_id(value: str, what: str) -> None:
    """Raise :class:`NotFound` for an id that nothing in the journal can have."""
    if not _ID.fullmatch(value):
        raise NotFound(f"There is no {what} of that id.")


def _placed(placed: Placed) -> Response:
    return answer_placed(placed, 201 if placed.created else 200)


def answer_placed(placed: Placed, status: int) -> Response:
    """Return the response that tells what a request became."""
    response = jsonify(
        seq=placed.seq,
        event_id=placed.event_id,
        announcement_id=placed.announcement_id,
        caption=placed.caption,
    )
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def health_rows(findings: Mapping[str, Finding]) -> list[dict[str, str]]:
    """Return findings as ``GET /health`` tells them."""
    return [
        {
            "name": name,
            "title": found.subject,
            "state": found.state,
            "sentence": found.sentence,
            "action": found.remedy,
        }
        for name, found in findings.items()
    ]
