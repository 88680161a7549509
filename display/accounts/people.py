"""A person who is signed in, and what their role allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from display.accounts.tokens import Grant

ROLE_SCOPES: Final[Mapping[str, tuple[str, ...]]] = {
    "admin": ("admin",),  # implies every other
    "officer": ("calls", "announcements", "voice", "read"),
    "clerk": ("calls", "read"),
    "viewer": ("read",),
}
"""What each role may ask of the API."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in. ``counters`` are a clerk's own, ``None``: all of them.

    ``session`` names the sign-in; ``key`` is its secret, which only the browser's cookie holds.
    The last three members are what Flask-Login asks of a user.
    """

    id: str
    hall: str
    name: str
    called: str
    role: str
    counters: tuple[str, ...] | None
    must_change: bool
    session: str
    key: str = field(repr=False)

    is_authenticated = True
    is_active = True

    def get_id(self) -> str:
        """Return what the browser's cookie holds: the secret, so that a session can be ended."""
        return self.key

    @property
    def scopes(self) -> tuple[str, ...]:
        """The API scopes of the role."""
        return ROLE_SCOPES[self.role]

    def grant(self) -> Grant:
        """Return what this person may ask of the API, as a token's grant."""
        return Grant(self.name, self.hall, self.scopes, f"user:{self.id}", self.counters)
