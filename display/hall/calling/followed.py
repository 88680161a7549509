"""What a visitor may know who follows a ticket: was it called, how many are before it, how long.

Only what is known is said. Where a queue system told who waits, the ticket's place in that list;
where the hall counts by itself, the numbers between; else nothing, for a number that nobody told
would be believed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from audio import WordingError, parse_ticket, print_ticket
from display.hall.business_day import today_of
from display.hall.calling.numbering import waiting_today
from display.hall.calling.pace import Pace
from display.hall.calling.visits import NEWEST
from display.hall.lookup import read_ticket
from display.journal import Call, Counter, Service

if TYPE_CHECKING:
    from audio import Ticket
    from display.journal import Transaction

State = Literal["waiting", "called", "missed", "served", "passed", "unknown"]
"""``passed``: the hall's own counting went by without calling it. ``unknown``: nobody said where
it stands, which is no fault: its queue is kept elsewhere."""

MOST_SERVICES: Final = 12
"""Services that a number without letters may belong to; a visitor chooses among them."""

ROUNDED_TO: Final = 5
"""Minutes to which a wait is rounded up: nobody knows it better."""

_STATES: Final[Mapping[str, State]] = {
    "called": "called",
    "no_show": "missed",
    "served": "served",
    "moved": "served",
    "left_over": "served",
    "transferred": "unknown",
}


@dataclass(frozen=True, slots=True)
class Followed:
    """A ticket as its visitor may know it.

    ``service`` None: no service prints such tickets. ``shared``: several services print this
    number, so that calls of another service are somebody else's. ``before``: how many numbers are
    called first, at most; ``wait_min``: in about how many minutes, counted from the pace of the
    last hour; both None where it is not known. ``call``: its latest call today. ``last_called``:
    the number that its service called last, for those who count themselves.
    """

    number: str
    service: str | None
    shared: bool
    state: State
    before: int | None = None
    wait_min: int | None = None
    call: Call | None = None
    last_called: str | None = None


def follow_ticket(tx: Transaction, written: str, paces: Mapping[str, Pace]) -> list[Followed]:
    """Return what is known of the tickets that a visitor may mean by what was typed.

    Several only where the letters were left out. Raises :class:`Refused` for what is no ticket.
    """
    ticket = read_ticket(written, "number")
    services = tx.all(Service)
    printers = [service for service in services if service.prefix == ticket.prefix]
    shared = len(printers) > 1
    if not printers and not ticket.prefix:
        printers = [service for service in services if _is_in_range(service, ticket)]
    found = [_Search(tx, ticket, service, shared) for service in printers[:MOST_SERVICES]]
    return [one.answer(paces) for one in found or [_Search(tx, ticket, None, False)]]


class _Search:
    """Looks for one ticket: its calls of today, its place in a list, the counting."""

    def __init__(
        self, tx: Transaction, ticket: Ticket, service: Service | None, shared: bool
    ) -> None:
        self._tx, self._service, self._shared = tx, service, shared
        self._today = today_of(tx)
        self._figure = int(ticket.digits) if ticket.digits else None
        self._forms = _forms(ticket, service)

    def answer(self, paces: Mapping[str, Pace]) -> Followed:
        """Return what is known."""
        service, call = self._service, self._latest_call()
        found = Followed(
            number=call.ticket if call else self._forms[0],
            service=service.id if service else None,
            shared=self._shared,
            state=_STATES.get(call.state, "unknown") if call else "unknown",
            call=call,
            last_called=self._last_called(),
        )
        if found.state == "called":
            return found
        return (
            self._in_a_list(found, paces)
            or (found if call or service is None else None)
            or self._in_the_counting(found, paces)
        )

    def _latest_call(self) -> Call | None:
        calls = [
            call
            for form in self._forms
            for call in self._tx.calls_of(form, NEWEST)
            if call.state != "cancelled" and self._today.holds(call.called_at) and self._ours(call)
        ]
        return max(calls, key=lambda call: call.seq, default=None)

    def _ours(self, call: Call) -> bool:
        """Say whether a call of this number is of this visitor."""
        service = self._service
        return not self._shared or service is None or call.service == service.id

    def _in_a_list(self, found: Followed, paces: Mapping[str, Pace]) -> Followed | None:
        # Also in the lists of other services: it may have been sent on.
        for service in self._tx.all(Service):
            if self._shared and service != self._service:
                continue
            order = waiting_today(self._tx, service, self._today).next
            for form in self._forms:
                if form in order:
                    waits = replace(found, number=form, state="waiting")
                    return self._before(waits, order.index(form), service, paces)
        return None

    def _in_the_counting(self, found: Followed, paces: Mapping[str, Pace]) -> Followed:
        """Return the place in the hall's own counting, if this service counts today."""
        service, figure = self._service, self._figure
        if service is None or figure is None:
            return found
        waiting = waiting_today(self._tx, service, self._today)
        if waiting.last < service.first_number or figure > service.last_number:
            return found
        if figure <= waiting.last:
            return replace(found, state="passed")
        called = paces.get(service.id, Pace()).numbers
        between = range(max(waiting.last + 1, service.first_number), figure)
        # What was called out of its turn is not called again.
        out_of_turn = sum(_is_between(number, service, between) for number in called)
        before = len(waiting.next) + len(between) - out_of_turn
        return self._before(replace(found, state="waiting"), before, service, paces)

    def _before(
        self, found: Followed, before: int, service: Service, paces: Mapping[str, Pace]
    ) -> Followed:
        each = paces.get(service.id, Pace()).minutes_each
        is_open = any(
            service.id in counter.services and counter.state == "open"
            for counter in self._tx.all(Counter)
        )
        wait = None
        if each is not None and is_open:
            wait = math.ceil((before + 1) * each / ROUNDED_TO) * ROUNDED_TO
        return replace(found, before=before, wait_min=wait)

    def _last_called(self) -> str | None:
        service = self._service
        if service is None:
            return None
        calls = (call for call in self._tx.all(Call) if call.service == service.id)
        return next((call.ticket for call in calls if self._today.holds(call.called_at)), None)


def _is_in_range(service: Service, ticket: Ticket) -> bool:
    first, last = service.first_number, service.last_number
    return bool(ticket.digits) and first <= int(ticket.digits) <= last


def _is_between(number: str, service: Service, between: range) -> bool:
    try:
        ticket = parse_ticket(number)
    except WordingError:  # of another release
        return False
    return bool(ticket.digits and ticket.prefix == service.prefix and int(ticket.digits) in between)


def _forms(ticket: Ticket, service: Service | None) -> list[str]:
    """Return how the ticket may be written, first as the service prints it: A-012, A-12, A012."""
    if service is None or not ticket.digits:
        return [ticket.written]
    figure, forms = int(ticket.digits), []
    # Queue systems print as they like: what is meant is the same letters and the same figure.
    for width in dict.fromkeys((service.digits, len(ticket.digits), len(str(figure)))):
        try:
            printed = print_ticket(service.prefix, figure, width).written
        except WordingError:  # longer than any ticket
            continue
        forms += [printed, printed.replace("-", "", 1)]
    return list(dict.fromkeys([*forms, ticket.written]))
