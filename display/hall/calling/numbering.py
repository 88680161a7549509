"""The hall's own counting: which number a service calls next when nobody tells it.

A row of who waits holds for one day where the service begins afresh daily: yesterday's list and
numbers are gone in the morning. A number that was called today is never counted again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from audio import WordingError, print_ticket
from display.hall.calling.visits import NEWEST
from display.hall.errors import Conflict, Refused
from display.journal import Waiting

if TYPE_CHECKING:
    from display.hall.business_day import Today
    from display.journal import Service, Transaction


def waiting_today(tx: Transaction, service: Service, today: Today) -> Waiting:
    """Return who waits for a service as it holds today."""
    waiting = tx.waiting(service.id)
    # Nothing runs at midnight: a server that was off then would start the day with old numbers.
    if waiting.day == today.day or not service.resets_daily:
        return replace(waiting, day=today.day)
    return Waiting(service.id, day=today.day)


def count_on(tx: Transaction, service: Service, waiting: Waiting, today: Today) -> int:
    """Return the figure after the last one, past what was called today by other ways.

    Raises :class:`Conflict` ``range_exhausted`` when the service has no number left.
    """
    figure = max(waiting.last + 1, service.first_number)
    while figure <= service.last_number:
        # A clerk may have called it by hand, or a queue system: nobody's number is used twice.
        if not was_called(tx, service, write_number(service, figure), today):
            return figure
        figure += 1
    raise Conflict(
        f"{service.short_name} has no number left after {service.last_number}; "
        "choose a number, or widen its range in the set-up.",
        code="range_exhausted",
        service=service.short_name,
        last=str(service.last_number),
    )


def was_called(tx: Transaction, service: Service, number: str, today: Today) -> bool:
    """Say whether a service called this number since its counting began.

    A call taken back does not count.
    """
    since = waiting_today(tx, service, today).since
    return any(
        # Taken back within seconds: the number is free again.
        call.service == service.id
        and call.state != "cancelled"
        and today.holds(call.called_at)
        and call.called_at >= since
        for call in tx.calls_of(number, NEWEST)
    )


def write_number(service: Service, figure: int) -> str:
    """Return a figure as the service prints it: 13 is ``B-013``."""
    try:
        return print_ticket(service.prefix, figure, service.digits).written
    except WordingError as error:  # the set-up allows what no ticket can be
        raise Refused("service", str(error)) from error
