"""Recordings that can be played, the preview of an announcement, and the voice made ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, g, request

from display.hall import Outcome
from display.hall.announcing import AnnouncementRequest, Preview
from display.hall.speech import HearingRequest, RecordingRequest
from display.web.api.description.operation import API, READS, WRITES, Operation, summary_of
from display.web.api.schemas.answer import Answer
from display.web.api.schemas.recordings import (
    PreviewAnswer,
    RecordingChangeAnswer,
    RecordingsAnswer,
)
from display.web.edge.current import current_parts, per_app
from display.web.edge.problem import Problem
from display.web.edge.rate_limit import RateLimit
from display.web.edge.request_body import read_query, read_request
from display.web.edge.responses import fresh
from display.web.edge.upload import Uploads

if TYPE_CHECKING:
    from display.journal import Recording

LARGEST_SOUND = 120 * 1024 * 1024
"""Bytes of a sound that is brought: eight minutes of stereo at 48 kHz and 16 bit are 92 MB."""

# A page asks anew after each pause in typing, and twice a second while the voice works.
PREVIEWS_PER_S = 6
# A page asks when it is opened, and then so often that the voice does not leave it.
WARMINGS_PER_S = 1
_NO_SOUND = frozenset({"application/json", "multipart/form-data", "text/html", "text/plain"})

blueprint = Blueprint("recordings", __name__, url_prefix=API)
_uploads = per_app(blueprint, "uploads", lambda app: Uploads())
_preview_rate = per_app(blueprint, "preview_rate", lambda app: RateLimit(PREVIEWS_PER_S))
_warming_rate = per_app(blueprint, "warming_rate", lambda app: RateLimit(WARMINGS_PER_S))


@blueprint.post("/recordings")
def bring() -> Response:
    """Bring a sound.

    Raises :class:`Problem`: 413 beyond :data:`LARGEST_SOUND`, 415 for what is surely no sound, 503
    while too many others are received.
    """
    asked = read_query(RecordingRequest)
    _check_media()
    kept = current_parts().recordings
    # A repeat after a lost answer needs no room and no work; is it one? Its bytes will tell.
    path = None if kept.was_answered(asked.event_id) else kept.incoming()
    with _uploads().receive(path, LARGEST_SOUND) as sha256:
        if path is None:
            return _answer(kept.earlier(asked, sha256))
        return _answer(kept.add(path, asked, sha256))


@blueprint.get("/recordings")
def show() -> Response:
    """The recordings that can be played."""
    kept = current_parts().recordings
    return fresh(
        recordings=[row.to_json() for row in kept.list()],
        used_bytes=kept.used_bytes,
        limit_bytes=kept.limit_bytes,
    )


@blueprint.delete("/recordings/<recording_id>")
def take_away(recording_id: str) -> Response:
    """Take a recording away."""
    return _answer(current_parts().recordings.remove(recording_id))


@blueprint.post("/announcements/preview")
def preview() -> Response:
    """Hear and see an announcement before it is made.

    Raises :class:`Problem`, 429, beyond :data:`PREVIEWS_PER_S` previews a second of one asker.
    """
    asked, who = read_request(AnnouncementRequest), _asker_of_preview()
    return _previewed(current_parts().previews.preview(who, asked))


@blueprint.post("/pronunciations/preview")
def hear() -> Response:
    """Hear how a word would be said.

    Raises :class:`Problem`, 429, as for announcements.
    """
    asked, who = read_request(HearingRequest), _asker_of_preview()
    return _previewed(current_parts().previews.hear(who, asked.written, asked.spoken))


def _previewed(found: Preview) -> Response:
    body = {key: getattr(found, key) for key in ("caption", "words", "sound", "duration_ms")}
    return fresh(202 if found.is_waiting else 200, **body)


def _asker_of_preview() -> str:
    """Return who asks for a preview, within the rate."""
    return _take(_preview_rate(), f"At most {PREVIEWS_PER_S} previews a second.")


def _take(rate: RateLimit, message: str) -> str:
    """Return who asks; raises :class:`Problem`, 429, beyond the rate."""
    who: str = g.grant.id
    if rate.take(who):
        raise Problem(429, message, headers={"Retry-After": "1"})
    return who


@blueprint.post("/voice/warm")
def warm() -> Response:
    """Have the voice loaded before a text is sent.

    Raises :class:`Problem`, 429, beyond :data:`WARMINGS_PER_S` of one asker.
    """
    _take(_warming_rate(), f"At most {WARMINGS_PER_S} a second.")
    current_parts().previews.warm()
    return fresh(202)


def _check_media() -> None:
    """Refuse what is surely not a file itself; what else it is its content tells."""
    if request.mimetype in _NO_SOUND:
        raise Problem(415, "Send the sound file itself as the body.", code="not_sound")


def _answer(added: Outcome[Recording]) -> Response:
    return fresh(201 if added.created else 200, seq=added.seq, recording=added.thing.to_json())


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "POST",
        f"{API}/recordings",
        ("announcements",),
        summary_of(bring),
        "The body is the file: WAV, FLAC, MP3, Ogg or Opus, at most 120 MB and 8 minutes. It "
        "is cut to what is heard and levelled. The same sound again gives the first answer, and so "
        "does the same `event_id` or header `Idempotency-Key`.",
        query=RecordingRequest,
        asks_media="application/octet-stream",
        largest_body=LARGEST_SOUND,
        answers=RecordingChangeAnswer,
        statuses=((201, "Kept."), (200, "It was kept before.")),
        problems=(*WRITES, 408, 409),
    ),
    Operation(
        "GET",
        f"{API}/recordings",
        ("announcements", "read"),
        summary_of(show),
        "Newest first, with the room that they take.",
        answers=RecordingsAnswer,
        problems=READS,
    ),
    Operation(
        "DELETE",
        f"{API}/recordings/<recording_id>",
        ("announcements",),
        summary_of(take_away),
        "Not while it waits to be played.",
        answers=RecordingChangeAnswer,
        statuses=((200, "Taken away."),),
        problems=(401, 403, 404, 409, 413, 429, 503),
    ),
    Operation(
        "POST",
        f"{API}/announcements/preview",
        ("announcements",),
        summary_of(preview),
        "The body is that of `POST /announcements`. Nothing is journalled. 202 while the voice "
        "makes what is missing: ask again. The sound is the very file that the hall will hear.",
        asks=AnnouncementRequest,
        answers=PreviewAnswer,
        statuses=((200, "Ready."), (202, "The voice is making it; ask again.")),
        problems=WRITES,
    ),
    Operation(
        "POST",
        f"{API}/pronunciations/preview",
        ("voice",),
        summary_of(hear),
        "These very words are heard, whatever the dictionary holds. Nothing is journalled. 202 "
        "while the voice makes them: ask again.",
        asks=HearingRequest,
        answers=PreviewAnswer,
        statuses=((200, "Ready."), (202, "The voice is making it; ask again.")),
        problems=WRITES,
    ),
    Operation(
        "POST",
        f"{API}/voice/warm",
        ("announcements",),
        summary_of(warm),
        "The first word of a text comes about a second sooner. The voice leaves again after a "
        "minute without work.",
        body_required=False,
        answers=Answer,
        statuses=((202, "It is being loaded, or was already."),),
        problems=READS,
    ),
)
