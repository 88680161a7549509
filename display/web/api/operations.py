"""The one table of what may be asked over HTTP: it guards the routes and documents them.

A route under ``/api`` that has no row here is refused (:mod:`display.web.guard`), and a row without
a route fails the tests. ``path`` is written as Flask writes it.
"""

from __future__ import annotations

from display.hall import FollowUpRequest
from display.hall.announcing import AnnouncementRequest, HoldRequest, TemplateRequest, ZoneRequest
from display.hall.calling import CallRequest
from display.hall.faults import AcknowledgeRequest
from display.hall.speech import PronunciationRequest
from display.web.api.announcement_schemas import (
    AcknowledgedAnswer,
    HistoryAnswer,
    QueueAnswer,
    TemplateChangeAnswer,
    TemplatesAnswer,
    ZoneChangeAnswer,
)
from display.web.api.counters import COUNTER_OPERATIONS
from display.web.api.operation import AGAIN, API, IDEMPOTENT, OPEN, WATCH, WRITES, Operation
from display.web.api.recordings import RECORDING_OPERATIONS
from display.web.api.schemas import (
    EventsAnswer,
    HealthAnswer,
    PlacedAnswer,
    PronunciationChangeAnswer,
    PronunciationsAnswer,
    StateAnswer,
)

__all__ = ["API", "OPEN", "OPERATIONS", "PAGES", "WATCH", "Operation", "find_operation"]


def _step(path: str, summary: str, description: str) -> Operation:
    created = ((201, "Recalled."),) if path == "recall" else ()
    return Operation(
        "POST",
        f"{API}/calls/<event_id>/{path}",
        ("calls",),
        summary,
        f"{description} {IDEMPOTENT}",
        asks=FollowUpRequest,
        body_required=False,
        answers=PlacedAnswer,
        statuses=(*created, (200, "Done, now or before.")),
        problems=(*WRITES, 404, 409),
    )


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "POST",
        f"{API}/calls",
        ("calls",),
        "Call a ticket to a counter",
        f"Journalled, shown on every screen and queued to be spoken. {IDEMPOTENT}",
        asks=CallRequest,
        answers=PlacedAnswer,
        statuses=((201, "Called."), (200, AGAIN)),
        problems=(*WRITES, 409),
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
        "Say and show a text, a template or a recording",
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
        "Cancel an announcement",
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
        "Let an announcement go next",
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
        "Announce the same once more",
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
        "What was heard",
        "Announcements that have ended, newest first: when, on what device, or why not.",
        answers=HistoryAnswer,
        problems=(401, 403, 422, 429, 503),
    ),
    Operation(
        "GET",
        f"{API}/queue",
        ("read",),
        "What sounds and what waits",
        "In the order in which it will be spoken, with seconds to go.",
        answers=QueueAnswer,
        problems=(401, 403, 429, 503),
    ),
    Operation(
        "POST",
        f"{API}/hold",
        ("announcements",),
        "Hold all calls",
        f"What sounds is said to its end; held calls keep order and do not expire. {IDEMPOTENT}",
        asks=HoldRequest,
        body_required=False,
        answers=ZoneChangeAnswer,
        statuses=((200, "Held, now or before."),),
        problems=(*WRITES, 409),
    ),
    Operation(
        "POST",
        f"{API}/resume",
        ("announcements",),
        "Let the calls go on",
        f"In their order, each with the time it had left. {IDEMPOTENT}",
        asks=FollowUpRequest,
        body_required=False,
        answers=ZoneChangeAnswer,
        statuses=((200, "Going on, now or before."),),
        problems=(*WRITES, 409),
    ),
    Operation(
        "PUT",
        f"{API}/zones/<zone_id>",
        ("announcements",),
        "Change how a zone speaks",
        f"Volume, short form, turns between services; what is not given stays. {IDEMPOTENT}",
        asks=ZoneRequest,
        answers=ZoneChangeAnswer,
        statuses=((200, "Changed, now or before."),),
        problems=(*WRITES, 404, 409),
    ),
    Operation(
        "GET",
        f"{API}/templates",
        ("read", "announcements"),
        "The templates of announcements",
        "As staff ordered them, each with its fields and what those take.",
        answers=TemplatesAnswer,
        problems=(401, 403, 429, 503),
    ),
    Operation(
        "PUT",
        f"{API}/templates/<template_id>",
        ("announcements",),
        "Make or alter a template",
        f"Fields stand in braces; unknown ones are refused. {IDEMPOTENT}",
        asks=TemplateRequest,
        answers=TemplateChangeAnswer,
        statuses=((201, "A new template."), (200, "Altered, now or before.")),
        problems=(*WRITES, 404, 409),
    ),
    Operation(
        "DELETE",
        f"{API}/templates/<template_id>",
        ("announcements",),
        "Take a template away",
        "What was announced with it stays as it was said.",
        answers=TemplateChangeAnswer,
        statuses=((200, "Taken away."),),
        problems=(401, 403, 404, 413, 429, 503),
    ),
    Operation(
        "POST",
        f"{API}/faults/acknowledge",
        ("announcements", "calls"),
        "Take care of a fault",
        f"By name; the fault stands until the system finds it gone. {IDEMPOTENT}",
        asks=AcknowledgeRequest,
        answers=AcknowledgedAnswer,
        statuses=((200, "Acknowledged, now or before."),),
        problems=(*WRITES, 404, 409),
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
        f"{API}/health",
        ("read",),
        "The health of the hall",
        "PA, voice, screens, clock, disk and database, each as a plain sentence with what to do. "
        "What is wrong for longer than a moment is a fault as well, see `/state`.",
        answers=HealthAnswer,
        problems=(401, 403, 429, 503),
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
        f"missing for them are made. The same again changes nothing. {IDEMPOTENT}",
        asks=PronunciationRequest,
        answers=PronunciationChangeAnswer,
        statuses=((201, "A new entry of the hall."), (200, "Changed, now or before.")),
        problems=(*WRITES, 404, 409),
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
    *COUNTER_OPERATIONS,
    *RECORDING_OPERATIONS,
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
