"""What a request refers to: found in the journal, or refused by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from audio import Ticket, WordingError, parse_ticket
from display.hall.business_day import today_of
from display.hall.errors import NotFound, Refused
from display.hall.naming import find_named
from display.journal import Call, Counter, Service, Zone

if TYPE_CHECKING:
    from display.journal import Transaction


MAIN_ZONE: Final = "main"
"""The zone that every hall has: what belongs to no other is spoken there."""


def read_ticket(written: str, field: str = "ticket.number") -> Ticket:
    """Return the ticket that somebody wrote, or raise :class:`Refused` for ``field``."""
    try:
        return parse_ticket(written)
    except WordingError as error:
        raise Refused(field, str(error)) from error


def find_service(tx: Transaction, service_id: str) -> Service:
    """Return the service that a request names, by id, name or alias, or raise :class:`Refused`."""
    return tx.get(Service, service_id) or find_named(tx.all(Service), service_id, "service")


def find_counter(tx: Transaction, counter_id: str) -> Counter:
    """Return the counter that a request names, by id, name or alias, or raise :class:`Refused`."""
    return tx.get(Counter, counter_id) or find_named(tx.all(Counter), counter_id, "counter")


def find_call(tx: Transaction, event_id: str) -> Call | None:
    """Return the call that an address names, if there is one.

    By the key with which the same sender called it today, by the id of its first event, or of
    another that was about it.
    """
    answered = tx.answered(today_of(tx).day, event_id)
    if answered and answered.call:
        return tx.get(Call, answered.call)
    call = tx.get(Call, event_id)
    event = tx.event(event_id) if call is None else None
    about = event.data.get("call") if event else None
    return tx.get(Call, about["event_id"]) if about else call


def require_call(tx: Transaction, event_id: str) -> Call:
    """Return the call of an address (:func:`find_call`), or raise :class:`NotFound`."""
    call = find_call(tx, event_id)
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


def zone_ids(tx: Transaction) -> list[str]:
    """Return the hall's zones, `main` first; a hall of an early release has no row of it."""
    return [MAIN_ZONE, *(zone.id for zone in tx.all(Zone) if zone.id != MAIN_ZONE)]


def require_zone(tx: Transaction, zone_id: str, field: str) -> str:
    """Return the zone that ``field`` of a request names, or raise :class:`Refused`."""
    if zone_id not in zone_ids(tx):
        raise Refused(field, f"There is no zone {zone_id!r}.", code="unknown_zone")
    return zone_id
