"""A counter opens, closes and pauses; the screens say why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from display.hall.calling.visits import end_visit
from display.hall.errors import Conflict
from display.hall.lookup import counter_at
from display.journal import Counter

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.journal import Event, Transaction

CounterState = Literal["open", "closed", "paused"]

_NAMES = {"open": "counter.opened", "closed": "counter.closed", "paused": "counter.paused"}


class CounterChange(NamedTuple):
    """What a counter is now; ``created`` is False when it was so before."""

    created: bool
    seq: int
    counter: Counter


def set_counter_state(
    hall: HallContext,
    counter_id: str,
    state: CounterState,
    *,
    reason: str | None = None,
    request_id: str | None = None,
) -> CounterChange:
    """Open, close or pause a counter; ``reason`` is what its cell on the screens says.

    Closing ends the visit at the counter as served; a pause keeps it, for the counter goes on with
    it afterwards. Raises :class:`NotFound`.
    """

    def work(tx: Transaction) -> CounterChange:
        earlier = tx.event(request_id) if request_id else None
        if earlier:
            return _answer_again(earlier, counter_id)
        before = counter_at(tx, counter_id)
        after = replace(before, state=state, reason=reason or None)
        if after == before:
            return CounterChange(False, before.seq, before)
        if state == "closed":
            end_visit(tx, counter_id, frees=True)
        event = write_counter(tx, after, request_id)
        return CounterChange(True, event.seq, replace(after, seq=event.seq))

    return hall.write(work)


def open_counter(tx: Transaction, counter: Counter) -> None:
    """Journal that a counter is open, if it was not: who calls is there."""
    if counter.state != "open":
        write_counter(tx, replace(counter, state="open", reason=None))


def write_counter(tx: Transaction, counter: Counter, event_id: str | None = None) -> Event:
    """Journal a counter's state."""
    return tx.append(_NAMES[counter.state], {"counter": counter.to_json()}, event_id)


def _answer_again(event: Event, counter_id: str) -> CounterChange:
    row = event.data.get("counter")
    if row is None or row["id"] != counter_id:
        message = f"event_id {event.event_id} belongs to an earlier {event.name}."
        raise Conflict(message, code="event_id_taken")
    return CounterChange(False, event.seq, Counter.from_json(row))
