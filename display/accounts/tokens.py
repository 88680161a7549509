"""API tokens: shown once, kept as SHA-256, checked without giving anything away.

A secret of 256 random bits needs no slow hash: nobody can try them out (ASVS 11.4.2 asks for a slow
one only where people choose the secret).
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import threading
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from display.accounts.errors import AccountError, WeakSecret
from display.accounts.records import Token
from display.clock import iso_now

if TYPE_CHECKING:
    from display.accounts.store import AccountStore

SCOPES = ("calls", "announcements", "read", "speaker", "listen", "voice", "admin")
"""What a token may be good for; ``admin`` implies every other."""

SCREEN = "screen"
"""The scope of a screen that staff have claimed: it comes by claiming alone, and nobody chooses it.
It is good for what a screen shows, and for being known by its name."""

PREFIX = "pgl_"
"""Tells a leaked secret's origin to secret scanners and to people."""

# A revoked token is dead everywhere within this time.
_FRESH_S = 5.0
# An unknown secret may be a token made a moment ago by `panggil token add`, in another process, and
# is looked up by itself; a flood of wrong ones costs the journal not more reads a second than this.
_LOOKUPS_PER_S = 50
# What was just found unknown is not looked up again: one request asks about its secret thrice.
_UNKNOWN_FOR_S = 0.5

# A secret that the installer chose (PANGGIL_API_TOKEN) has to hold out against guessing as well.
_LEAST_GIVEN = 8
_TRIED_FIRST = frozenset({"changeme", "password", "12345678", "secret123", "panggil1"})
_ISSUED = re.compile(re.escape(PREFIX) + r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Grant:
    """What a valid token or session allows: in which hall, under which name, for which scopes.

    ``counters``: only for these may tickets be called; ``None``: for all.
    """

    name: str
    hall: str
    scopes: tuple[str, ...]
    id: str
    counters: tuple[str, ...] | None = None

    def covers(self, scope: str) -> bool:
        """Tell whether this grant is good for ``scope``."""
        return scope in self.scopes or "admin" in self.scopes


def issue_token(
    accounts: AccountStore,
    hall: str,
    name: str,
    scopes: Iterable[str],
    *,
    secret: str | None = None,
) -> str:
    """Store a new token of ``hall`` and return its secret, which nobody can read again.

    ``secret`` is for unattended set-up. Raises :class:`AccountError` for an empty name or unknown
    scope, :class:`WeakSecret` for a given secret that can be guessed or cannot travel in a header.
    """
    wanted = tuple(dict.fromkeys(scopes))
    _check_asked(name, wanted)
    if secret is None:
        secret = new_secret()
    else:
        _check_given(secret)
    accounts.add_token(
        Token(
            id=uuid4().hex,
            hall=hall,
            name=name,
            scopes=wanted,
            digest=digest_of(secret),
            created_at=iso_now(),
        )
    )
    return secret


def new_secret() -> str:
    """Return the secret of a new token: 256 random bits."""
    return PREFIX + secrets.token_urlsafe(32)


def is_issued(secret: str) -> bool:
    """Tell whether ``secret`` has the form of one we made: 256 random bits, beyond any guessing."""
    return _ISSUED.fullmatch(secret) is not None


class TokenCheck:
    """Tells what a secret is good for. Safe to share between threads and greenlets.

    The few tokens of an installation are held in memory for at most 5 s, so that a request costs
    one SHA-256. With ``hall`` given, tokens of other halls count as unknown.
    """

    def __init__(self, accounts: AccountStore, hall: str | None = None) -> None:
        self._accounts = accounts
        self._hall = hall
        self._reading = threading.Lock()
        self._grants: dict[str, Grant] = {}
        self._read_at = float("-inf")
        self._lookups: deque[tuple[float, str]] = deque(maxlen=_LOOKUPS_PER_S)

    def __call__(self, secret: str, scope: str) -> Grant | None:
        """Return the grant of ``secret`` when it covers ``scope``, else ``None``."""
        grant = self.find(secret)
        return grant if grant and grant.covers(scope) else None

    def find(self, secret: str) -> Grant | None:
        """Return what ``secret`` grants, ``None`` when it is unknown or revoked."""
        digest = digest_of(secret)
        self._refresh()
        return self._match(digest) or self._look_up(digest)

    def forget(self) -> None:
        """Forget what was held in memory: a token was revoked here, and is dead at once."""
        self._read_at = float("-inf")

    def _match(self, digest: str) -> Grant | None:
        """Find the digest. The time this takes tells of a hash at most, never of a secret."""
        for known, grant in self._grants.items():
            if hmac.compare_digest(known, digest):
                return grant
        return None

    def _refresh(self) -> None:
        if time.monotonic() - self._read_at <= _FRESH_S:
            return
        with self._reading:
            if time.monotonic() - self._read_at > _FRESH_S:
                valid = (token for token in self._accounts.tokens() if self._is_valid(token))
                self._grants = {token.digest: _grant(token) for token in valid}
                self._read_at = time.monotonic()

    def _look_up(self, digest: str) -> Grant | None:
        with self._reading:
            if not self._may_look_up(digest):
                return None
            token = self._accounts.find_token(digest)
            if token is None or not self._is_valid(token):
                return None
            self._grants = {**self._grants, digest: _grant(token)}
            return _grant(token)

    def _may_look_up(self, digest: str) -> bool:
        now, lookups = time.monotonic(), self._lookups
        if any(digest == asked and now - at < _UNKNOWN_FOR_S for at, asked in lookups):
            return False
        if len(lookups) == _LOOKUPS_PER_S and now - lookups[0][0] < 1.0:
            return False
        lookups.append((now, digest))
        return True

    def _is_valid(self, token: Token) -> bool:
        return token.revoked_at is None and self._hall in (None, token.hall)


def _grant(token: Token) -> Grant:
    return Grant(token.name, token.hall, token.scopes, token.id)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret: its SHA-256."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _check_asked(name: str, scopes: tuple[str, ...]) -> None:
    if not name.strip() or not name.isprintable() or len(name) > 80:
        raise AccountError("A token needs a name of 1 to 80 printable characters.")
    if not scopes:
        raise AccountError("A token needs at least one scope.", "scopes")
    for scope in scopes:
        if scope not in SCOPES:
            known = ", ".join(SCOPES)
            raise AccountError(f"There is no scope {scope!r}; there are {known}.", "scopes")


def _check_given(secret: str) -> None:
    if not secret.isascii() or not secret.isprintable() or " " in secret:
        raise WeakSecret("A token must be printable ASCII without spaces.")
    if len(secret) < _LEAST_GIVEN or secret.lower() in _TRIED_FIRST:
        raise WeakSecret(
            f"A token of your own needs at least {_LEAST_GIVEN} characters that nobody would guess."
        )
