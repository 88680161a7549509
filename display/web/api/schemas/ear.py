"""What the API answers the hall's ear."""

from __future__ import annotations

from pydantic import Field

from display.web.api.schemas.answer import Answer


class ExpectedAnswer(Answer):
    """An announcement that has just begun to sound."""

    announcement_id: str
    attempt: int
    chime: str = Field(description="Which of the shipped chimes it begins with.")
    age_s: float = Field(description="How long ago it began, by the server's clock.")
    length_s: float = Field(description="How long it sounds, as far as is known.")


class EarAnswer(Answer):
    """What the ear is to listen for."""

    expected: list[ExpectedAnswer]
