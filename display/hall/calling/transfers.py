"""Transfer: the visitor is sent on, and waits there before those who were not called yet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from display.hall.announcing import merge_unspoken
from display.hall.business_day import today_of
from display.hall.calling.numbering import waiting_today
from display.hall.calling.visits import rows_after
from display.hall.calling.waiting_list import place_waiting, write_waiting
from display.hall.errors import Conflict, Refused
from display.hall.lookup import find_counter, find_service, require_call
from display.hall.outcome import PLACED, Placed
from display.hall.request import Asked

if TYPE_CHECKING:
    from display.hall.calling.requests import TransferRequest
    from display.hall.context import HallContext
    from display.journal import Call, Counter, Service, Transaction


def transfer_call(hall: HallContext, event_id: str, request: TransferRequest) -> Placed:
    """Send the visitor of a call to another service, another counter, or both.

    The ticket keeps its number. Its counter is free; a call not spoken yet is merged away. Raises
    :class:`NotFound`, :class:`Refused` for a target that is none, :class:`Conflict` when the visit
    has ended.
    """

    def work(tx: Transaction, key: str) -> Placed:
        call = require_call(tx, event_id)
        service, counter = _target(tx, call, request)
        if call.state != "called":
            raise Conflict(f"Call {event_id} is {call.state} already.", code="not_served")
        left = rows_after(tx, replace(call, state="transferred"))
        event = tx.append("ticket.transferred", left, key)
        # Else the hall would be told to go to the counter that has just sent them on.
        merge_unspoken(tx, call.event_id, reason="transferred", into=None)
        waiting = waiting_today(tx, service, today_of(tx))
        only = counter.id if counter else ""
        write_waiting(tx, place_waiting(waiting, call.ticket, only))
        return Placed(True, event.seq, event.event_id, None, "")

    return hall.once(Asked.of("transfer", request, call=event_id), PLACED, work)


def _target(
    tx: Transaction, call: Call, request: TransferRequest
) -> tuple[Service, Counter | None]:
    service = None if request.service is None else find_service(tx, request.service)
    if request.counter is None:
        if service is None:
            raise Refused("service", "Name a service or a counter.")
        if service.id == call.service:
            raise Refused("service", "The visitor is at this service already.")
        return service, None
    counter = find_counter(tx, request.counter)
    if counter.id == call.counter:
        raise Refused("counter", "The visitor is at this counter already.")
    # Named by counter only: their own service if that counter has it, else its first one.
    wanted = service.id if service else (call.service if call.service in counter.services else None)
    if wanted is None and counter.services:
        wanted = counter.services[0]
    if wanted is None or wanted not in counter.services:
        raise Refused("counter", f"{counter.name} does not serve {wanted or 'anything'!r}.")
    return find_service(tx, wanted), counter
