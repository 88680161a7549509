"""The one table of what may be asked over HTTP: it guards the routes and documents them.

A route under ``/api`` that has no row here is refused (:mod:`display.web.guard`), and a row without
a route fails the tests. ``path`` is written as Flask writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel

from display.hall import (
    AnnouncementRequest,
    CallRequest,
    FollowUpRequest,
    PronunciationRequest,
)
from display.web.answers import (
    EventsAnswer,
    PlacedAnswer,
    PronunciationChangeAnswer,
    PronunciationsAnswer,
    StateAnswer,
)

API: Final = "/api/v1"
WATCH: Final = "watch"
"""Access of the board: open while the setting ``open_screens`` is on, else scope ``read``."""

OPEN: Final = "open"
"""Access of what everybody may have."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on one path: who may ask, what is asked, what is answered."""

    method: str
    path: str
    access: tuple[str, ...]
    summary: str
    description: str = ""
    asks: type[BaseModel] | None = None
    body_required: bool = True
    answers: type[BaseModel] | None = None
    answers_media: str = "application/json"
    statuses: tuple[tuple[int, str], ...] = ((200, "Done."),)
    problems: tuple[int, ...] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether anybody may ask, whatever the settings say."""
        return self.access == (OPEN,)

    @property
    def is_watch(self) -> bool:
        """Tell whether the setting ``open_screens`` decides."""
        return self.access == (WATCH,)

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes of which a token needs one."""
        return () if self.is_open else ("read",) if self.is_watch else self.access


_AGAIN = "The same event_id was posted before: the first answer."
_WRITES = (400, 401, 403, 413, 415, 422, 429, 503)
_IDEMPOTENT = (
    "The idempotency key may be given as `event_id` or in the header `Idempotency-Key`: "
    "the same key again changes nothing and gives the first answer."
)


def _step(path: str, summary: str, description: str) -> Operation:
    created = ((201, "Recalled."),) if path == "recall" else ()
    return Operation(
        "POST",
        f"{API}/calls/<event_id>/{path}",
        ("calls",),
        summary,
        f"{description} {_IDEMPOTENT}",
        asks=FollowUpRequest,
        body_required=False,
        answers=PlacedAnswer,
        statuses=(*created, (200, "Done, now or before.")),
        problems=(*_WRITES, 404, 409),
    )


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "POST",
        f"{API}/calls",
        ("calls",),
        "Call a ticket to a counter",
        f"Journalled, shown on every screen and queued to be spoken. {_IDEMPOTENT}",
        asks=CallRequest,
        answers=PlacedAnswer,
        statuses=((201, "Called."), (200, _AGAIN)),
        problems=(*_WRITES, 409),
    ),
    _step(
        "recall",
        "Call the same ticket again",
        "Spoken as second or last call; what was not spoken yet is merged into it.",
    ),
    _step("serve", "The visitor has come", "A call not spoken yet is merged away."),
    _step("no-show", "The visitor has not come", "A call not spoken yet is merged away."),
    _step("cancel", "Take the call back", "A call not spoken yet is merged away."),
    Operation(
        "POST",
        f"{API}/announcements",
        ("announcements",),
        "Say and show a text",
        f"Spoken in Indonesian on the PA line and captioned on every screen. {_IDEMPOTENT}",
        asks=AnnouncementRequest,
        answers=PlacedAnswer,
        statuses=((201, "Queued."), (200, _AGAIN)),
        problems=(*_WRITES, 409),
    ),
    Operation(
        "POST",
        f"{API}/announcements/<announcement_id>/cancel",
        ("announcements",),
        "Cancel an announcement",
        "One that is being spoken is stopped.",
        asks=FollowUpRequest,
        body_required=False,
        answers=PlacedAnswer,
        statuses=((200, "Cancelled, now or before."),),
        problems=(*_WRITES, 404, 409),
    ),
    Operation(
        "GET",
        f"{API}/state",
        (WATCH,),
        "The whole state of the hall",
        "Consistent at one `seq`. Follow it with `/events?after=SEQ`.",
        answers=StateAnswer,
        problems=(401, 403, 429, 503),
    ),
    Operation(
        "GET",
        f"{API}/events",
        (WATCH,),
        "Events after a position",
        "Long-poll (`wait` seconds), or a stream when `text/event-stream` is accepted; each event "
        "of the stream has its `seq` as id, and `Last-Event-ID` resumes. See docs/protocol.md.",
        answers=EventsAnswer,
        problems=(400, 401, 403, 422, 429, 503),
    ),
    Operation(
        "GET",
        f"{API}/sounds/<sha256>",
        ("speaker", "read"),
        "A sound file by the SHA-256 of its content",
        "WAV, 48 kHz, mono, 16 bit. It never changes and may be cached for ever.",
        answers_media="audio/wav",
        problems=(401, 403, 404, 429),
    ),
    Operation(
        "GET",
        f"{API}/pronunciations",
        ("read", "voice"),
        "How words are said",
        "The pronunciation dictionary: the shipped entries and the hall's own, by written form.",
        answers=PronunciationsAnswer,
        problems=(401, 403, 429, 503),
    ),
    Operation(
        "PUT",
        f"{API}/pronunciations/<written>",
        ("voice",),
        "Change how a word is said",
        "Captions keep the written form. What waits is spoken with the new words; clips that are "
        f"missing for them are made. The same again changes nothing. {_IDEMPOTENT}",
        asks=PronunciationRequest,
        answers=PronunciationChangeAnswer,
        statuses=((201, "A new entry of the hall."), (200, "Changed, now or before.")),
        problems=(*_WRITES, 404, 409),
    ),
    Operation(
        "DELETE",
        f"{API}/pronunciations/<written>",
        ("voice",),
        "Take back the hall's own entry",
        "The shipped entry of that form holds again, if there is one.",
        answers=PronunciationChangeAnswer,
        statuses=((200, "Taken back."),),
        problems=(401, 403, 404, 413, 429, 503),
    ),
    Operation(
        "GET",
        f"{API}/openapi.json",
        (OPEN,),
        "This document",
        answers_media="application/json",
    ),
    Operation("GET", "/healthz", (OPEN,), "Is the process alive?"),
    Operation(
        "GET",
        "/readyz",
        (OPEN,),
        "Can calls be taken and shown?",
        "200 when the journal answers and the hub runs; 503 with the part that does not.",
        statuses=((200, "Ready."), (503, "Not ready: see `checks`.")),
    ),
    Operation(
        "GET",
        "/metrics",
        (WATCH,),
        "How the hall does, for Prometheus",
        "Calls, ends of announcements, queue, faults, sockets, speaker, voice and journal.",
        answers_media="text/plain",
        problems=(401, 403, 429, 503),
    ),
)

PAGES: tuple[str, ...] = (
    *("/", "/tv", "/tv/screen.js", "/tv/colours.css"),
    *("/docs", "/ws", "/static/<path:filename>"),
)
"""What everybody may open that is no API: pages, their files, and the websocket, which has its own
guard (:mod:`display.push`)."""


def find_operation(method: str, rule: str) -> Operation | None:
    """Return the row of a route; ``HEAD`` counts as ``GET``."""
    wanted = ("GET" if method == "HEAD" else method, rule)
    return _BY_ROUTE.get(wanted)


_BY_ROUTE = {(operation.method, operation.path): operation for operation in OPERATIONS}
