"""Set-up of the counters: made, altered, arranged, taken away; each change is an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from pydantic import TypeAdapter, ValidationError

from audio import WordingError
from display.hall.calling import serving_at
from display.hall.errors import Conflict, Refused
from display.hall.lookup import require_counter
from display.hall.setup.ordering import last_position, move
from display.hall.setup.requests import CounterId
from display.hall.speech import text_sentence
from display.journal import Counter, Service

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.hall.setup.requests import CounterRequest
    from display.journal import Transaction

MOST_COUNTERS = 100
_RESERVED = "baru"
_ID: TypeAdapter[str] = TypeAdapter(CounterId)


def add_counter(hall: HallContext, counter_id: str, request: CounterRequest) -> Counter:
    """Make a counter, open. Raises :class:`Refused`."""
    _check_id(counter_id)

    def work(tx: Transaction) -> Counter:
        counters = tx.all(Counter)
        if len(counters) >= MOST_COUNTERS:
            raise Refused("", f"A hall has at most {MOST_COUNTERS} counters.", code="too_many")
        # Ids stand in addresses that people type: 3a and 3A would be one counter to them.
        if any(row.id.lower() == counter_id.lower() for row in counters):
            raise Refused("id", "There is a counter of that id.", code="taken")
        position = last_position(counters)
        counter = Counter(counter_id, position=position, **request.model_dump())
        return _write(tx, _checked(tx, counter, counters))

    return hall.write(work)


def change_counter(hall: HallContext, counter_id: str, request: CounterRequest) -> Counter:
    """Alter a counter; its state stays. Raises :class:`NotFound` and :class:`Refused`."""

    def work(tx: Transaction) -> Counter:
        known = require_counter(tx, counter_id)
        counter = replace(known, **request.model_dump())
        others = [row for row in tx.all(Counter) if row.id != counter_id]
        return _write(tx, _checked(tx, counter, others))

    return hall.write(work)


def move_counter(hall: HallContext, counter_id: str, step: Literal[-1, 1]) -> None:
    """Move a counter up or down by one. Raises :class:`NotFound`."""
    hall.write(lambda tx: move(tx.all(Counter), counter_id, step, lambda row: _write(tx, row)))


def remove_counter(hall: HallContext, counter_id: str) -> None:
    """Take a counter away. Raises :class:`NotFound`, :class:`Conflict` while it serves a ticket."""

    def work(tx: Transaction) -> None:
        counter, serving = require_counter(tx, counter_id), serving_at(tx, counter_id)
        if serving:
            message = f"{counter.name} serves {serving.ticket}."
            raise Conflict(message, code="being_served", number=serving.ticket)
        tx.append("counter.changed", {"counter": {**counter.to_json(), "removed": True}})

    hall.write(work)


def _check_id(counter_id: str) -> None:
    try:
        _ID.validate_python(counter_id)
    except ValidationError:
        message = "At most 16 letters, figures, dots or hyphens."
        raise Refused("id", message) from None
    if counter_id.lower() == _RESERVED:
        raise Refused("id", "This word cannot be an id.", code="taken")


def _checked(tx: Transaction, counter: Counter, others: Sequence[Counter]) -> Counter:
    """Return the counter, or raise :class:`Refused` for what does not go with the others."""
    known = {row.id for row in tx.all(Service)}
    if not known.issuperset(counter.services):
        raise Refused("services", "There is no such service.")
    if any(row.name.lower() == counter.name.lower() for row in others):
        raise Refused("name", "Another counter has this name.", code="taken")
    try:
        # As of a service: found out here, not by a call that stays without a voice.
        text_sentence(tx, counter.name)
    except WordingError as error:
        raise Refused("name", str(error), code="unspeakable") from error
    return counter


def _write(tx: Transaction, counter: Counter) -> Counter:
    tx.append("counter.changed", {"counter": counter.to_json()})
    return counter
