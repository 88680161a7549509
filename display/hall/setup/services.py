"""Set-up of the services: made, altered, arranged, taken away; each change is an event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from audio import WordingError
from display.hall.errors import Conflict, Refused
from display.hall.lookup import require_service
from display.hall.naming import refuse_taken_names
from display.hall.setup.ordering import last_position, move
from display.hall.speech import text_sentence
from display.journal import Counter, NowServing, Service

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.hall.setup.requests import ServiceRequest
    from display.journal import Transaction

MOST_SERVICES = 100
# What stands for "new" in the console's addresses, and is therefore no id.
_RESERVED = "baru"


def add_service(hall: HallContext, request: ServiceRequest) -> Service:
    """Make a service; its id comes from its short name. Raises :class:`Refused`."""

    def work(tx: Transaction) -> Service:
        services = tx.all(Service)
        if len(services) >= MOST_SERVICES:
            raise Refused("", f"A hall has at most {MOST_SERVICES} services.", code="too_many")
        service_id = id_of_service(request.short_name, {row.id for row in services})
        position = last_position(services)
        service = Service(service_id, position=position, **request.model_dump())
        return _write(tx, check_service(tx, service, services))

    return hall.write(work)


def change_service(hall: HallContext, service_id: str, request: ServiceRequest) -> Service:
    """Alter a service; its id and place stay. Raises :class:`NotFound` and :class:`Refused`."""

    def work(tx: Transaction) -> Service:
        known = require_service(tx, service_id)
        service = Service(service_id, position=known.position, **request.model_dump())
        others = [row for row in tx.all(Service) if row.id != service_id]
        return _write(tx, check_service(tx, service, others))

    return hall.write(work)


def move_service(hall: HallContext, service_id: str, step: Literal[-1, 1]) -> None:
    """Move a service up or down by one. Raises :class:`NotFound`."""
    hall.write(lambda tx: move(tx.all(Service), service_id, step, lambda row: _write(tx, row)))


def remove_service(hall: HallContext, service_id: str) -> None:
    """Take a service away; its past calls stay in the journal.

    Raises :class:`NotFound`, and :class:`Conflict` ``has_counters`` or ``being_served`` while
    counters name it or a ticket of it is being called or served.
    """

    def work(tx: Transaction) -> None:
        service = require_service(tx, service_id)
        named = [row.name for row in tx.all(Counter) if service_id in row.services]
        if named:
            where = ", ".join(named)
            raise Conflict(f"{where} still serve it.", code="has_counters", counters=where)
        number = busy_number(tx, service_id)
        if number:
            raise Conflict(f"{number} is not done yet.", code="being_served", number=number)
        tx.append("service.changed", {"service": {**service.to_json(), "removed": True}})

    hall.write(work)


def busy_number(tx: Transaction, service_id: str) -> str | None:
    """Return a ticket of the service that is being called or served, if there is one."""
    served = [row.ticket for row in tx.all(NowServing) if row.service == service_id]
    called = [row.ticket for row in tx.open_announcements() if row.service == service_id]
    return next(iter((*served, *called)), None)


def id_of_service(short_name: str, taken: set[str]) -> str:
    """Return an id for a service of that name, other than those that are taken."""
    base = re.sub(r"[^a-z0-9]+", "-", short_name.lower()).strip("-") or "layanan"
    names = (base, *(f"{base}-{number}" for number in range(2, MOST_SERVICES + 3)))
    return next(name for name in names if name not in {*taken, _RESERVED})


def check_service(tx: Transaction, service: Service, others: Sequence[Service]) -> Service:
    """Return the service, or raise :class:`Refused` for what does not go with the others."""
    if service.last_number < service.first_number:
        raise Refused("last_number", "The last number is below the first one.")
    if len(str(service.last_number)) > service.digits:
        raise Refused("digits", f"{service.last_number} has more figures than that.")
    # Two services of one prefix would call the same number for two people.
    owner = next((row for row in others if row.prefix == service.prefix), None)
    # Without a prefix several may print the same figures: the call's service tells them apart.
    if owner and service.prefix:
        raise Refused("prefix", f"{owner.short_name} has this prefix already.", code="taken")
    try:
        # What the voice cannot say is refused while somebody is there to write it otherwise.
        text_sentence(tx, service.short_name)
    except WordingError as error:
        raise Refused("short_name", str(error), code="unspeakable") from error
    refuse_taken_names(service, others)
    return service


def _write(tx: Transaction, service: Service) -> Service:
    tx.append("service.changed", {"service": service.to_json()})
    return service
