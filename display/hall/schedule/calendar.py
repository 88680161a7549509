"""The shipped calendar of public holidays and joint leave, and what the hall makes of it.

The days are those of the package *holidays*, which follows the decrees; none is computed here. They
become rows of the journal, so that all servers and all of the history agree, and staff change them:
the decree is the truth, and a day that staff have set is no calendar's any more.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

import structlog

from display.hall.errors import NotFound
from display.hall.outcome import Outcome, kept_row
from display.hall.request import Asked
from display.journal import Holiday

if TYPE_CHECKING:
    from collections.abc import Iterable

    from display.hall.context import HallContext
    from display.hall.schedule.requests import HolidayRequest
    from display.journal import Transaction

log = structlog.get_logger(__name__)

_PATIENCE_S: Final = 60.0


def read_calendars(hall: HallContext, year: int) -> int:
    """Take over the calendars of a year and the next, unless that was done; returns how many.

    It is read by a process of its own: the package takes 16 MB (measured), once a year.
    """
    edition = version("holidays")
    both = (year, year + 1)
    wanted = hall.read(lambda tx: [one for one in both if not _is_read(tx, one, edition)])
    for one in wanted:
        command = (sys.executable, "-m", "display.hall.schedule.calendar_reader", str(one))
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE_S, check=True)
        days = [Holiday(**row) for row in json.loads(done.stdout)]
        hall.write(partial(take_calendar, year=one, edition=edition, days=days))
        log.info("the calendar of holidays was read", year=one, days=len(days), edition=edition)
    return len(wanted)


def take_calendar(tx: Transaction, year: int, edition: str, days: Iterable[Holiday]) -> None:
    """Let the holidays of a year be those of a calendar, except where staff have set a day."""
    wanted = {row.day: row for row in days}
    here = {row.day: row for row in tx.all(Holiday) if row.day.startswith(f"{year}-")}
    for day, row in sorted(wanted.items()):
        known = here.get(day)
        if known is None or (known.source == "calendar" and _differs(known, row)):
            tx.append("holiday.changed", {"holiday": row.to_json()})
    for day, known in here.items():
        if known.source == "calendar" and day not in wanted:
            drop_holiday(tx, known)
    about = {"calendar": {"year": year, "edition": edition}}
    tx.append("holiday.changed", about, _reading(year, edition))


def set_holiday(hall: HallContext, day: str, request: HolidayRequest) -> Outcome[Holiday]:
    """Say of a day (ISO) that the hall is closed on it, or open after all.

    Raises :class:`Conflict` when the ``event_id`` belongs to something else.
    """
    return hall.once(
        Asked.of("holiday", request, day=day),
        kept_row(Holiday),
        lambda tx, event_id: write_holiday(tx, day, request, event_id),
    )


def write_holiday(
    tx: Transaction, day: str, request: HolidayRequest, event_id: str | None = None
) -> Outcome[Holiday]:
    """Say of a day that the hall is closed or open within a transaction."""
    known = tx.get(Holiday, day)
    row = Holiday(day, request.name, request.closed)
    if known and not _differs(known, row):
        return Outcome(False, known.seq, known)
    event = tx.append("holiday.changed", {"holiday": row.to_json()}, event_id)
    return Outcome(known is None, event.seq, Holiday.from_json(event.data["holiday"]))


def remove_holiday(hall: HallContext, day: str) -> Outcome[None]:
    """Take a holiday away; one of the calendar stays as a day on which the hall is open.

    Else the next edition of the calendar would bring it back. Raises :class:`NotFound`.
    """

    def work(tx: Transaction) -> Outcome[None]:
        known = tx.get(Holiday, day)
        if known is None:
            raise NotFound(f"There is no holiday on {day!r}.", code="unknown_holiday")
        if known.source == "calendar":
            row = Holiday(day, known.name, closed=False)
            return Outcome(
                False, tx.append("holiday.changed", {"holiday": row.to_json()}).seq, None
            )
        return Outcome(False, drop_holiday(tx, known), None)

    return hall.write(work)


def drop_holiday(tx: Transaction, row: Holiday) -> int:
    """Let nothing be said of a day any more, within a transaction; returns the event's seq."""
    gone = {**row.to_json(), "removed": True}
    return tx.append("holiday.changed", {"holiday": gone}).seq


def _differs(one: Holiday, other: Holiday) -> bool:
    return {**one.to_json(), "seq": 0} != {**other.to_json(), "seq": 0}


def _is_read(tx: Transaction, year: int, edition: str) -> bool:
    return tx.event(_reading(year, edition)) is not None


def _reading(year: int, edition: str) -> str:
    return f"calendar~{year}:{edition}"
