"""The counter pad: *next*.

One press is one transaction: the visit before it ends, the list of who waits gets shorter, the
counter is open, the ticket is called and queued to be spoken, or nothing of it. Of two who press at
once one wins; ``expected`` tells the other that another number is next by now, and who called it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from display.hall.business_day import today_of
from display.hall.calling.calls import call_visitor, new_call
from display.hall.calling.next_ticket import Choice, check_jump, choose
from display.hall.calling.visits import (
    NEWEST,
    calls_of_visitor,
    end_visit,
    is_unheard,
    serving_at,
    unheard_refusal,
)
from display.hall.calling.waiting_list import write_waiting
from display.hall.errors import Conflict
from display.hall.lookup import read_ticket, require_counter
from display.hall.outcome import PLACED, Placed
from display.hall.request import Asked
from display.journal import Call, Counter

if TYPE_CHECKING:
    from display.hall.business_day import Today
    from display.hall.calling.requests import NextRequest
    from display.hall.calling.visits import Before, CounterBefore, Ended
    from display.hall.context import HallContext
    from display.journal import Transaction


def call_next(hall: HallContext, counter_id: str, request: NextRequest) -> Placed:
    """Call the next ticket of a counter's services, or a chosen one.

    Raises :class:`NotFound` for the counter, :class:`Refused` for a field, and :class:`Conflict`:
    ``not_next`` when another number than ``expected`` is next, else as :func:`choose` does.
    """
    expected = read_ticket(request.expected, "expected").written if request.expected else None

    def work(tx: Transaction, event_id: str) -> Placed:
        counter, today = require_counter(tx, counter_id), today_of(tx)
        choice = _choose(tx, counter, request, expected, today)
        _ask_first(tx, counter, choice, request, today)
        ended = _end_former(tx, counter, choice, request)
        if choice.after != choice.before:
            write_waiting(tx, choice.after)
        issued_at = choice.before.issued.get(choice.number)
        call = new_call(event_id, choice.number, choice.service, counter, request, issued_at)
        before = _before(counter, choice, ended)
        placed = call_visitor(hall, tx, call, choice.service, counter, before)
        return placed._replace(unheard=bool(ended and ended.unspoken))

    return hall.once(Asked.of("call", request, counter=counter_id), PLACED, work)


def _choose(
    tx: Transaction, counter: Counter, request: NextRequest, expected: str | None, today: Today
) -> Choice:
    try:
        choice = choose(tx, counter, request, today)
    except Conflict as none:
        if expected and none.code in {"nobody_waits", "range_exhausted"}:
            raise _lost(tx, counter, expected, None, today) from none
        raise
    if expected and expected != choice.number:
        raise _lost(tx, counter, expected, choice.number, today)
    return choice


def _ask_first(
    tx: Transaction, counter: Counter, choice: Choice, request: NextRequest, today: Today
) -> None:
    """Refuse what a person is to be asked about, where the request wants that."""
    if "far_jump" in request.refuse_if and choice.origin == "chosen":
        check_jump(tx, choice, today)
    if "at_counter" not in request.refuse_if:
        return
    for call in calls_of_visitor(tx, choice.number, choice.service):
        if call.state == "called" and call.counter != counter.id:
            where = tx.get(Counter, call.counter)
            name = where.name if where else call.counter
            message = f"{choice.number} is at {name}."
            raise Conflict(message, code="at_counter", number=choice.number, counter=name)


def _end_former(
    tx: Transaction, counter: Counter, choice: Choice, request: NextRequest
) -> Ended | None:
    """End the visit that the counter has, unless its own ticket is called again."""
    serving = serving_at(tx, counter.id)
    call = tx.get(Call, serving.event_id) if serving else None
    if call is None or call in calls_of_visitor(tx, choice.number, choice.service):
        return None
    if "unheard" in request.refuse_if and call.state == "called" and is_unheard(tx, call):
        raise unheard_refusal(call)
    return end_visit(tx, counter.id, frees=False)


def _lost(
    tx: Transaction, here: Counter, expected: str, number: str | None, today: Today
) -> Conflict:
    """Say to the one who pressed second what became of the number on the button."""
    calls = [
        call
        for call in tx.calls_of(expected, NEWEST)
        # The button showed a number of this counter's services; another may print the same.
        if today.holds(call.called_at) and call.service in here.services
    ]
    counter = tx.get(Counter, calls[0].counter) if calls and calls[0].state != "cancelled" else None
    became = f"was called to {counter.name} already" if counter else "is not the next any more"
    then = f"next is {number}" if number else "nobody is next"
    return Conflict(
        f"{expected} {became}; {then}.",
        code="not_next",
        expected=expected,
        counter=counter.name if counter else None,
        next=number,
    )


def _before(counter: Counter, choice: Choice, ended: Ended | None) -> Before:
    """Return what an undo needs to put everything back; it travels with the event."""
    closed: CounterBefore | None = None
    if counter.state != "open":
        closed = {"state": counter.state, "reason": counter.reason}
    return {
        "call": ended.call.event_id if ended else None,
        "unspoken": bool(ended and ended.unspoken),
        "origin": choice.origin,
        "last": choice.before.last,
        "since": choice.before.since,
        "place": choice.before.placed.get(choice.number),
        "counter": closed,
    }
