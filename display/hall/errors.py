"""What the hall answers when it cannot do what was asked; the web makes these problems.

``code`` is one word for programs, where a caller has to tell cases apart.
"""

from __future__ import annotations

from display.errors import PanggilError


class HallError(PanggilError):
    """Raised when the hall cannot do what was asked."""

    def __init__(self, message: str | None = None, *, code: str | None = None) -> None:
        super().__init__(message)
        self.code = code


class Refused(HallError):
    """Raised when a field holds something the hall cannot use; names the field.

    ``facts`` are what the sentence names, for programs that say it in words of their own.
    """

    def __init__(
        self, field: str, message: str, *, code: str | None = None, **facts: str | None
    ) -> None:
        super().__init__(message, code=code)
        self.field = field
        self.message = message
        self.facts = facts


class NotFound(HallError):
    """Raised when the named thing does not exist."""


class Conflict(HallError):
    """Raised when the state of things does not allow what was asked.

    ``facts`` are what the sentence names, for programs that say it in words of their own.
    """

    def __init__(self, message: str, *, code: str | None = None, **facts: str | None) -> None:
        super().__init__(message, code=code)
        self.facts = facts


class NoRoom(HallError):
    """Raised when there is no room for what was brought: the disk is full, or its own limit."""

    def __init__(self, message: str, *, code: str = "folder_full") -> None:
        super().__init__(message, code=code)


class VoiceAway(HallError):
    """Raised when the voice cannot make what is asked for now."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code="voice_failed")


class Busy(HallError):
    """Raised when too much waits to be spoken; the same request may come again later."""

    def __init__(self, message: str, retry_after_s: int) -> None:
        super().__init__(message, code="queue_full")
        self.retry_after_s = retry_after_s


class TooOften(HallError):
    """Raised when somebody asks or guesses too often; ``retry_after_s``: how long they wait."""

    def __init__(self, message: str, retry_after_s: int) -> None:
        super().__init__(message, code="too_often")
        self.retry_after_s = retry_after_s


def key_taken(key: str, owner: str, **facts: str | None) -> Conflict:
    """Return the refusal of an idempotency key that belongs to ``owner``, another request."""
    message = f"event_id {key} belongs to {owner}."
    return Conflict(message, code="event_id_taken", event_id=key, **facts)
