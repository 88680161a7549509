"""The zones: made and taken away, how each speaks, hold and resume."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response

from display.hall import NotFound, Outcome
from display.hall.announcing import (
    HoldRequest,
    NewZoneRequest,
    ResumeRequest,
    ZoneRequest,
    add_zone,
    change_zone,
    hold_calls,
    remove_zone,
    resume_calls,
)
from display.web.api.description.operation import (
    API,
    IDEMPOTENT,
    READS,
    WRITES,
    Operation,
    summary_of,
)
from display.web.api.schemas.announcements import SpeakersAnswer, ZoneChangeAnswer, ZoneGoneAnswer
from display.web.edge.address import check_id
from display.web.edge.current import asker_name, current_parts
from display.web.edge.request_body import read_request
from display.web.edge.responses import fresh

if TYPE_CHECKING:
    from display.hall.playback import SpeakerDesk
    from display.journal import Zone

blueprint = Blueprint("zones", __name__, url_prefix=API)


@blueprint.post("/hold")
def hold() -> Response:
    """Hold all calls of a zone.

    The zone keeps who asked, for staff to read.
    """
    asked = read_request(HoldRequest, required=False)
    return _answer(hold_calls(current_parts().hall, asked, asker_name()))


@blueprint.post("/resume")
def resume() -> Response:
    """Let the calls of a zone go on."""
    asked = read_request(ResumeRequest, required=False)
    return _answer(resume_calls(current_parts().hall, asked))


@blueprint.post("/zones")
def add() -> Response:
    """Make a zone.

    It speaks as soon as a speaker of it is connected.
    """
    made = add_zone(current_parts().hall, read_request(NewZoneRequest))
    return fresh(201 if made.created else 200, seq=made.seq, zone=made.thing.to_json())


@blueprint.delete("/zones/<zone_id>")
def take_away(zone_id: str) -> Response:
    """Take a zone away.

    Refused while counters, speakers, screens or entries of the schedule belong to it.
    """
    # No idempotency key: to take away what is gone is 404, and harmless.
    check_id(zone_id, "zone")
    parts = current_parts()
    zone = parts.zones.find(zone_id)
    connected = [row["name"] for row in zone.speakers.rows()] if zone else []
    gone = remove_zone(parts.hall, zone_id, connected)
    return fresh(seq=gone.seq, zone=None)


@blueprint.put("/zones/<zone_id>")
def change(zone_id: str) -> Response:
    """Change how a zone speaks.

    ``volume`` in per cent, 0 to 100.
    """
    check_id(zone_id, "zone")
    return _answer(change_zone(current_parts().hall, zone_id, read_request(ZoneRequest)))


@blueprint.get("/zones/<zone_id>/speakers")
def speakers(zone_id: str) -> Response:
    """The speakers of a zone that are connected here, the one that speaks first."""
    return fresh(speakers=_desk(zone_id).rows())


@blueprint.post("/zones/<zone_id>/speakers/<speaker_id>/use")
def use(zone_id: str, speaker_id: str) -> Response:
    """Let a speaker speak from now on.

    It is the zone's ``speaker`` by name; what sounds is said to its end before. Raises
    :class:`NotFound` for one that is not connected here.
    """
    name = _desk(zone_id).ask_for(speaker_id)
    if name is None:
        raise NotFound("No speaker of that id is connected.", code="unknown_speaker")
    return _answer(change_zone(current_parts().hall, zone_id, ZoneRequest(speaker=name)))


def _desk(zone_id: str) -> SpeakerDesk:
    zone = current_parts().zones.find(zone_id)
    if zone is None:
        raise NotFound(f"There is no zone {zone_id!r}.", code="unknown_zone")
    return zone.speakers


def _answer(change: Outcome[Zone]) -> Response:
    return fresh(seq=change.seq, zone=change.thing.to_json())


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "POST",
        f"{API}/hold",
        ("announcements",),
        summary_of(hold),
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
        summary_of(resume),
        f"In their order, each with the time it had left. {IDEMPOTENT}",
        asks=ResumeRequest,
        body_required=False,
        answers=ZoneChangeAnswer,
        statuses=((200, "Going on, now or before."),),
        problems=(*WRITES, 409),
    ),
    Operation(
        "POST",
        f"{API}/zones",
        ("admin",),
        summary_of(add),
        f"Its counters' calls are spoken there, in an order of its own. {IDEMPOTENT}",
        asks=NewZoneRequest,
        answers=ZoneChangeAnswer,
        statuses=((201, "A new zone."), (200, "Made before, by the same request.")),
        problems=(*WRITES, 409),
    ),
    Operation(
        "DELETE",
        f"{API}/zones/<zone_id>",
        ("admin",),
        summary_of(take_away),
        "What waits there is cancelled. 409 `zone_in_use` says what still belongs to it, 409 "
        "`main_zone` is the answer for `main`.",
        answers=ZoneGoneAnswer,
        statuses=((200, "Taken away."),),
        problems=(401, 403, 404, 409, 413, 429, 503),
    ),
    Operation(
        "PUT",
        f"{API}/zones/<zone_id>",
        ("announcements",),
        summary_of(change),
        f"Volume, short form, turns between services; what is not given stays. {IDEMPOTENT}",
        asks=ZoneRequest,
        answers=ZoneChangeAnswer,
        statuses=((200, "Changed, now or before."),),
        problems=(*WRITES, 404, 409),
    ),
    Operation(
        "GET",
        f"{API}/zones/<zone_id>/speakers",
        ("announcements", "read"),
        summary_of(speakers),
        "With address and state; all but the first stand by.",
        answers=SpeakersAnswer,
        statuses=((200, "The speakers."),),
        problems=(*READS, 404),
    ),
    Operation(
        "POST",
        f"{API}/zones/<zone_id>/speakers/<speaker_id>/use",
        ("announcements",),
        summary_of(use),
        "The others stand by; one of them speaks while this one is not well.",
        answers=ZoneChangeAnswer,
        statuses=((200, "Chosen, now or before."),),
        problems=(*WRITES, 404),
    ),
)
