"""The views of the API: read the request, let the hall do it, answer. Decisions are the hall's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal

from flask import Blueprint, Response, send_file

from display.hall import FollowUpRequest, NotFound
from display.hall.calling import CallRequest, end_call, place_call, recall_call
from display.hall.health import check_health
from display.web.api.operations import API
from display.web.edge.own_counters import check_counter
from display.web.edge.request_body import read_request
from display.web.edge.responses import answer_placed, check_id, fresh

if TYPE_CHECKING:
    from display.finding import Finding
    from display.parts import Parts

_SHA256 = re.compile(r"[0-9a-f]{64}")
_ENDINGS: Final[dict[str, Literal["served", "no_show", "cancelled"]]] = {
    "serve": "served",
    "no-show": "no_show",
    "cancel": "cancelled",
}


def api_blueprint(parts: Parts) -> Blueprint:
    """Return the routes of calls, state and sounds."""
    blueprint = Blueprint("api", __name__, url_prefix=API)
    _route_calls(blueprint, parts)
    _route_reading(blueprint, parts)
    return blueprint


def _route_calls(blueprint: Blueprint, parts: Parts) -> None:
    @blueprint.post("/calls")
    def place() -> Response:
        asked = read_request(CallRequest)
        check_counter(asked.counter)
        return answer_placed(place_call(parts.hall, asked))

    @blueprint.post("/calls/<event_id>/recall")
    def recall(event_id: str) -> Response:
        check_id(event_id, "call")
        asked = read_request(FollowUpRequest, required=False)
        return answer_placed(recall_call(parts.hall, event_id, request_id=asked.event_id))

    def end(event_id: str, step: str) -> Response:
        check_id(event_id, "call")
        asked = read_request(FollowUpRequest, required=False)
        placed = end_call(parts.hall, event_id, _ENDINGS[step], request_id=asked.event_id)
        return answer_placed(placed, 200)

    for step in _ENDINGS:
        blueprint.add_url_rule(
            f"/calls/<event_id>/{step}", step, end, methods=["POST"], defaults={"step": step}
        )


def _route_reading(blueprint: Blueprint, parts: Parts) -> None:
    @blueprint.get("/state")
    def state() -> Response:
        return fresh(**parts.hub.snapshot())

    @blueprint.get("/health")
    def health() -> Response:
        return fresh(
            checks=health_rows(check_health(parts.hall, parts.hub, parts.speakers, parts.monitor))
        )

    @blueprint.get("/sounds/<sha256>")
    def sound(sha256: str) -> Response:
        found = parts.composer.find(sha256) if _SHA256.fullmatch(sha256) else None
        if found is None:
            raise NotFound("There is no sound of that SHA-256.")
        response = send_file(found.path.resolve(), mimetype="audio/wav", etag=False)
        response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
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
