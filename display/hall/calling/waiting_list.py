"""Who waits for a service: told by a queue system, or placed there by the hall itself.

Tickets that the hall placed (transferred, or a call that was undone) stand before those that a
queue system told: their visitors have waited already. Telling a new list never loses them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from display.hall.business_day import today_of
from display.hall.calling.numbering import waiting_today
from display.hall.calling.visits import NEWEST
from display.hall.errors import Refused
from display.hall.lookup import read_ticket, require_service
from display.hall.outcome import Outcome, kept_row
from display.hall.request import Asked
from display.journal import Waiting

if TYPE_CHECKING:
    from display.hall.business_day import Today
    from display.hall.calling.requests import WaitingRequest
    from display.hall.context import HallContext
    from display.journal import Event, Service, Transaction

# A ticket that the hall called and has not given back: telling it again does not call it again.
_CALLED = frozenset({"called", "served", "moved"})


def tell_waiting(hall: HallContext, service_id: str, request: WaitingRequest) -> Outcome[Waiting]:
    """Take over who waits for a service, in order; what the hall itself placed there stays.

    A ticket that was called today is left out: a list told late calls nobody twice. One that did
    not show up, was transferred or taken back may be told again. Raises :class:`NotFound` for the
    service, :class:`Refused` for a ticket that is none.
    """
    issued_at = _issued_at(request)
    told = list(dict.fromkeys(read_ticket(each, "next").written for each in request.next))

    def work(tx: Transaction, event_id: str) -> Outcome[Waiting]:
        service, today = require_service(tx, service_id), today_of(tx)
        before = waiting_today(tx, service, today)
        kept = [number for number in before.next if number in before.placed]
        # A queue system tells its list every few seconds, with who was called since the last time.
        fresh = [
            each for each in told if each not in kept and not _is_called(tx, service, each, today)
        ]
        issued = {each: before.issued[each] for each in kept if each in before.issued}
        issued |= {each: issued_at[each] for each in fresh if each in issued_at}
        after = replace(before, next=(*kept, *fresh), count=request.count, issued=issued)
        if after == before:
            return Outcome(False, before.seq, before)
        event = write_waiting(tx, after, event_id)
        return Outcome(True, event.seq, replace(after, seq=event.seq))

    return hall.once(Asked.of("waiting", request, service=service_id), kept_row(Waiting), work)


def place_first(
    waiting: Waiting, number: str, counter_id: str = "", *, issued_at: str | None = None
) -> Waiting:
    """Return the row with a ticket before all others: a call that was undone.

    ``issued_at``: when it was taken, if anybody told.
    """
    others = tuple(each for each in waiting.next if each != number)
    if issued_at:
        waiting = replace(waiting, issued={**waiting.issued, number: issued_at})
    return _placed(waiting, (number, *others), number, counter_id)


def place_waiting(waiting: Waiting, number: str, counter_id: str = "") -> Waiting:
    """Return the row with a ticket after those that the hall placed, before all others."""
    others = [each for each in waiting.next if each != number]
    # In the order in which they were sent on: none of them overtakes another.
    placed = [each for each in others if each in waiting.placed]
    told = [each for each in others if each not in waiting.placed]
    return _placed(waiting, (*placed, number, *told), number, counter_id)


def without(waiting: Waiting, number: str) -> Waiting:
    """Return the row without a ticket that is being called; one less waits."""
    if number not in waiting.next:
        return waiting
    placed = {key: value for key, value in waiting.placed.items() if key != number}
    # What a queue system counts and what it lists may differ; below 0 is no number of people.
    count = None if waiting.count is None else max(0, waiting.count - 1)
    rest = tuple(each for each in waiting.next if each != number)
    issued = {key: value for key, value in waiting.issued.items() if key != number}
    return replace(waiting, next=rest, placed=placed, issued=issued, count=count)


def take_off_list(tx: Transaction, service: Service, number: str) -> None:
    """Journal that a ticket waits no longer, if it stood in its service's list."""
    waiting = tx.waiting(service.id)
    if number in waiting.next:
        write_waiting(tx, without(waiting, number))


def write_waiting(tx: Transaction, waiting: Waiting, event_id: str | None = None) -> Event:
    """Journal who waits now."""
    return tx.append("service.waiting", {"waiting": waiting.to_json()}, event_id)


def _issued_at(request: WaitingRequest) -> dict[str, str]:
    """Return ticket -> when it was taken; :class:`Refused` for one that is not in the list."""
    listed = {read_ticket(each, "next").written for each in request.next}
    found = {}
    for number, moment in request.issued_at.items():
        written = read_ticket(number, "issued_at").written
        if written not in listed:
            raise Refused("issued_at", f"{written} is not in next.")
        found[written] = moment
    return found


def _placed(waiting: Waiting, order: tuple[str, ...], number: str, counter_id: str) -> Waiting:
    more = 0 if number in waiting.next else 1
    count = None if waiting.count is None else waiting.count + more
    placed = {**waiting.placed, number: counter_id}
    return replace(waiting, next=order, placed=placed, count=count)


def _is_called(tx: Transaction, service: Service, number: str, today: Today) -> bool:
    since = waiting_today(tx, service, today).since
    calls = [
        call
        for call in tx.calls_of(number, NEWEST)
        # Another service may print the same number, for somebody else.
        if call.service == service.id and today.holds(call.called_at) and call.called_at >= since
    ]
    return bool(calls) and calls[0].state in _CALLED
