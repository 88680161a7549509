"""What can go wrong with tokens and users."""

from __future__ import annotations

from display.database import JournalError
from display.errors import PanggilError


class AccountError(PanggilError):
    """Raised when a token or user cannot be made or changed as asked; ``field`` is at fault."""

    def __init__(self, message: str, field: str = "name") -> None:
        super().__init__(message)
        self.field = field


class WeakSecret(AccountError):
    """Raised when a given secret or password is too short or one that everybody tries first."""

    exit_code = 2

    def __init__(self, message: str, field: str = "password") -> None:
        super().__init__(message, field)


class TooManyTries(AccountError):
    """Raised instead of an answer after too many wrong guesses; ``wait_s`` says how long."""

    def __init__(self, wait_s: float) -> None:
        super().__init__("Too many wrong guesses; wait.", "password")
        self.wait_s = wait_s


class LastAdmin(JournalError):
    """Raised when a change would leave a hall without anybody who may do everything."""
