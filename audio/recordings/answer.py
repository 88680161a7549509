"""What the importing process says to its parent: one line, what became of the file."""

from __future__ import annotations

from typing import TypedDict, final


@final
class Taken(TypedDict):
    """The sound is kept: the SHA-256 of its file, its length in ms, its size in bytes."""

    taken: str
    duration_ms: int
    bytes: int


@final
class Refusal(TypedDict):
    """It is not: the code of the refusal and one plain sentence."""

    refused: str
    reason: str
