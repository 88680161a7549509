"""What may be asked of the hall, checked field by field before anything is journalled."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

# The bound on an idempotency key: room for a UUID with a prefix, and nothing that needs escaping.
EventId = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:\-]*$", min_length=1, max_length=128)
]
Name = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class Request(BaseModel):
    """The base of every request: unknown keys are refused, so that no misspelt field is ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class TicketRequest(Request):
    """The ticket in a visitor's hand."""

    number: Annotated[str, StringConstraints(min_length=1, max_length=16)] = Field(
        description="As printed, for example A-012 or B105."
    )


class CallRequest(Request):
    """Call a ticket to a counter."""

    event_id: EventId | None = Field(
        default=None, description="Idempotency key: the same key again gives the first answer."
    )
    ticket: TicketRequest
    service: Name = Field(description="Id of the service, for example dukcapil.")
    counter: Name = Field(description="Id of the counter, for example 3.")
    language: Literal["id", "en"] = "id"
    priority: Literal["call", "urgent"] = "call"


class FollowUpRequest(Request):
    """A later step in the life of a call; only the idempotency key may be given."""

    event_id: EventId | None = None


class PronunciationRequest(Request):
    """Say these words for a written form."""

    event_id: EventId | None = None
    spoken: Annotated[str, StringConstraints(min_length=1, max_length=200)] = Field(
        description="As it is to be said, for example: Dinas Penanaman Modal."
    )


class AnnouncementRequest(Request):
    """Say and show a text."""

    event_id: EventId | None = None
    text: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    priority: Literal["emergency", "urgent", "call", "scheduled", "idle"] = "scheduled"
    zones: tuple[Name, ...] = Field(default=("main",), min_length=1, max_length=1)
    repeat: int = Field(default=0, ge=0, le=3, description="How often it is said again.")
    chime: bool = True
    expires_at: str | None = Field(default=None, description="ISO 8601 time with a zone.")
    expires_in_s: float | None = Field(default=None, gt=0, le=86400)


class RecordingRequest(Request):
    """Keep a sound; the sound itself is the body."""

    event_id: EventId | None = None
    name: Annotated[str, StringConstraints(min_length=1, max_length=80)] = Field(
        description="What staff call it, and its caption where none is given."
    )
    source: Literal["microphone", "upload"] = "upload"
