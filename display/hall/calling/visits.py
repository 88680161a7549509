"""The visit: a ticket at its counter, until the counter is free again or calls the next one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple, TypedDict

from audio import WordingError, parse_ticket
from display.hall.announcing import UNSPOKEN, merge_unspoken
from display.hall.errors import Conflict
from display.journal import Announcement, Call, NowServing, Service

if TYPE_CHECKING:
    from display.journal import Transaction


# Calls of one ticket that are looked at: it comes back every day, and may be called many times.
NEWEST = 20

HEARD = frozenset({"started", "finished"})
"""States of an announcement that the hall hears, or has heard."""

Origin = Literal["list", "counting", "chosen"]
"""Where the number of a call came from: the list of who waits, the counting, or the clerk."""


class CounterBefore(TypedDict):
    """How a counter was that was not open."""

    state: str
    reason: str | None


class Before(TypedDict, total=False):
    """What an undo puts back; it travels with the event of a call, so other releases may say less.

    ``call`` is the key of the call that ended for this one, ``unspoken``: nobody had heard it;
    ``moved`` the call of the same ticket at another counter, ``over`` its calls before that;
    ``origin`` where the number came from, ``last`` how far the counting was, ``since`` when
    it began, ``place`` the counter for which the ticket was on the list; ``counter`` None: it was
    open.
    """

    call: str | None
    unspoken: bool
    moved: str | None
    moved_unspoken: bool
    over: list[str]
    origin: Origin
    last: int
    since: str
    place: str | None
    counter: CounterBefore | None


class Ended(NamedTuple):
    """A visit that was ended as served; ``unspoken``: the hall had not heard its call yet."""

    call: Call
    unspoken: bool


def end_visit(tx: Transaction, counter_id: str, *, frees: bool) -> Ended | None:
    """End as served the visit that a counter has at this moment; ``None`` when it has none.

    ``frees`` is False where the next call to the counter follows in the same transaction, so that
    no screen shows a free counter in between.
    """
    serving = serving_at(tx, counter_id)
    call = tx.get(Call, serving.event_id) if serving else None
    if serving is None or call is None or call.state != "called":
        return None
    # Asked first: the merging below ends just what is asked about.
    unspoken = is_unheard(tx, call)
    data: dict[str, object] = {"call": replace(call, state="served").to_json()}
    if unspoken:
        data["unheard"] = True
    if frees:
        data["now_serving"] = freed(serving).to_json()
    tx.append("ticket.served", data)
    if unspoken:
        merge_unspoken(tx, call.event_id, reason="unheard", into=None)
    return Ended(call, unspoken)


def serving_at(tx: Transaction, counter_id: str) -> NowServing | None:
    """Return what a counter serves, if it serves."""
    return next((row for row in tx.all(NowServing) if row.counter == counter_id), None)


def serving_of(call: Call) -> NowServing:
    """Return what the board shows while ``call`` is being served."""
    return NowServing(
        counter=call.counter,
        service=call.service,
        ticket=call.ticket,
        called_at=call.called_at,
        event_id=call.event_id,
        count=call.count,
        seq=0,
    )


def freed(serving: NowServing) -> NowServing:
    """Return the row that takes a ticket from the board."""
    return replace(serving, ticket=None)


def rows_after(tx: Transaction, call: Call) -> dict[str, object]:
    """Return what an event carries that makes ``call`` of an open one: it leaves the board, too.

    The counter may have called somebody else since: that one stays.
    """
    data: dict[str, object] = {"call": call.to_json()}
    serving = serving_at(tx, call.counter)
    if serving and serving.event_id == call.event_id:
        data["now_serving"] = freed(serving).to_json()
    return data


def calls_of_visitor(tx: Transaction, number: str, service: Service) -> list[Call]:
    """Return the calls of one ticket that are not over, newest first: of one visitor.

    Where several services print the number, those of this service; a ticket that only another
    service prints came here with its visitor, and is the same one at both.
    """
    printer = _printer(tx, number, service.id)
    return [
        call
        for call in tx.calls_of(number, NEWEST)
        if call.state != "cancelled"
        and not call.over
        and _printer(tx, number, call.service) == printer
    ]


def _printer(tx: Transaction, number: str, service_id: str) -> str:
    """Return the service that printed a ticket which is called for a service."""
    try:
        prefix = parse_ticket(number).prefix
    except WordingError:  # of another release
        return service_id
    printers = [service.id for service in tx.all(Service) if service.prefix == prefix]
    return printers[0] if len(printers) == 1 else service_id


def leave_counter(tx: Transaction, call: Call) -> None:
    """Journal that an open visit leaves its counter, for its ticket is called to another."""
    tx.append("ticket.moved", rows_after(tx, replace(call, state="moved", over=True)))


def put_away(tx: Transaction, call: Call) -> None:
    """Journal that a call which has ended is in the list of the recent ones no more."""
    tx.append("ticket.over", {"call": replace(call, over=True).to_json()})


def is_unheard(tx: Transaction, call: Call) -> bool:
    """Say whether a call waits to be spoken and the hall has not heard it, in no earlier words."""
    waiting = [row for row in tx.open_announcements() if row.event_id == call.event_id]
    if not any(row.state in UNSPOKEN for row in waiting):
        return False
    # Only now: those that have ended are read from the journal, all that a snapshot shows.
    return not any(
        row.state in HEARD for row in tx.all(Announcement) if row.event_id == call.event_id
    )


def unheard_refusal(call: Call) -> Conflict:
    """Return the refusal of an end that was asked for only if the hall has heard the call."""
    message = f"The hall has not heard {call.ticket} yet."
    return Conflict(message, code="unheard", number=call.ticket, call=call.event_id)
