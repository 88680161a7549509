"""The error of the clip packs."""

from __future__ import annotations


class PackError(Exception):
    """Raised when a pack or clip folder cannot be opened, read or written; one plain sentence."""
