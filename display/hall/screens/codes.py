"""The code that an unclaimed screen shows: short, without look-alikes, guessed by nobody.

The model is RFC 8628: the screen keeps a long secret, people read eight letters off it. Letters
are consonants that no font confuses, so that no code spells a word either (6.1 of the RFC).
"""

from __future__ import annotations

import secrets
from typing import Final

from display.hall.errors import Refused

LETTERS: Final = "BCDFGHJKLMNPQRSTVWXZ"
LENGTH: Final = 8
LIFETIME_S: Final = 600


def new_code() -> str:
    """Return eight random letters: one of 26 thousand million."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def read_code(written: str) -> str:
    """Return a code as it was written down; raises :class:`Refused` for what is none."""
    code = "".join(letter for letter in written.upper() if letter.isalnum())
    if len(code) != LENGTH or not set(code) <= set(LETTERS):
        raise Refused("code", "A code has eight letters, such as BCDF-GHJK.", code="bad_code")
    return code
