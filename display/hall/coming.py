"""What the pad's buttons say: the next ticket of a counter, and of each of its services."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from display.hall.choice import next_of, services_of
from display.hall.counting import waiting_today
from display.hall.errors import Conflict, Refused
from display.hall.references import counter_at
from display.hall.today import today_of

if TYPE_CHECKING:
    from display.hall.today import Today
    from display.journal import Counter, Service, Transaction


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
    counter, today = counter_at(tx, counter_id), today_of(tx)
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
