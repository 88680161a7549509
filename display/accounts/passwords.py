"""Passwords: argon2id at rest, one-time ones that can be read out on a phone, weak ones refused."""

from __future__ import annotations

import secrets
from functools import cache
from typing import TYPE_CHECKING, Final, TypeVar

from display.accounts.errors import WeakSecret
from display.database import Run, run_here

if TYPE_CHECKING:
    from argon2 import PasswordHasher

T = TypeVar("T")

# ASVS 5.0, 6.2.1: at least 8; an upper bound keeps the hasher from being fed megabytes.
SHORTEST: Final = 8
LONGEST: Final = 256

# OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane. The library's default of
# 64 MiB would nearly double the memory of the server at every sign-in.
_PASSES, _MEMORY_KIB, _LANES = 2, 19456, 1

# Syllables that an Indonesian ear does not confuse on the telephone: no c, f, h, q, v, x, y, z, and
# no e, which is written alike for two sounds. 13 x 4 per syllable, 8 syllables: 45.6 bits.
_ONSETS = "bdgjklmnprstw"
_VOWELS = "aiuo"

_TRIED_FIRST = frozenset(
    {"password", "12345678", "123456789", "changeme", "adminadmin", "panggil1"}
)


def hash_password(password: str, run: Run = run_here) -> str:
    """Return the hash to keep of ``password``: some 30 ms of one core."""
    return run(lambda: _hasher().hash(password))


def matches(hashed: str | None, password: str, run: Run = run_here) -> bool:
    """Tell whether ``password`` is the one of ``hashed``; ``None`` (nobody) takes as long."""
    if len(password) > LONGEST:
        return False
    return run(lambda: _matches(_nobody() if hashed is None else hashed, password))


def is_outdated(hashed: str) -> bool:
    """Tell whether a hash was made with older parameters."""
    return bool(_hasher().check_needs_rehash(hashed))


def checked(password: str) -> str:
    """Return ``password``; :class:`WeakSecret` when it is too short or what everybody tries."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakSecret(f"A password needs {SHORTEST} to {LONGEST} characters.")
    if password.lower() in _TRIED_FIRST or len(set(password)) < 4:
        raise WeakSecret("This password is one of the first that anybody would try.")
    return password


def speakable() -> str:
    """Return a password like ``bako-timu-sadi-ruja``."""
    return "-".join(_syllable() + _syllable() for _ in range(4))


def _syllable() -> str:
    return secrets.choice(_ONSETS) + secrets.choice(_VOWELS)


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


@cache
def _hasher() -> PasswordHasher:
    """Load the hasher when somebody signs in: most servers run for weeks without (2.4 MB)."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=_LANES)
