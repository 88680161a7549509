"""The views of recordings and of the preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, g, request

from display.hall.announcing import AnnouncementRequest
from display.hall.speech import Added, RecordingRequest
from display.web.api.operations import API
from display.web.edge.problem import Problem
from display.web.edge.rate_limit import RateLimit
from display.web.edge.request_body import read_query, read_request
from display.web.edge.responses import fresh
from display.web.edge.upload import Uploads
from display.web.recording_operations import LARGEST_SOUND

if TYPE_CHECKING:
    from display.parts import Parts

# A page asks anew after each pause in typing, and twice a second while the voice works.
PREVIEWS_PER_S = 6
_NO_SOUND = frozenset({"application/json", "multipart/form-data", "text/html", "text/plain"})


def recordings_blueprint(parts: Parts) -> Blueprint:
    """Return the routes of recordings and of the preview."""
    blueprint = Blueprint("recordings", __name__, url_prefix=API)
    _route_recordings(blueprint, parts)
    _route_preview(blueprint, parts)
    return blueprint


def _route_recordings(blueprint: Blueprint, parts: Parts) -> None:
    uploads = Uploads()

    @blueprint.post("/recordings")
    def bring() -> Response:
        asked = read_query(RecordingRequest)
        _check_media()
        earlier = parts.recordings.earlier(asked.event_id)
        if earlier:
            return _answer(earlier)
        path = parts.recordings.incoming()
        with uploads.receive(path, LARGEST_SOUND):
            return _answer(parts.recordings.add(path, asked))

    @blueprint.get("/recordings")
    def show() -> Response:
        kept = parts.recordings
        return fresh(
            recordings=[row.to_json() for row in kept.list()],
            used_bytes=kept.used_bytes,
            limit_bytes=kept.limit_bytes,
        )

    @blueprint.delete("/recordings/<recording_id>")
    def take_away(recording_id: str) -> Response:
        return _answer(parts.recordings.remove(recording_id))


def _route_preview(blueprint: Blueprint, parts: Parts) -> None:
    rate = RateLimit(PREVIEWS_PER_S)

    @blueprint.post("/announcements/preview")
    def preview() -> Response:
        asked = read_request(AnnouncementRequest)
        who = g.grant.id
        if rate.take(who):
            message = f"At most {PREVIEWS_PER_S} previews a second."
            raise Problem(429, message, headers={"Retry-After": "1"})
        found = parts.previews.preview(who, asked)
        body = {key: getattr(found, key) for key in ("caption", "words", "sound", "duration_ms")}
        return fresh(202 if found.is_waiting else 200, **body)


def _check_media() -> None:
    """Refuse what is surely not a file itself; what else it is its content tells."""
    if request.mimetype in _NO_SOUND:
        raise Problem(415, "Send the sound file itself as the body.", code="not_sound")


def _answer(added: Added) -> Response:
    return fresh(201 if added.created else 200, seq=added.seq, recording=added.recording.to_json())
