"""What a request refers to: found in the journal, or refused by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audio import Ticket, WordingError, parse_ticket
from display.hall.errors import NotFound, Refused
from display.journal import Call, Counter, Service

if TYPE_CHECKING:
    from display.journal import Transaction


def read_ticket(written: str, field: str = "ticket.number") -> Ticket:
    """Return the ticket that somebody wrote, or raise :class:`Refused` for ``field``."""
    try:
        return parse_ticket(written)
    except WordingError as error:
        raise Refused(field, str(error)) from error


def find_service(tx: Transaction, service_id: str) -> Service:
    """Return the service that a request names, or raise :class:`Refused`."""
    service = tx.get(Service, service_id)
    if service is None:
        raise Refused("service", f"There is no service {service_id!r}.")
    return service


def find_counter(tx: Transaction, counter_id: str) -> Counter:
    """Return the counter that a request names, or raise :class:`Refused`."""
    counter = tx.get(Counter, counter_id)
    if counter is None:
        raise Refused("counter", f"There is no counter {counter_id!r}.")
    return counter


def require_call(tx: Transaction, event_id: str) -> Call:
    """Return the call of an address, or raise :class:`NotFound`."""
    call = tx.get(Call, event_id)
    if call is None:
        raise NotFound(f"There is no call {event_id!r}.")
    return call


def require_counter(tx: Transaction, counter_id: str) -> Counter:
    """Return the counter of an address, or raise :class:`NotFound`."""
    counter = tx.get(Counter, counter_id)
    if counter is None:
        raise NotFound(f"There is no counter {counter_id!r}.")
    return counter


def require_service(tx: Transaction, service_id: str) -> Service:
    """Return the service of an address, or raise :class:`NotFound`."""
    service = tx.get(Service, service_id)
    if service is None:
        raise NotFound(f"There is no service {service_id!r}.")
    return service
