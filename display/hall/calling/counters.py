"""A counter opens, closes and pauses; the screens say why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from display.hall.calling.visits import end_visit
from display.hall.lookup import require_counter
from display.hall.outcome import Outcome, kept_row
from display.hall.request import Asked
from display.journal import Counter

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.journal import Event, Transaction

CounterState = Literal["open", "closed", "paused"]

_NAMES = {"open": "counter.opened", "closed": "counter.closed", "paused": "counter.paused"}


def set_counter_state(
    hall: HallContext,
    counter_id: str,
    state: CounterState,
    *,
    reason: str | None = None,
    request_id: str | None = None,
) -> Outcome[Counter]:
    """Open, close or pause a counter; ``reason`` is what its cell on the screens says.

    Closing ends the visit at the counter as served; a pause keeps it, for the counter goes on with
    it afterwards. Raises :class:`NotFound`.
    """

    def work(tx: Transaction, event_id: str) -> Outcome[Counter]:
        before = require_counter(tx, counter_id)
        after = replace(before, state=state, reason=reason or None)
        # Pressed twice, or from two pads: no second event, and the visit is not ended again.
        if after == before:
            return Outcome(False, before.seq, before)
        # Else the number of a visitor who has left stands on the board over a closed counter.
        if state == "closed":
            end_visit(tx, counter_id, frees=True)
        event = write_counter(tx, after, event_id)
        return Outcome(True, event.seq, replace(after, seq=event.seq))

    asked = Asked(request_id, state, {"counter": counter_id, "reason": reason})
    return hall.once(asked, kept_row(Counter), work)


def open_counter(tx: Transaction, counter: Counter) -> None:
    """Journal that a counter is open, if it was not: who calls is there."""
    if counter.state != "open":
        write_counter(tx, replace(counter, state="open", reason=None))


def write_counter(tx: Transaction, counter: Counter, event_id: str | None = None) -> Event:
    """Journal a counter's state."""
    return tx.append(_NAMES[counter.state], {"counter": counter.to_json()}, event_id)
