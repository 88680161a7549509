"""What may be asked of faults."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from display.hall.request import EventId, Request


class AcknowledgeRequest(Request):
    """Say that somebody takes care of a fault."""

    event_id: EventId | None = None
    code: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    subject: Annotated[str, StringConstraints(min_length=1, max_length=160)]
