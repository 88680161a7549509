"""The rows of recordings and of the preview in the table of operations."""

from __future__ import annotations

from display.hall.announcing import AnnouncementRequest
from display.hall.speech import RecordingRequest
from display.web.api.operation import API, WRITES, Operation
from display.web.api.recording_schemas import PreviewAnswer, RecordingChangeAnswer, RecordingsAnswer

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
