"""How the hall's loudspeakers speak: hold and resume, volume, short form, turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response

from display.hall import FollowUpRequest, NotFound, Outcome
from display.hall.announcing import (
    HoldRequest,
    ZoneRequest,
    change_zone,
    hold_calls,
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
from display.web.api.schemas.announcements import SpeakersAnswer, ZoneChangeAnswer
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
    """Hold all calls.

    The zone keeps who asked, for staff to read.
    """
    asked = read_request(HoldRequest, required=False)
    return _answer(hold_calls(current_parts().hall, asked, asker_name()))


@blueprint.post("/resume")
def resume() -> Response:
    """Let the calls go on."""
    asked = read_request(FollowUpRequest, required=False)
    return _answer(resume_calls(current_parts().hall, asked))


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
    desk = current_parts().speakers
    if zone_id != desk.zone:
        raise NotFound(f"There is no zone {zone_id!r}.", code="unknown_zone")
    return desk


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
