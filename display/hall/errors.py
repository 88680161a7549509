"""What the hall answers when it cannot do what was asked; the web makes these problems."""

from __future__ import annotations

from display.errors import PanggilError


class HallError(PanggilError):
    """Raised when the hall cannot do what was asked."""


class Refused(HallError):
    """Raised when a field holds something the hall cannot use; names the field."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


class NotFound(HallError):
    """Raised when the named call or announcement does not exist."""


class Conflict(HallError):
    """Raised when the state of things does not allow what was asked.

    ``code`` tells programs which case it is, where they have to tell cases apart, and ``facts``
    what they need to say it in their own words.
    """

    def __init__(self, message: str, code: str = "", **facts: str | None) -> None:
        super().__init__(message)
        self.code = code
        self.facts = facts
