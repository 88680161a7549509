"""What may be asked of the counter pad, checked field by field."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, ClassVar, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from display.clock import iso, now, parse
from display.hall.request import AS_WRITTEN, EventId, FollowUpRequest, Name, Request

OLDEST_TICKET_DAYS: Final = 7
CLOCKS_DIFFER_MIN: Final = 5
"""By so much the clock of a queue system may be ahead of the server's."""


def _issued(written: str) -> str:
    """Return when a ticket was taken, as the journal writes it."""
    try:
        moment = parse(written)
    except ValueError:
        example = "2026-11-23T09:42:00+07:00"
        raise ValueError(f"must be a time with its zone, for example {example}") from None
    if moment > now() + timedelta(minutes=CLOCKS_DIFFER_MIN):
        raise ValueError("lies ahead of the server's clock")
    if moment < now() - timedelta(days=OLDEST_TICKET_DAYS):
        raise ValueError(f"lies more than {OLDEST_TICKET_DAYS} days back")
    return iso(moment)


IssuedAt = Annotated[str, StringConstraints(max_length=40), AfterValidator(_issued)]
"""When a ticket was taken."""

# What is written on a ticket, with the spaces that people type.
Number = Annotated[str, StringConstraints(min_length=1, max_length=16), AS_WRITTEN]


class TicketRequest(Request):
    """The ticket in a visitor's hand."""

    number: Number = Field(
        description="As printed, for example A-012, KIA-12 or UMUM 7: up to twelve letters and "
        "figures, parted by a hyphen, dot, stroke, low line or space."
    )


def _ticket(value: object) -> object:
    return {"number": value} if type(value) in {str, int} else value


class CallRequest(Request):
    """Call a ticket to a counter."""

    event_id: EventId | None = Field(
        default=None, description="Idempotency key: the same key again gives the first answer."
    )
    ticket: Annotated[TicketRequest, BeforeValidator(_ticket)] = Field(
        description="The number alone will do, too."
    )
    service: Name = Field(
        description="The service by id, name or alias, for example dukcapil or Dukcapil."
    )
    counter: Name = Field(
        description="The counter by id, name or alias, for example 3, 03 or Loket 3."
    )
    language: Literal["id", "en"] = "id"
    priority: Literal["call", "urgent"] = "call"
    issued_at: IssuedAt | None = Field(
        default=None,
        description="When the visitor took the ticket, for the reports: a time with its zone, not "
        "ahead and at most seven days back. Default: what the list of who waits says.",
    )

    added: ClassVar[frozenset[str]] = frozenset({"issued_at"})


LONGEST_REASON = 20
"""Letters that the cell of a counter shows whole, in its smaller type."""

MOST_TOLD = 500
"""Tickets of one list: more than a hall calls in a morning."""


Doubt = Literal["unheard", "far_jump", "at_counter"]
"""What a person should be asked before it is done: the visit that ends was not heard, the number is
far from the last one, the ticket is at another counter."""

RefuseIf = Annotated[tuple[Doubt, ...], Field(max_length=3)]


class EndRequest(FollowUpRequest):
    """End a visit as served or not shown up."""

    refuse_if: RefuseIf = Field(
        default=(), description="Refuse it in these cases: `unheard`. Default: it is carried out."
    )


class NextRequest(Request):
    """Call the next ticket to a counter, or a chosen one."""

    event_id: EventId | None = None
    expected: Number | None = Field(
        default=None,
        description="The number that the clerk saw on the button: if another one is next by now, "
        "nothing is called.",
    )
    service: Name | None = Field(
        default=None, description="Which of the counter's services; needed only to choose."
    )
    number: Number | None = Field(
        default=None, description="A chosen number instead of the next; bare figures will do."
    )
    go_on: bool = Field(default=False, description="The counting goes on after the chosen number.")
    refuse_if: RefuseIf = Field(
        default=(),
        description="Refuse it in these cases, for a person to decide. Default: it is carried out.",
    )
    language: Literal["id", "en"] = "id"
    priority: Literal["call", "urgent"] = "call"


class RestRequest(Request):
    """Close or pause a counter."""

    event_id: EventId | None = None
    reason: Annotated[str, StringConstraints(max_length=LONGEST_REASON)] | None = Field(
        default=None, description="What the screens show at the counter, for example Istirahat."
    )


class TransferRequest(Request):
    """Send a visitor on to another service, another counter, or both."""

    event_id: EventId | None = None
    service: Name | None = None
    counter: Name | None = Field(default=None, description="Only this counter calls the ticket.")


class WaitingRequest(Request):
    """Who waits for a service, as a queue system sees it."""

    event_id: EventId | None = None
    count: int | None = Field(default=None, ge=0, le=9999, description="How many wait in all.")
    next: tuple[Number, ...] = Field(
        default=(), max_length=MOST_TOLD, description="Tickets to be called first, in order."
    )
    issued_at: dict[Number, IssuedAt] = Field(
        default_factory=dict,
        max_length=MOST_TOLD,
        description="When tickets of `next` were taken, by ticket, as far as you know.",
    )

    added: ClassVar[frozenset[str]] = frozenset({"issued_at"})
