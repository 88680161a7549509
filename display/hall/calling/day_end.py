"""The end of the hall's day: what was called yesterday is no longer served, nor among the recent.

A visit that nobody ended is *left over*, which is an end of its own. Services that do not begin
afresh daily keep theirs. All goes by the date on the hall's own wall, whatever the clock did.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

import structlog

from display.hall.announcing import merge_unspoken
from display.hall.business_day import today_of
from display.hall.calling.visits import freed, put_away, rows_after
from display.journal import Call, NowServing, Service
from display.loop import Loop

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.journal import Transaction

log = structlog.get_logger(__name__)

BEAT_S: Final = 1.0
PAGE: Final = 100
"""Open calls that are looked at in one transaction: a hall that never ended any has thousands."""


def clear_board(hall: HallContext) -> int:
    """Take what was called before today off the board and the recent calls; returns how many.

    What is still open ends as left over.
    """
    return hall.write(_clear_board)


def end_left_over(hall: HallContext) -> int:
    """End as left over every open call of a day before today; returns how many."""
    after, ended = 0, 0
    while True:
        rows, left = hall.write(partial(_end_page, after=after))
        ended += left
        if len(rows) < PAGE:
            return ended
        after = rows[-1].seq


class DayEnd:
    """Looks at the calendar once a second."""

    def __init__(self, hall: HallContext) -> None:
        self._hall = hall
        self._day = ""
        self.loop = Loop("day end", self._end, beat_s=BEAT_S, first_s=0.0)

    def start(self) -> None:
        """Clear the board of a day that ended while the server was off, and go on watching."""
        try:
            # Before anybody is shown anything; the many calls that no board shows can wait.
            if self._hall.leads:
                clear_board(self._hall)
        except Exception:
            log.exception("day not ended, tried again")
        self.loop.start()

    def stop(self) -> None:
        """Stop watching."""
        self.loop.stop()

    def look(self) -> int:
        """End the day before when another has begun; returns how much there was to end.

        Does nothing while another server leads the hall.
        """
        if not self._hall.leads:
            return 0
        day = self._hall.read(today_of).day
        if day == self._day:
            return 0
        ended = clear_board(self._hall) + end_left_over(self._hall)
        self._day = day  # last: what failed is tried again
        return ended

    def _end(self) -> None:
        ended = self.look()
        if ended:
            log.info("a day was ended", day=self._day, ended=ended)


def _clear_board(tx: Transaction) -> int:
    today, lasting = today_of(tx), _lasting(tx)
    cleared = 0
    for serving in tx.all(NowServing):
        if serving.service not in lasting and today.is_after(serving.called_at):
            call = tx.get(Call, serving.event_id)
            # A board of an earlier release may hold whom another call has ended long ago.
            if call is None or not _leave_over(tx, call):
                tx.append("ticket.over", {"now_serving": freed(serving).to_json()})
            cleared += 1
    for call in tx.all(Call):
        if call.service not in lasting and today.is_after(call.called_at):
            if not _leave_over(tx, call):
                put_away(tx, call)
            cleared += 1
    return cleared


def _end_page(tx: Transaction, after: int) -> tuple[list[Call], int]:
    today, lasting = today_of(tx), _lasting(tx)
    rows = tx.calls_in("called", after, PAGE)
    left = [row for row in rows if row.service not in lasting and today.is_after(row.called_at)]
    for row in left:
        _leave_over(tx, row)
    return rows, len(left)


def _leave_over(tx: Transaction, call: Call) -> bool:
    """End an open visit as left over; False when it has ended."""
    if call.state != "called":
        return False
    tx.append("ticket.left_over", rows_after(tx, replace(call, state="left_over", over=True)))
    merge_unspoken(tx, call.event_id, reason="left_over", into=None)
    return True


def _lasting(tx: Transaction) -> set[str]:
    """Return the services whose numbers go on from day to day."""
    return {service.id for service in tx.all(Service) if not service.resets_daily}
