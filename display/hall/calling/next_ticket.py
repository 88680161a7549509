"""Which ticket a press of *next* calls.

In this order: a ticket that the clerk chose; the first of the list of who waits; the hall's own
counting. A counter with several services looks through them in its own order, lists first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from audio import WordingError, parse_ticket, print_ticket
from display.clock import iso_now
from display.hall.business_day import today_of
from display.hall.calling.numbering import count_on, waiting_today, was_called, write_number
from display.hall.calling.waiting_list import without
from display.hall.errors import Conflict, Refused
from display.hall.lookup import read_ticket, require_counter
from display.journal import Call, Counter, Service

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
    ``range_exhausted`` or ``no_service`` when nothing can be.
    """
    services = _services(tx, counter, request.service)
    if request.number is not None:
        return _chosen(tx, services, request.number, request.go_on, today)
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
    services: list[Service],
    written: str,
    go_on: bool,
    today: Today,
) -> Choice:
    ticket = read_ticket(written, "number")
    # A clerk types 12 and means A-012 of the counter's own service.
    service = next((each for each in services if each.prefix == ticket.prefix), services[0])
    number = _as_printed(service, ticket)
    _check_prefix(tx, ticket)
    before = waiting_today(tx, service, today)
    after = without(before, number)
    if go_on:
        figure = _figure(service, ticket)
        after = replace(after, last=figure)
        # Behind, or called already: the counting begins anew, and skips nothing of before.
        if figure <= before.last or was_called(tx, service, number, today):
            after = replace(after, since=iso_now())
    return Choice(service, number, "list" if number in before.next else "chosen", before, after)


def _as_printed(service: Service, ticket: Ticket) -> str:
    """Return a typed number as the service prints it: "12" and "A12" are A-012 and A-12."""
    if not ticket.digits:
        return ticket.written
    if not ticket.prefix and service.prefix:
        return write_number(service, int(ticket.digits))
    if ticket.prefix == service.prefix:
        return print_ticket(service.prefix, int(ticket.digits), len(ticket.digits)).written
    return ticket.written


def _figure(service: Service, ticket: Ticket) -> int:
    """Return where the counting goes on from."""
    figure = int(ticket.digits or -1)
    ours = ticket.prefix in ("", service.prefix)
    if not ours or not service.first_number <= figure <= service.last_number:
        first, last = service.first_number, service.last_number
        raise Refused("number", f"{service.short_name} counts from {first} to {last}.")
    return figure


def _check_prefix(tx: Transaction, ticket: Ticket) -> None:
    """Refuse a ticket that no service of the hall prints: a slip of the hand."""
    prefixes = sorted({service.prefix for service in tx.all(Service)})
    if ticket.prefix and ticket.prefix not in prefixes:
        have = ", ".join(filter(None, prefixes)) or None
        message = (
            f"No service has tickets with {ticket.prefix}; the hall has {have or 'figures alone'}."
        )
        raise Refused("number", message, code="unknown_prefix", prefixes=have)


LONGEST_JUMP = 10
"""Numbers between two of a service that nobody is asked about."""


def check_jump(tx: Transaction, choice: Choice, today: Today) -> None:
    """Raise :class:`Conflict` ``far_jump`` for a chosen number far from all that went before."""
    service, figure = choice.service, _figure_of(choice.service, choice.number)
    if figure is None:
        return
    called = (
        _figure_of(service, call.ticket)
        for call in tx.all(Call)
        if call.service == service.id and today.holds(call.called_at)
    )
    latest = next((each for each in called if each is not None), None)
    known = [each for each in (choice.before.last or None, latest) if each is not None]
    known = known or [service.first_number - 1]
    if all(abs(figure - each) > LONGEST_JUMP for each in known):
        last = write_number(service, known[0]) if known[0] >= service.first_number else None
        message = f"{choice.number} is far from {last or 'the first number'}."
        raise Conflict(message, code="far_jump", number=choice.number, last=last)


def _figure_of(service: Service, number: str) -> int | None:
    """Return the figure of a ticket that the service prints; None for another."""
    try:
        ticket = parse_ticket(number)
    except WordingError:
        return None
    return int(ticket.digits) if ticket.digits and ticket.prefix == service.prefix else None


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
