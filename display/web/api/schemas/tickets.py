"""What the API answers to a visitor who follows a ticket."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from display.web.api.schemas.answer import Answer


class FollowedCallAnswer(Answer):
    """The latest call of a followed ticket, today."""

    event_id: str
    counter: str
    service: str
    count: int
    called_at: str


class FollowedAnswer(Answer):
    """A ticket as its visitor may know it."""

    number: str = Field(description="As it is called, or as its service prints it.")
    service: str | None = Field(description="Null: no service prints such tickets.")
    shared: bool = Field(
        description="Several services print this number: calls of another are somebody else's."
    )
    state: Literal["waiting", "called", "missed", "served", "passed", "unknown"] = Field(
        description="`passed`: the hall's own counting went by without it. `unknown`: nobody told."
    )
    before: int | None = Field(description="Numbers that are called first; null: not known.")
    wait_min: int | None = Field(
        description="About how many minutes, by the pace of the last hour; null: not known."
    )
    call: FollowedCallAnswer | None
    last_called: str | None = Field(description="The number that its service called last.")


class FollowedTicketsAnswer(Answer):
    """The tickets that may be meant: several only where the letters were left out."""

    tickets: list[FollowedAnswer]
