"""Set-up of the counters: made, altered, arranged, taken away; each change is an event."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from pydantic import TypeAdapter, ValidationError

from audio import WordingError
from display.hall.calling import serving_at
from display.hall.errors import Conflict, Refused
from display.hall.lookup import require_counter, require_zone
from display.hall.naming import refuse_taken_names
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
    """Make a counter, open; an empty id is chosen by its name. Raises :class:`Refused`."""
    if counter_id:
        _check_id(counter_id)

    def work(tx: Transaction) -> Counter:
        counters = tx.all(Counter)
        chosen = counter_id or id_of_counter(request.name, {row.id.lower() for row in counters})
        if len(counters) >= MOST_COUNTERS:
            raise Refused("", f"A hall has at most {MOST_COUNTERS} counters.", code="too_many")
        # Ids stand in addresses that people type: 3a and 3A would be one counter to them.
        if any(row.id.lower() == chosen.lower() for row in counters):
            raise Refused("id", "There is a counter of that id.", code="taken")
        position = last_position(counters)
        counter = Counter(chosen, position=position, **request.model_dump())
        return _write(tx, check_counter(tx, counter, counters))

    return hall.write(work)


def change_counter(hall: HallContext, counter_id: str, request: CounterRequest) -> Counter:
    """Alter a counter; its state stays. Raises :class:`NotFound` and :class:`Refused`."""

    def work(tx: Transaction) -> Counter:
        known = require_counter(tx, counter_id)
        counter = replace(known, **request.model_dump())
        others = [row for row in tx.all(Counter) if row.id != counter_id]
        return _write(tx, check_counter(tx, counter, others))

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


def id_of_counter(name: str, taken: set[str]) -> str:
    """Return an id for a counter of that name, other than those taken: ``3a`` for ``Loket 3A``."""
    # What follows the word for the place, if that alone tells it: the number that staff say.
    _, _, rest = name.partition(" ")
    number = rest if re.fullmatch(r"[0-9]{1,4}[A-Za-z]?", rest) else ""
    base = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:12].strip("-") or "loket"
    wanted = [number.lower()] if number else []
    wanted += [base, *(f"{base}-{count}" for count in range(2, MOST_COUNTERS + 3))]
    return next(word for word in wanted if word not in {*taken, _RESERVED})


def check_counter(
    tx: Transaction,
    counter: Counter,
    others: Sequence[Counter],
    services: Collection[str] | None = None,
    zones: Collection[str] | None = None,
) -> Counter:
    """Return the counter, or raise :class:`Refused` for what does not go with the others.

    ``services`` and ``zones`` are the ids of those that there will be, None: that there are.
    """
    known = {row.id for row in tx.all(Service)} if services is None else set(services)
    unknown = [name for name in counter.services if name not in known]
    if unknown:
        message = f"There is no service {unknown[0]!r}."
        raise Refused("services", message, code="unknown", service=unknown[0])
    if zones is None or counter.zone not in zones:
        require_zone(tx, counter.zone, "zone")
    try:
        # As of a service: found out here, not by a call that stays without a voice.
        text_sentence(tx, counter.name)
    except WordingError as error:
        raise Refused("name", str(error), code="unspeakable") from error
    refuse_taken_names(counter, others)
    return counter


def _write(tx: Transaction, counter: Counter) -> Counter:
    tx.append("counter.changed", {"counter": counter.to_json()})
    return counter
