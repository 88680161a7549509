"""What may be asked of the hall, checked field by field before anything is journalled."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

# The bound on an idempotency key: room for a UUID with a prefix, and nothing that needs escaping.
EventId = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:\-]*$", min_length=1, max_length=128)
]
Name = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class Request(BaseModel):
    """The base of every request: unknown keys are refused, so that no misspelt field is ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class FollowUpRequest(Request):
    """A later step in the life of a call; only the idempotency key may be given."""

    event_id: EventId | None = None
