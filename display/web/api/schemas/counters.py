"""What the API of the counter pad answers, as pydantic models."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from display.web.api.schemas.answer import Answer, PlacedAnswer
from display.web.api.schemas.state import CallAnswer, CounterAnswer, TicketAnswer, WaitingAnswer


class CalledAnswer(PlacedAnswer):
    """Which ticket was called to which counter."""

    ticket: TicketAnswer
    service: str
    counter: str
    called_at: str


class CounterChangeAnswer(Answer):
    """The counter as it is now."""

    seq: int
    counter: CounterAnswer


class WaitingToldAnswer(Answer):
    """Who waits now."""

    seq: int
    waiting: WaitingAnswer


class ServiceComingAnswer(Answer):
    """The next ticket of one service at this counter."""

    service: str | None
    ticket: TicketAnswer | None
    code: Literal["nobody_waits", "range_exhausted", "no_service"] | None = Field(
        description="Why there is no next ticket."
    )
    waiting: int | None = Field(description="How many wait; null when nobody tells.")


class ComingAnswer(ServiceComingAnswer):
    """What *next* would call at this moment."""

    counter: str
    services: list[ServiceComingAnswer]


class CallsTodayAnswer(Answer):
    """Today's calls of a counter's services."""

    calls: list[CallAnswer] = Field(
        description="What changed last comes first, each ticket once; at most 200."
    )
