"""Passwords at argon2's cheapest setting, for tests that are not about passwords.

A hash costs a hall 30 ms of a core on purpose (display/accounts/passwords.py), and most tests of
pages sign in. The code is the hall's own; only the hasher that it asks is another one. A test that
is about the cost itself is marked ``real_passwords``.
"""

from __future__ import annotations

from functools import cache

import pytest
from argon2 import PasswordHasher

from display.accounts import passwords

# What argon2 allows at least: 8 KiB, one pass, one lane. 0.1 ms.
_CHEAPEST = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def hash_cheaply(patch: pytest.MonkeyPatch) -> None:
    """Hash passwords at little cost until ``patch`` is undone.

    The hash that stands for an unknown name is made anew, so that no test meets another's.
    """
    patch.setattr(passwords, "_hasher", lambda: _CHEAPEST)
    patch.setattr(passwords, "_nobody", cache(passwords._nobody.__wrapped__))
