"""The schedule: its entries, the occurrences of a day, and what staff do with one of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from display.hall import FollowUpRequest, Refused
from display.hall.schedule import (
    EntryRequest,
    MoveRequest,
    describe_schedule,
    move_occurrence,
    play_now,
    read_timeline,
    remove_entry,
    set_entry,
    skip_occurrence,
)
from display.web.api.description.operation import (
    AGAIN,
    API,
    IDEMPOTENT,
    READS,
    WRITES,
    Operation,
    kept_by_id,
    summary_of,
)
from display.web.api.schemas.answer import PlacedAnswer
from display.web.api.timetable.schemas import (
    OccurrenceChangeAnswer,
    ScheduleAnswer,
    ScheduleEntryChangeAnswer,
    TimelineAnswer,
)
from display.web.edge.address import check_id
from display.web.edge.current import asker_name, current_parts
from display.web.edge.request_body import read_request
from display.web.edge.responses import answer_placed, fresh

if TYPE_CHECKING:
    from display.hall import Outcome
    from display.journal import Occurrence, ScheduleEntry

blueprint = Blueprint("schedule_api", __name__, url_prefix=f"{API}/schedule")


@blueprint.get("")
def show() -> Response:
    """What the hall says by itself."""
    return fresh(**current_parts().hall.read(describe_schedule))


@blueprint.get("/timeline")
def timeline() -> Response:
    """A day of the schedule: said, coming, skipped and why.

    ``day``: by the hall's wall, ISO; without it today.
    """
    asked = request.args.get("day")
    try:
        day = date.fromisoformat(asked) if asked else None
    except ValueError:
        raise Refused("day", "Write a day as 2026-11-28.") from None
    return fresh(**current_parts().hall.read(lambda tx: read_timeline(tx, day)))


@blueprint.put("/<entry_id>")
def write(entry_id: str) -> Response:
    """Make or replace an entry of the schedule.

    201 for a new one, 200 for one that was there.
    """
    return _entry(set_entry(current_parts().hall, entry_id, read_request(EntryRequest)))


@blueprint.delete("/<entry_id>")
def take_away(entry_id: str) -> Response:
    """Take an entry of the schedule away."""
    check_id(entry_id, "entry")
    return _entry(remove_entry(current_parts().hall, entry_id))


@blueprint.post("/<entry_id>/<due>/play")
def play(entry_id: str, due: str) -> Response:
    """Announce an occurrence now."""
    check_id(entry_id, "entry")
    asked = read_request(FollowUpRequest, required=False)
    placed = play_now(current_parts().hall, entry_id, due, asked, asker_name())
    return answer_placed(placed)


@blueprint.post("/<entry_id>/<due>/skip")
def skip(entry_id: str, due: str) -> Response:
    """Let an occurrence go by unsaid."""
    check_id(entry_id, "entry")
    asked = read_request(FollowUpRequest, required=False)
    return _occurrence(skip_occurrence(current_parts().hall, entry_id, due, asked, asker_name()))


@blueprint.post("/<entry_id>/<due>/move")
def move(entry_id: str, due: str) -> Response:
    """Let an occurrence be said at another time of its day."""
    check_id(entry_id, "entry")
    asked = read_request(MoveRequest)
    return _occurrence(move_occurrence(current_parts().hall, entry_id, due, asked, asker_name()))


def _entry(change: Outcome[ScheduleEntry] | Outcome[None]) -> Response:
    entry = change.thing.to_json() if change.thing else None
    return fresh(201 if change.created else 200, seq=change.seq, entry=entry)


def _occurrence(change: Outcome[Occurrence]) -> Response:
    return fresh(seq=change.seq, occurrence=change.thing.to_json())


def _step(name: str, summary: str, description: str) -> Operation:
    return Operation(
        "POST",
        f"{API}/schedule/<entry_id>/<due>/{name}",
        ("announcements",),
        summary,
        f"{description} {IDEMPOTENT}",
        asks=MoveRequest if name == "move" else FollowUpRequest,
        body_required=name == "move",
        answers=OccurrenceChangeAnswer,
        statuses=((200, "Done, now or before."),),
        problems=(*WRITES, 404, 409),
    )


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET",
        f"{API}/schedule",
        ("read", "announcements"),
        summary_of(show),
        "Every entry, and the times of prayer of today.",
        answers=ScheduleAnswer,
        problems=READS,
    ),
    Operation(
        "GET",
        f"{API}/schedule/timeline",
        ("read", "announcements"),
        summary_of(timeline),
        "`?day=2026-11-28`, by the hall's wall; without it today. `due` names an occurrence.",
        answers=TimelineAnswer,
        problems=(*READS, 422),
    ),
    *kept_by_id(
        f"{API}/schedule/<entry_id>",
        ("announcements",),
        write=write,
        writing="Whole: what is not given is as described. What cannot be said is refused.",
        asks=EntryRequest,
        take_away=take_away,
        taking_away="What it said stays in the history.",
        answers=ScheduleEntryChangeAnswer,
        statuses=("A new entry.", "Replaced, now or before.", "Taken away."),
    ),
    Operation(
        "POST",
        f"{API}/schedule/<entry_id>/<due>/play",
        ("announcements",),
        summary_of(play),
        f"Coming or skipped, within 15 minutes; it is not said again at its time. {IDEMPOTENT}",
        asks=FollowUpRequest,
        body_required=False,
        answers=PlacedAnswer,
        statuses=((201, "Announced."), (200, AGAIN)),
        problems=(*WRITES, 404, 409),
    ),
    _step("skip", summary_of(skip), "Its entry's other times stay."),
    _step("move", summary_of(move), "Its entry's other times stay."),
)
