"""What an ear says, checked field by field."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from display.hall.request import Name, Request

Told = Annotated[str, StringConstraints(max_length=120)]
Decibels = Annotated[float, Field(ge=-200, le=200)]
MOST_JUDGEMENTS = 16


class JudgementRequest(Request):
    """The ear's word on one announcement: figures, and never sound."""

    announcement_id: Name
    attempt: int = Field(ge=0, le=2**31)
    verdict: Literal["heard", "not_heard", "unjudged"]
    why: Told | None = Field(default=None, description="Of `unjudged`: why nothing can be said.")
    score: float | None = Field(default=None, ge=-1, le=1, description="How well the chime fits.")
    delay_ms: int | None = Field(
        default=None,
        ge=-60_000,
        le=60_000,
        description="From its reported start to its chime.",
    )
    level_db: Decibels | None = Field(default=None, description="A-weighted, of full scale.")
    noise_db: Decibels | None = Field(default=None, description="The hall without announcements.")
    over_noise_db: Decibels | None = Field(default=None, description="The target is 6 to 10.")
    clipped_share: float | None = Field(default=None, ge=0, le=1)


class EarRequest(Request):
    """How an ear and its microphone are, and what it has judged since it was last answered."""

    zone: Name = "main"
    name: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    state: Literal["starting", "listening", "silent", "no_microphone"] = Field(
        description="silent: the microphone gives nothing but zeros."
    )
    microphone: Told = ""
    detail: Told = ""
    judgements: tuple[JudgementRequest, ...] = Field(default=(), max_length=MOST_JUDGEMENTS)
