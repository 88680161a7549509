"""Tokens and users, as the database keeps them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from display.database import AlreadyExists, UnknownHall
from display.journal import Journal, Token, User
from tests.contract.rows import NOON

TOKEN = Token("t1", "lahat", "antrean", ("calls", "read"), "d" * 64, NOON)
ADMIN = User("u1", "lahat", "admin", "admin", "$argon2id$…", True, NOON)


def test_a_token_is_found_by_its_digest(journal: Journal) -> None:
    """The secret itself is nowhere."""
    journal.add_token(TOKEN)
    assert journal.find_token("d" * 64) == TOKEN
    assert journal.find_token("e" * 64) is None


def test_a_revoked_token_says_since_when(journal: Journal) -> None:
    """It stays in the list, so that staff see what happened; revoking again changes nothing."""
    journal.add_token(TOKEN)
    assert journal.revoke_token("t1")
    assert not journal.revoke_token("t1")
    assert not journal.revoke_token("unknown")
    (token,) = journal.tokens("lahat")
    assert token.revoked_at is not None
    assert replace(token, revoked_at=None) == TOKEN


def test_a_digest_is_unique(journal: Journal) -> None:
    """Two tokens of one secret could not be told apart."""
    journal.add_token(TOKEN)
    with pytest.raises(AlreadyExists):
        journal.add_token(replace(TOKEN, id="t2"))
    assert journal.tokens() == [TOKEN]


def test_an_account_needs_its_hall(journal: Journal) -> None:
    """No account of a hall that is not there."""
    with pytest.raises(UnknownHall):
        journal.add_user(replace(ADMIN, hall="x"))


def test_a_user_is_found_in_its_hall(journal: Journal) -> None:
    """The same name in another hall is somebody else."""
    journal.add_user(ADMIN)
    assert journal.find_user("lahat", "admin") == ADMIN
    assert journal.find_user("pagar-alam", "admin") is None
    assert journal.users("lahat") == journal.users() == [ADMIN]
    assert journal.users("pagar-alam") == []


def test_a_name_is_given_once(journal: Journal) -> None:
    """A hall has one user of a name."""
    journal.add_user(ADMIN)
    with pytest.raises(AlreadyExists):
        journal.add_user(replace(ADMIN, id="u2"))


def test_a_password_is_replaced(journal: Journal) -> None:
    """With it goes the duty to change it."""
    journal.add_user(ADMIN)
    assert journal.set_password("lahat", "admin", "$new")
    assert not journal.set_password("lahat", "nobody", "$new")
    assert journal.find_user("lahat", "admin") == replace(
        ADMIN, password_hash="$new", must_change=False
    )
