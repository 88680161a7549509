"""The hall emptied in one step: services, counters and the name of the sample go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from display.hall.errors import Conflict
from display.hall.setup.seed import LAHAT, NAMELESS, SAMPLE_SERVICES
from display.journal import Counter, Hall, NowServing, Service, Waiting

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.journal import Transaction


def is_sample(tx: Transaction) -> bool:
    """Say whether the hall's services are all the sample's: what it counted was for a try."""
    services = {(service.id, service.name) for service in tx.all(Service)}
    return bool(services) and services <= SAMPLE_SERVICES


def empty_hall(hall: HallContext, *, forget_figures: bool = False) -> None:
    """Take all services and counters away, and the sample's name and position.

    The guide through the first set-up begins. Templates, recordings, pronunciations, users and
    tokens stay, and so does the history; with ``forget_figures`` the reports begin anew. Raises
    :class:`Conflict` ``being_served`` while a ticket is called or served: the refusal names it.
    """

    def work(tx: Transaction) -> None:
        take_all_away(tx)
        if (known := tx.about()).setup_guide != "open":
            tx.append("hall.changed", {"hall": replace(known, setup_guide="open").to_json()})
        if forget_figures:
            tx.append("figures.forgotten", {})

    hall.write(work)


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
    if (own := _without_sample(known)) != known:
        tx.append("hall.changed", {"hall": own.to_json()})


def _without_sample(hall: Hall) -> Hall:
    """Return the hall without what the sample said of it, and with all that staff said."""
    is_lahat = hall.place == LAHAT.place
    if is_named := is_lahat and hall.name == LAHAT.name:
        hall = replace(hall, name=NAMELESS, place="")
    # A hall elsewhere would pray by the sun of Lahat.
    at_lahat = (hall.latitude, hall.longitude) == (LAHAT.latitude, LAHAT.longitude)
    if at_lahat and (is_named or not is_lahat):
        hall = replace(hall, latitude=None, longitude=None)
    return hall


def refuse_while_serving(tx: Transaction) -> None:
    """Raise :class:`Conflict` ``being_served`` while a ticket is called or served."""
    names = {counter.id: counter.name for counter in tx.all(Counter)}
    served = [(row.ticket, row.counter) for row in tx.all(NowServing)]
    called = [(row.ticket, row.counter) for row in tx.open_announcements() if row.ticket]
    for number, counter in (*served, *called):
        where = names.get(counter or "", counter or "")
        message = f"{number} is not done yet at {where}."
        raise Conflict(message, code="being_served", number=number, counter=where)
