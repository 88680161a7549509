"""What may be asked of pronunciations and recordings."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from display.hall.request import EventId, Request


class PronunciationRequest(Request):
    """Say these words for a written form."""

    event_id: EventId | None = None
    spoken: Annotated[str, StringConstraints(min_length=1, max_length=200)] = Field(
        description="As it is to be said, for example: Dinas Penanaman Modal."
    )


class HearingRequest(Request):
    """Hear an entry before it is kept."""

    written: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    spoken: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class RecordingRequest(Request):
    """Keep a sound; the sound itself is the body."""

    event_id: EventId | None = None
    name: Annotated[str, StringConstraints(min_length=1, max_length=80)] = Field(
        description="What staff call it, and its caption where none is given."
    )
    source: Literal["microphone", "upload"] = "upload"
