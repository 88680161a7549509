"""Tokens and users, as the database keeps them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from display.accounts import AccountStore, Token, User
from display.database import AlreadyExists, UnknownHall
from tests.contract.rows import NOON

TOKEN = Token("t1", "lahat", "antrean", ("calls", "read"), "d" * 64, NOON)
ADMIN = User("u1", "lahat", "admin", "admin", "$argon2id$…", True, NOON)


def test_a_token_is_found_by_its_digest(accounts: AccountStore) -> None:
    """The secret itself is nowhere."""
    accounts.add_token(TOKEN)
    assert accounts.find_token("d" * 64) == TOKEN
    assert accounts.find_token("e" * 64) is None


def test_a_revoked_token_says_since_when(accounts: AccountStore) -> None:
    """It stays in the list, so that staff see what happened; revoking again changes nothing."""
    accounts.add_token(TOKEN)
    assert accounts.revoke_token("t1")
    assert not accounts.revoke_token("t1")
    assert not accounts.revoke_token("unknown")
    (token,) = accounts.tokens("lahat")
    assert token.revoked_at is not None
    assert replace(token, revoked_at=None) == TOKEN


def test_a_digest_is_unique(accounts: AccountStore) -> None:
    """Two tokens of one secret could not be told apart."""
    accounts.add_token(TOKEN)
    with pytest.raises(AlreadyExists):
        accounts.add_token(replace(TOKEN, id="t2"))
    assert accounts.tokens() == [TOKEN]


def test_an_account_needs_its_hall(accounts: AccountStore) -> None:
    """No account of a hall that is not there."""
    with pytest.raises(UnknownHall):
        accounts.add_user(replace(ADMIN, hall="x"))


def test_a_user_is_found_in_its_hall(accounts: AccountStore) -> None:
    """The same name in another hall is somebody else."""
    accounts.add_user(ADMIN)
    assert accounts.find_user("lahat", "admin") == ADMIN
    assert accounts.find_user("pagar-alam", "admin") is None
    assert accounts.users("lahat") == accounts.users() == [ADMIN]
    assert accounts.users("pagar-alam") == []


def test_a_name_is_given_once(accounts: AccountStore) -> None:
    """A hall has one user of a name."""
    accounts.add_user(ADMIN)
    with pytest.raises(AlreadyExists):
        accounts.add_user(replace(ADMIN, id="u2"))


def test_a_password_is_replaced(accounts: AccountStore) -> None:
    """With it goes the duty to change it."""
    accounts.add_user(ADMIN)
    assert accounts.set_password("lahat", "admin", "$new")
    assert not accounts.set_password("lahat", "nobody", "$new")
    assert accounts.find_user("lahat", "admin") == replace(
        ADMIN, password_hash="$new", must_change=False
    )
