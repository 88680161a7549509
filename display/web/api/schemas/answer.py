"""The base of every answer, and what all families share: a problem, and what was placed."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    """The base of every answer."""

    model_config = ConfigDict(extra="forbid")


class FieldProblem(Answer):
    """One field and what is wrong with it."""

    field: str = Field(examples=["ticket.number"])
    message: str


class ProblemAnswer(Answer):
    """An error after RFC 9457; `detail` is one plain sentence."""

    type: str = Field(examples=["about:blank"])
    title: str
    status: int
    detail: str
    code: str | None = Field(description="One word for programs, where cases must be told apart.")
    field: str | None = Field(description="The first field at fault, if it is a field's fault.")
    facts: dict[str, str | None] = Field(default={}, description="What the sentence names.")
    errors: list[FieldProblem]


class PlacedAnswer(Answer):
    """What a request became in the journal."""

    seq: int
    event_id: str = Field(description="Of the event; for calls the key of recall, serve and so on.")
    announcement_id: str | None = Field(description="Null where nothing is to be spoken.")
    caption: str
    unheard: bool = Field(
        default=False, description="It ended a visit whose call the hall had not heard."
    )
