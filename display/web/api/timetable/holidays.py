"""The holidays: list, set, take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response
from pydantic import TypeAdapter, ValidationError

from display.hall import Refused
from display.hall.schedule import Day, HolidayRequest, remove_holiday, set_holiday
from display.journal import Holiday
from display.web.api.description.operation import (
    API,
    READS,
    Operation,
    kept_by_id,
    summary_of,
)
from display.web.api.timetable.schemas import HolidayChangeAnswer, HolidaysAnswer
from display.web.edge.address import check_id
from display.web.edge.current import current_parts
from display.web.edge.request_body import read_request
from display.web.edge.responses import fresh

if TYPE_CHECKING:
    from display.hall import Outcome

blueprint = Blueprint("holidays_api", __name__, url_prefix=f"{API}/holidays")
_DAY = TypeAdapter[str](Day)


@blueprint.get("")
def show() -> Response:
    """The days on which the hall is closed whatever its hours."""
    rows = current_parts().hall.read(lambda tx: tx.all(Holiday))
    return fresh(holidays=[row.to_json() for row in rows])


@blueprint.put("/<day>")
def write(day: str) -> Response:
    """Say of a day that the hall is closed on it, or open after all.

    201 for a day that nothing was said of.
    """
    try:
        _DAY.validate_python(day)
    except ValidationError:
        raise Refused("day", "Write a day as 2026-11-28.") from None
    return _answer(set_holiday(current_parts().hall, day, read_request(HolidayRequest)))


@blueprint.delete("/<day>")
def take_away(day: str) -> Response:
    """Take a holiday away: the hall is open on that day."""
    check_id(day, "holiday")
    return _answer(remove_holiday(current_parts().hall, day))


def _answer(change: Outcome[Holiday] | Outcome[None]) -> Response:
    holiday = change.thing.to_json() if change.thing else None
    return fresh(201 if change.created else 200, seq=change.seq, holiday=holiday)


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET",
        f"{API}/holidays",
        ("read", "announcements"),
        summary_of(show),
        "By day: of the calendar of this year and the next, and as staff have set them.",
        answers=HolidaysAnswer,
        problems=READS,
    ),
    *kept_by_id(
        f"{API}/holidays/<day>",
        ("announcements",),
        write=write,
        writing="It goes before the calendar, now and later.",
        asks=HolidayRequest,
        take_away=take_away,
        taking_away="A day of the calendar stays, as one on which the hall is open.",
        answers=HolidayChangeAnswer,
        statuses=("A new day.", "Altered, now or before.", "Taken away."),
    ),
)
