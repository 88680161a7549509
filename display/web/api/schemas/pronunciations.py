"""What the API answers about the pronunciation dictionary."""

from __future__ import annotations

from pydantic import Field

from display.web.api.schemas.answer import Answer


class PronunciationAnswer(Answer):
    """One entry of the pronunciation dictionary."""

    written: str = Field(examples=["DPMPTSP"])
    spoken: str = Field(description="As it was given.")
    words: str = Field(description="The words that the voice says.")
    shipped: bool = Field(description="True: it comes with Panggil and is not the hall's own.")
    seq: int = Field(description="Of its last change; 0 for a shipped entry.")


class PronunciationChangeAnswer(Answer):
    """What holds after a change."""

    seq: int
    pronunciation: PronunciationAnswer | None = Field(
        description="Null where nothing is left: the text is read by the general rules."
    )


class PronunciationsAnswer(Answer):
    """The dictionary with which the hall speaks."""

    pronunciations: list[PronunciationAnswer]
