"""The rows of accounts, as frozen values: tokens, users and their sessions.

Times are ISO 8601 UTC with milliseconds. Secrets are here as digests or hashes only.
"""

from __future__ import annotations

from dataclasses import dataclass

from display.database import Record


@dataclass(frozen=True, slots=True)
class Token(Record):
    """An access token; only the digest of its secret is kept. ``revoked_at`` None: it is valid."""

    id: str
    hall: str
    name: str
    scopes: tuple[str, ...]
    digest: str
    created_at: str
    revoked_at: str | None = None


@dataclass(frozen=True, slots=True)
class ScreenCode(Record):
    """A code that an unclaimed screen shows; ``digest`` is that of the secret the screen keeps.

    ``screen`` None: nobody has claimed it yet.
    """

    digest: str
    hall: str
    code: str
    expires_at: str
    screen: str | None = None


@dataclass(frozen=True, slots=True)
class User(Record):
    """A member of staff; ``must_change``: the password is a one-time one.

    ``counters`` are those that a clerk may call for. ``disabled_at`` None: they may sign in.
    """

    id: str
    hall: str
    name: str
    role: str
    password_hash: str
    must_change: bool
    created_at: str
    display_name: str | None = None
    counters: tuple[str, ...] | None = None
    disabled_at: str | None = None

    @property
    def called(self) -> str:
        """What people call them: the display name, else the name they sign in with."""
        return self.display_name or self.name


@dataclass(frozen=True, slots=True)
class Session(Record):
    """A sign-in of one browser; only the digest of its secret is kept. ``seen_at`` to the minute.

    ``ended_at`` None: it was not ended. Whether it is too old is decided in display.accounts.
    """

    id: str
    digest: str
    hall: str
    user_id: str
    created_at: str
    seen_at: str
    address: str
    agent: str
    ended_at: str | None = None
