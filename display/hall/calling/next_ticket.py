"""Which ticket a press of *next* calls.

In this order: a ticket that the clerk chose; the first of the list of who waits; the hall's own
counting. A counter with several services looks through them in its own order, lists first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from display.hall.business_day import today_of
from display.hall.calling.numbering import count_on, waiting_today, write_number
from display.hall.calling.waiting_list import without
from display.hall.errors import Conflict, Refused
from display.hall.lookup import read_ticket, require_counter
from display.journal import Counter, NowServing, Service

if TYPE_CHECKING:
    from audio import Ticket
    from display.hall.business_day import Today
    from display.hall.calling.requests import NextRequest
    from display.hall.calling.visits import Origin
    from display.journal import Transaction, Waiting


class Choice(NamedTuple):
    """A ticket to be called, where it came from, and who waits before and after it is."""

    service: Service
    number: str
    origin: Origin
    before: Waiting
    after: Waiting


def choose(tx: Transaction, counter: Counter, request: NextRequest, today: Today) -> Choice:
    """Return what is to be called to ``counter``.

    Raises :class:`Refused` for a field of the request, :class:`Conflict` ``nobody_waits``,
    ``range_exhausted``, ``being_served`` or ``no_service`` when nothing can be.
    """
    services = _services(tx, counter, request.service)
    if request.number is not None:
        return _chosen(tx, counter, services, request.number, request.go_on, today)
    if request.go_on:
        raise Refused("go_on", "Goes with number only.")
    return next_of(tx, counter, services, today)


def next_of(tx: Transaction, counter: Counter, services: list[Service], today: Today) -> Choice:
    """Return the next ticket of these services; :class:`Conflict` when there is none."""
    rows = [(service, waiting_today(tx, service, today)) for service in services]
    for service, waiting in rows:
        for number in waiting.next:
            # One who was sent to a certain counter is not called to another.
            if waiting.placed.get(number, "") in ("", counter.id):
                return Choice(service, number, "list", waiting, without(waiting, number))
    return _count(tx, rows, today)


def services_of(tx: Transaction, counter: Counter) -> list[Service]:
    """Return the services of a counter, in the counter's order."""
    return [found for each in counter.services if (found := tx.get(Service, each))]


def _services(tx: Transaction, counter: Counter, asked: str | None) -> list[Service]:
    services = services_of(tx, counter)
    if asked is not None:
        services = [service for service in services if service.id == asked]
        if not services:
            raise Refused("service", f"{counter.name} does not serve {asked!r}.")
    if not services:
        message = f"{counter.name} has no service; give it one in the set-up."
        raise Conflict(message, code="no_service")
    return services


def _count(tx: Transaction, rows: list[tuple[Service, Waiting]], today: Today) -> Choice:
    """Count on in the first service that has a number; else say why the first one has none."""
    reasons = []
    for service, waiting in rows:
        try:
            return _counted(tx, service, waiting, today)
        except Conflict as none:
            reasons.append(none)
    # The first service is the counter's own: its reason is the one that the clerk can act on.
    raise reasons[0]


def _counted(tx: Transaction, service: Service, waiting: Waiting, today: Today) -> Choice:
    if waiting.count == 0:  # a queue system counts, and says that nobody is there
        name = service.short_name
        raise Conflict(f"Nobody waits for {name}.", code="nobody_waits", service=name)
    figure = count_on(tx, service, waiting, today)
    # Unknown stays unknown: a number that nobody told would be shown as if it were true.
    count = None if waiting.count is None else waiting.count - 1
    after = replace(waiting, last=figure, count=count)
    return Choice(service, write_number(service, figure), "counting", waiting, after)


def _chosen(
    tx: Transaction,
    counter: Counter,
    services: list[Service],
    written: str,
    go_on: bool,
    today: Today,
) -> Choice:
    ticket = read_ticket(written, "number")
    # A clerk types 12 and means A-012 of the counter's own service.
    service = next((each for each in services if each.prefix == ticket.prefix), services[0])
    number = ticket.written
    if not ticket.prefix and service.prefix:
        number = write_number(service, int(ticket.digits))
    _refuse_if_served(tx, counter, number, today)
    before = waiting_today(tx, service, today)
    after = without(before, number)
    if go_on:
        after = replace(after, last=_figure(service, ticket))
    return Choice(service, number, "list" if number in before.next else "chosen", before, after)


def _figure(service: Service, ticket: Ticket) -> int:
    """Return where the counting goes on from."""
    figure = int(ticket.digits)
    ours = ticket.prefix in ("", service.prefix)
    if not ours or not service.first_number <= figure <= service.last_number:
        first, last = service.first_number, service.last_number
        raise Refused("number", f"{service.short_name} counts from {first} to {last}.")
    return figure


def _refuse_if_served(tx: Transaction, counter: Counter, number: str, today: Today) -> None:
    for row in tx.all(NowServing):
        # A visit that nobody ended yesterday does not keep today's number from being called.
        if row.ticket == number and today.holds(row.called_at):
            where = tx.get(Counter, row.counter)
            name = where.name if where else row.counter
            how = "recall it" if row.counter == counter.id else "it can be transferred from there"
            raise Conflict(
                f"{number} is at {name} already; {how}.",
                code="being_served",
                number=number,
                counter=name,
            )


class Coming(NamedTuple):
    """The next ticket, of one service or of all of a counter's; else ``code`` says why none.

    ``waiting`` is how many wait, as far as anybody knows: None when nobody does.
    """

    service: str | None
    number: str | None
    code: str | None
    waiting: int | None


def coming_at(tx: Transaction, counter_id: str) -> tuple[Coming, list[Coming]]:
    """Return what *next* would call now, and what it would call of each service of the counter.

    Raises :class:`NotFound` for the counter. Another counter may be faster: ``expected`` tells.
    """
    counter, today = require_counter(tx, counter_id), today_of(tx)
    services = services_of(tx, counter)
    each = [_coming(tx, counter, [service], today) for service in services]
    known = [one.waiting for one in each if one.waiting is not None]
    first = _coming(tx, counter, services, today)
    return first._replace(waiting=sum(known) if known else None), each


def _coming(tx: Transaction, counter: Counter, services: list[Service], today: Today) -> Coming:
    if not services:
        return Coming(None, None, "no_service", None)
    waiting = _how_many(tx, services[0], today)
    try:
        choice = next_of(tx, counter, services, today)
    except Conflict as none:
        return Coming(services[0].id, None, none.code, waiting)
    except Refused:  # the set-up makes numbers that no ticket can have
        return Coming(services[0].id, None, "range_exhausted", waiting)
    return Coming(choice.service.id, choice.number, None, waiting)


def _how_many(tx: Transaction, service: Service, today: Today) -> int | None:
    waiting = waiting_today(tx, service, today)
    return waiting.count if waiting.count is not None else len(waiting.next) or None
