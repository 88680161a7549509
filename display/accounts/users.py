"""People who may sign in: added, changed, disabled, given passwords."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import uuid4

from display.accounts.errors import AccountError
from display.accounts.passwords import (
    checked,
    hash_password,
    is_outdated,
    matches,
    speakable,
)
from display.accounts.records import User
from display.clock import iso_now
from display.database import Run, run_here

if TYPE_CHECKING:
    from display.accounts.store import AccountStore, UserChanges, UserDescription

ROLES = ("admin", "officer", "clerk", "viewer")
"""What people may be: installer and head, who announces and watches, who sits at a counter, who
only looks."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_LONGEST_DISPLAY_NAME, _MOST_COUNTERS, _LONGEST_COUNTER = 80, 200, 64


def add_user(
    accounts: AccountStore,
    hall: str,
    name: str,
    role: str,
    password: str | None,
    *,
    display_name: str = "",
    counters: Iterable[str] = (),
    run: Run = run_here,
) -> str | None:
    """Store a new user of ``hall``; return the one-time password, ``None`` when one was given.

    Raises :class:`AccountError` that names the field for what cannot be, :class:`WeakSecret` for a
    weak password, and ``AlreadyExists`` when the name is taken.
    """
    if not _NAME.fullmatch(name):
        raise AccountError("A user name has 1 to 64 letters, digits or any of . _ @ -")
    description = _described(role, display_name, counters)
    one_time = None if password is not None else speakable()
    chosen = one_time or checked(password or "")
    accounts.add_user(
        User(
            id=uuid4().hex,
            hall=hall,
            name=name,
            password_hash=hash_password(chosen, run),
            must_change=one_time is not None,
            created_at=iso_now(),
            **description,
        )
    )
    return one_time


def describe_user(
    accounts: AccountStore, user: User, role: str, display_name: str, counters: Iterable[str]
) -> None:
    """Change what a user is called and may do; ends their sessions. Raises :class:`AccountError`,
    and ``LastAdmin``."""
    accounts.change_user(user, _described(role, display_name, counters), "user.changed")


def disable_user(accounts: AccountStore, user: User) -> None:
    """Let a user sign in no more, from this moment. Raises ``LastAdmin``."""
    accounts.change_user(user, {"disabled_at": iso_now()}, "user.disabled")


def enable_user(accounts: AccountStore, user: User) -> None:
    """Let a disabled user sign in again."""
    accounts.change_user(user, {"disabled_at": None}, "user.enabled")


def reset_password(accounts: AccountStore, user: User, run: Run = run_here) -> str:
    """Give a user a new one-time password, which is returned, and end their sessions."""
    one_time = speakable()
    changes: UserChanges = {"password_hash": hash_password(one_time, run), "must_change": True}
    accounts.change_user(user, changes, "user.password_reset")
    return one_time


def set_password(
    accounts: AccountStore, hall: str, name: str, password: str, run: Run = run_here
) -> None:
    """Give a user a password of their own, and end their sessions.

    Raises :class:`AccountError` for a weak one or nobody.
    """
    hashed = hash_password(checked(password), run)
    user = accounts.find_user(hall, name)
    if user is None:
        raise AccountError(f"There is no user {name!r}.")
    changes: UserChanges = {"password_hash": hashed, "must_change": False}
    accounts.change_user(user, changes, "user.password_changed")


def check_password(
    accounts: AccountStore, hall: str, name: str, password: str, run: Run = run_here
) -> User | None:
    """Return the user when the password is right, else ``None``, in the same time for nobody.

    A disabled user counts as nobody. A hash of older parameters is renewed on the way. The caller
    counts failures (:class:`~display.accounts.Throttle`).
    """
    user = accounts.find_user(hall, name)
    right = matches(user.password_hash if user else None, password, run)
    if user is None or not right or user.disabled_at is not None:
        return None
    if is_outdated(user.password_hash):
        renewed = hash_password(password, run)
        accounts.set_password(hall, name, renewed, must_change=user.must_change)
    return user


def _described(role: str, display_name: str, counters: Iterable[str]) -> UserDescription:
    """Return the columns of what a user is called and may do."""
    if role not in ROLES:
        raise AccountError(f"There is no role {role!r}; there are {', '.join(ROLES)}.", "role")
    shown, own = display_name.strip(), tuple(dict.fromkeys(counters))
    if len(shown) > _LONGEST_DISPLAY_NAME or not shown.isprintable():
        raise AccountError("A display name has at most 80 printable characters.", "display_name")
    if len(own) > _MOST_COUNTERS or any(not 0 < len(one) <= _LONGEST_COUNTER for one in own):
        raise AccountError("These counters cannot be.", "counters")
    # Only a clerk is bound to counters; who becomes something else leaves them behind.
    return {
        "role": role,
        "display_name": shown or None,
        "counters": own if role == "clerk" else None,
    }
