"""The hall as it is now: its state, a visitor's ticket, its health, and the sounds it hears."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, TypedDict

from flask import Blueprint, Response
from pydantic import StringConstraints

from display.hall import Request
from display.hall.calling import Followed, PaceBook, follow_ticket
from display.hall.health import check_health
from display.web.api.description.operation import API, READS, WATCH, Operation, summary_of
from display.web.api.schemas.state import EventsAnswer, HealthAnswer, StateAnswer
from display.web.api.schemas.tickets import FollowedTicketsAnswer
from display.web.edge.current import current_parts, per_app
from display.web.edge.request_body import read_query
from display.web.edge.responses import fresh, send_sound

if TYPE_CHECKING:
    from display.finding import Finding, State
    from display.json_object import JsonObject


blueprint = Blueprint("state", __name__, url_prefix=API)
_paces = per_app(blueprint, "paces", lambda app: PaceBook())


class HealthRow(TypedDict):
    """One thing that the hall depends on, in the words of ``CheckAnswer`` of the schemas."""

    name: str
    title: str
    state: State
    sentence: str
    action: str


@blueprint.get("/state")
def state() -> Response:
    """The whole state of the hall."""
    return fresh(**current_parts().hub.snapshot())


class FollowQuery(Request):
    """Which ticket is followed, as people type it."""

    number: Annotated[str, StringConstraints(min_length=1, max_length=40)]


@blueprint.get("/tickets")
def follow() -> Response:
    """What a visitor may know of a ticket."""
    return fresh(tickets=followed_rows(read_query(FollowQuery).number))


def followed_rows(written: str) -> list[JsonObject]:
    """Return the tickets that may be meant by what was typed.

    Raises :class:`display.hall.Refused` for what is no ticket.
    """
    book = _paces()
    found = current_parts().hall.read(lambda tx: follow_ticket(tx, written, book.read(tx)))
    return [_followed_row(one) for one in found]


@blueprint.get("/health")
def health() -> Response:
    """The health of the hall."""
    parts = current_parts()
    found = check_health(parts.hall, parts.hub, parts.zones, parts.ears, parts.monitor)
    return fresh(checks=health_rows(found))


@blueprint.get("/sounds/<sha256>")
def sound(sha256: str) -> Response:
    """A sound file by the SHA-256 of its content.

    Raises :class:`NotFound` for any other name, and for a sound that is not kept.
    """
    return send_sound(sha256)


def health_rows(findings: Mapping[str, Finding]) -> list[HealthRow]:
    """Return findings as ``GET /health`` and the console's first page tell them."""
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


def _followed_row(one: Followed) -> JsonObject:
    call = one.call
    return {
        "number": one.number,
        "service": one.service,
        "shared": one.shared,
        "state": one.state,
        "before": one.before,
        "wait_min": one.wait_min,
        "call": {
            "event_id": call.event_id,
            "counter": call.counter,
            "service": call.service,
            "count": call.count,
            "called_at": call.called_at,
        }
        if call
        else None,
        "last_called": one.last_called,
    }


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET",
        f"{API}/state",
        (WATCH,),
        summary_of(state),
        "Consistent at one `seq`. Follow it with `/events?after=SEQ`.",
        answers=StateAnswer,
        problems=READS,
    ),
    Operation(
        "GET",
        f"{API}/events",
        (WATCH,),
        "Events after a position",  # its view is with the other live links (display.push)
        "Long-poll (`wait` seconds), or a stream when `text/event-stream` is accepted; each event "
        "of the stream has its `seq` as id, and `Last-Event-ID` resumes. See docs/protocol.md.",
        answers=EventsAnswer,
        problems=(400, 401, 403, 422, 429, 503),
    ),
    Operation(
        "GET",
        f"{API}/tickets",
        (WATCH,),
        summary_of(follow),
        "`number` as people type it. Nothing of it is kept. What nobody told is null: where a "
        "queue system neither tells who waits nor lets the hall count, only the last call is.",
        query=FollowQuery,
        answers=FollowedTicketsAnswer,
        problems=(401, 403, 422, 429, 503),
    ),
    Operation(
        "GET",
        f"{API}/health",
        ("read",),
        summary_of(health),
        "PA, voice, screens, clock, disk and database, each as a plain sentence with what to do. "
        "What is wrong for longer than a moment is a fault as well, see `/state`.",
        answers=HealthAnswer,
        problems=READS,
    ),
    Operation(
        "GET",
        f"{API}/sounds/<sha256>",
        ("speaker", "read"),
        summary_of(sound),
        "WAV, 48 kHz, mono, 16 bit. It never changes and may be cached for ever.",
        answers_media="audio/wav",
        problems=(401, 403, 404, 429),
    ),
)
