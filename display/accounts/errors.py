"""What can go wrong with tokens and users."""

from __future__ import annotations

from display.errors import PanggilError


class AccountError(PanggilError):
    """Raised when a token or user cannot be made or changed as asked."""


class WeakSecret(AccountError):
    """Raised when a given secret or password is too short or one that everybody tries first."""
