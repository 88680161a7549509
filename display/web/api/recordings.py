"""The views of recordings and of the preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, g, request

from display.hall import Outcome
from display.hall.announcing import AnnouncementRequest
from display.hall.speech import RecordingRequest
from display.web.api.operation import API, WRITES, Operation
from display.web.api.recording_schemas import PreviewAnswer, RecordingChangeAnswer, RecordingsAnswer
from display.web.edge.problem import Problem
from display.web.edge.rate_limit import RateLimit
from display.web.edge.request_body import read_query, read_request
from display.web.edge.responses import fresh
from display.web.edge.upload import Uploads

if TYPE_CHECKING:
    from display.journal import Recording
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


def _answer(added: Outcome[Recording]) -> Response:
    return fresh(201 if added.created else 200, seq=added.seq, recording=added.thing.to_json())


LARGEST_SOUND = 120 * 1024 * 1024
"""Bytes of a sound that is brought: eight minutes of stereo at 48 kHz and 16 bit are 92 MB."""

_HERE = f"{API}/recordings"


RECORDING_OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "POST",
        _HERE,
        ("announcements",),
        "Bring a sound",
        "The body is the file: WAV, FLAC, MP3, Ogg or Opus, at most 120 MB and 8 minutes. It "
        "is cut to what is heard and levelled. The same sound again gives the first answer, and so "
        "does the same `event_id` or header `Idempotency-Key`.",
        query=RecordingRequest,
        asks_media="application/octet-stream",
        largest_body=LARGEST_SOUND,
        answers=RecordingChangeAnswer,
        statuses=((201, "Kept."), (200, "It was kept before.")),
        problems=(*WRITES, 408, 409, 507),
    ),
    Operation(
        "GET",
        _HERE,
        ("announcements", "read"),
        "The recordings that can be played",
        "Newest first, with the room that they take.",
        answers=RecordingsAnswer,
        problems=(401, 403, 429, 503),
    ),
    Operation(
        "DELETE",
        f"{_HERE}/<recording_id>",
        ("announcements",),
        "Take a recording away",
        "Not while it waits to be played.",
        answers=RecordingChangeAnswer,
        statuses=((200, "Taken away."),),
        problems=(401, 403, 404, 409, 413, 429, 503),
    ),
    Operation(
        "POST",
        f"{API}/announcements/preview",
        ("announcements",),
        "Hear and see an announcement before it is made",
        "The body is that of `POST /announcements`. Nothing is journalled. 202 while the voice "
        "makes what is missing: ask again. The sound is the very file that the hall will hear.",
        asks=AnnouncementRequest,
        answers=PreviewAnswer,
        statuses=((200, "Ready."), (202, "The voice is making it; ask again.")),
        problems=WRITES,
    ),
)
