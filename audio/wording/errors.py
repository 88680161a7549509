"""The one error of this room."""

from __future__ import annotations

from audio.errors import AudioError


class WordingError(AudioError, ValueError):
    """Raised when something written cannot be said.

    ``field`` names what was wrong in the words of the API ("ticket.number", "text"); the message is
    one Indonesian sentence for the person who wrote it.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field

    def __reduce__(self) -> tuple[type[WordingError], tuple[str, str]]:
        """Let the error travel between processes: pickle would forget ``field``."""
        return type(self), (self.field, str(self))
