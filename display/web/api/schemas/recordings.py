"""What the API of recordings and of the preview answers, as pydantic models."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from display.web.api.schemas.answer import Answer


class RecordingAnswer(Answer):
    """A sound that staff spoke or brought."""

    id: str = Field(description="SHA-256 of its file.")
    name: str
    duration_ms: int
    source: Literal["microphone", "upload"]
    added_at: str
    seq: int


class RecordingChangeAnswer(Answer):
    """The recording that was added or taken away."""

    seq: int
    recording: RecordingAnswer


class RecordingsAnswer(Answer):
    """The recordings of the hall, newest first."""

    recordings: list[RecordingAnswer]
    used_bytes: int
    limit_bytes: int


class PreviewAnswer(Answer):
    """An announcement as it would be shown and heard."""

    caption: str
    words: str = Field(description="As the voice says it; empty for a recording.")
    sound: str | None = Field(description="SHA-256 of the sound; null while it is being made.")
    duration_ms: int | None
