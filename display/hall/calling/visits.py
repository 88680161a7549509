"""The visit: a ticket at its counter, until the counter is free again or calls the next one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple, TypedDict

from display.hall.announcing import UNSPOKEN, merge_unspoken
from display.journal import Call, NowServing

if TYPE_CHECKING:
    from display.journal import Transaction


Origin = Literal["list", "counting", "chosen"]
"""Where the number of a call came from: the list of who waits, the counting, or the clerk."""


class CounterBefore(TypedDict):
    """How a counter was that was not open."""

    state: str
    reason: str | None


class Before(TypedDict, total=False):
    """What an undo puts back; it travels with the event of a call, so other releases may say less.

    ``call`` is the key of the call that ended for this one, ``unspoken``: nobody had heard it;
    ``origin`` where the number came from, ``last`` how far the counting was, ``place`` the counter
    for which the ticket was on the list; ``counter`` None: it was open.
    """

    call: str | None
    unspoken: bool
    origin: Origin
    last: int
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
    unspoken = _is_unspoken(tx, call)
    data: dict[str, object] = {"call": replace(call, state="served").to_json()}
    if frees:
        data["now_serving"] = freed(serving).to_json()
    tx.append("ticket.served", data)
    if unspoken:
        merge_unspoken(tx, call.event_id, reason="served", into=None)
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


def put_away(tx: Transaction, call: Call) -> None:
    """Journal that a call which has ended is in the list of the recent ones no more."""
    tx.append("ticket.over", {"call": replace(call, over=True).to_json()})


def _is_unspoken(tx: Transaction, call: Call) -> bool:
    return any(
        row.event_id == call.event_id and row.state in UNSPOKEN for row in tx.open_announcements()
    )
