"""People who sign in: argon2id at rest, one-time passwords that can be read out on a phone."""

from __future__ import annotations

import re
import secrets
from functools import cache
from typing import TYPE_CHECKING
from uuid import uuid4

from display.accounts.errors import AccountError, WeakSecret
from display.clock import iso_now
from display.journal import User

if TYPE_CHECKING:
    from argon2 import PasswordHasher

    from display.journal import Journal

ROLES = ("admin", "officer", "clerk")
"""What people may be: the installer and head, who announces and watches, who sits at a counter."""

# OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane. The library's default of
# 64 MiB would nearly double the memory of the server at every sign-in.
_PASSES, _MEMORY_KIB, _LANES = 2, 19456, 1

# Syllables that an Indonesian ear does not confuse on the telephone: no c, f, h, q, v, x, y, z, and
# no e, which is written alike for two sounds. 13 x 4 per syllable, 8 syllables: 45.6 bits.
_ONSETS = "bdgjklmnprstw"
_VOWELS = "aiuo"

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
# ASVS 5.0, 6.2.1: at least 8; an upper bound keeps the hasher from being fed megabytes.
_SHORTEST, _LONGEST = 8, 256
_TRIED_FIRST = frozenset(
    {"password", "12345678", "123456789", "changeme", "adminadmin", "panggil1"}
)


def add_user(journal: Journal, hall: str, name: str, role: str, password: str | None) -> str | None:
    """Store a new user of ``hall``; return the one-time password, ``None`` when one was given.

    Raises :class:`AccountError` for a name or role that cannot be, :class:`WeakSecret` for a weak
    password, and the journal's ``AlreadyExists`` when the name is taken.
    """
    if not _NAME.fullmatch(name):
        raise AccountError("A user name has 1 to 64 letters, digits or any of . _ @ -")
    if role not in ROLES:
        raise AccountError(f"There is no role {role!r}; there are {', '.join(ROLES)}.")
    one_time = None if password is not None else _speakable()
    chosen = one_time or _checked(password or "")
    journal.add_user(
        User(
            id=uuid4().hex,
            hall=hall,
            name=name,
            role=role,
            password_hash=_hasher().hash(chosen),
            must_change=one_time is not None,
            created_at=iso_now(),
        )
    )
    return one_time


def set_password(journal: Journal, hall: str, name: str, password: str) -> None:
    """Give a user a password of their own; :class:`AccountError` for a weak one or nobody."""
    hashed = _hasher().hash(_checked(password))
    if journal.find_user(hall, name) is None:
        raise AccountError(f"There is no user {name!r}.")
    journal.set_password(hall, name, hashed, must_change=False)


def check_password(journal: Journal, hall: str, name: str, password: str) -> User | None:
    """Return the user when the password is right, else ``None``, in the same time for nobody.

    A hash of older parameters is renewed on the way. The caller counts failures
    (:class:`~display.accounts.Throttle`).
    """
    user = journal.find_user(hall, name)
    hashed = user.password_hash if user else _nobody()
    if len(password) > _LONGEST or not _matches(hashed, password):
        return None
    if user and _hasher().check_needs_rehash(user.password_hash):
        journal.set_password(hall, name, _hasher().hash(password), must_change=user.must_change)
    return user


def _matches(hashed: str, password: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(hashed, password.encode("utf-8", "surrogatepass"))
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    """Return a hash that no password fits: unknown names cost as much time as known ones."""
    return _hasher().hash(secrets.token_urlsafe(32))


def _speakable() -> str:
    """Return a password like ``bako-timu-sadi-ruja``."""
    return "-".join(_syllable() + _syllable() for _ in range(4))


def _syllable() -> str:
    return secrets.choice(_ONSETS) + secrets.choice(_VOWELS)


def _checked(password: str) -> str:
    if not _SHORTEST <= len(password) <= _LONGEST:
        raise WeakSecret(f"A password needs {_SHORTEST} to {_LONGEST} characters.")
    if password.lower() in _TRIED_FIRST or len(set(password)) < 4:
        raise WeakSecret("This password is one of the first that anybody would try.")
    return password


@cache
def _hasher() -> PasswordHasher:
    """Load the hasher when somebody signs in: most servers run for weeks without (2.4 MB)."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=_LANES)
