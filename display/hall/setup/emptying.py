"""The hall emptied in one step: services, counters and the name of the sample go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from display.hall.errors import Conflict
from display.hall.setup.seed import LAHAT, NAMELESS
from display.journal import Counter, NowServing, Service, Waiting

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.journal import Transaction


def empty_hall(hall: HallContext) -> None:
    """Take all services and counters away, and the sample's name.

    Templates, recordings, pronunciations, users and tokens stay, and so does the history. Raises
    :class:`Conflict` ``being_served`` while a ticket is called or served: the refusal names it.
    """
    hall.write(take_all_away)


def take_all_away(tx: Transaction) -> None:
    """Empty the hall within a transaction; see :func:`empty_hall`."""
    refuse_while_serving(tx)
    for counter in tx.all(Counter):
        tx.append("counter.changed", {"counter": {**counter.to_json(), "removed": True}})
    for service in tx.all(Service):
        # A service of the same id that comes later must not go on where this one was.
        if tx.get(Waiting, service.id):
            tx.append("service.waiting", {"waiting": Waiting(service.id).to_json()})
        tx.append("service.changed", {"service": {**service.to_json(), "removed": True}})
    known = tx.about()
    if (known.name, known.place) == (LAHAT.name, LAHAT.place):
        nameless = replace(known, name=NAMELESS, place="")
        tx.append("hall.changed", {"hall": nameless.to_json()})


def refuse_while_serving(tx: Transaction) -> None:
    """Raise :class:`Conflict` ``being_served`` while a ticket is called or served."""
    names = {counter.id: counter.name for counter in tx.all(Counter)}
    served = [(row.ticket, row.counter) for row in tx.all(NowServing)]
    called = [(row.ticket, row.counter) for row in tx.open_announcements() if row.ticket]
    for number, counter in (*served, *called):
        where = names.get(counter or "", counter or "")
        message = f"{number} is not done yet at {where}."
        raise Conflict(message, code="being_served", number=number, counter=where)
