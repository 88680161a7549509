"""Tokens: shown once, hashed at rest, checked by scope, dead when revoked."""

from __future__ import annotations

from pathlib import Path

import pytest

from display.accounts import (
    SCOPES,
    AccountError,
    AccountStore,
    TokenCheck,
    WeakSecret,
    is_issued,
    issue_token,
)
from display.database import AlreadyExists
from display.journal import Journal


def test_secret_has_its_form_and_is_never_the_same(accounts: AccountStore) -> None:
    """A secret: ``pgl_`` and 43 url-safe characters, 256 random bits."""
    secrets = {issue_token(accounts, "lahat", "t", ["read"]) for _ in range(20)}
    assert len(secrets) == 20
    assert all(is_issued(secret) for secret in secrets)


def test_secret_is_nowhere_at_rest(
    journal: Journal, accounts: AccountStore, tmp_path: Path
) -> None:
    """Whoever reads the database's files finds no secret."""
    secret = issue_token(accounts, "lahat", "t", ["read"])
    journal.close()
    files = [path for path in tmp_path.iterdir() if path.is_file()]
    assert files
    for path in files:
        assert secret.encode() not in path.read_bytes()
        assert secret.removeprefix("pgl_").encode() not in path.read_bytes()


@pytest.mark.parametrize("granted", SCOPES)
@pytest.mark.parametrize("asked", SCOPES)
def test_scope_covers_itself_and_admin_covers_all(
    accounts: AccountStore, granted: str, asked: str
) -> None:
    """A token is good for its own scopes alone, but admin's for every one."""
    secret = issue_token(accounts, "lahat", "t", [granted])
    grant = TokenCheck(accounts)(secret, asked)
    assert (grant is not None) == (granted in (asked, "admin"))


def test_grant_tells_whose_token_it_is(accounts: AccountStore) -> None:
    """A grant names token, hall and scopes."""
    secret = issue_token(accounts, "lahat", "kiosk", ["calls", "read", "calls"])
    grant = TokenCheck(accounts).find(secret)
    assert grant is not None
    assert (grant.name, grant.hall, grant.scopes) == ("kiosk", "lahat", ("calls", "read"))


def test_token_made_elsewhere_is_known_at_once(accounts: AccountStore) -> None:
    """A check that has read the tokens already finds one made after that."""
    check = TokenCheck(accounts)
    assert check.find("nobody's") is None
    assert check.find(issue_token(accounts, "lahat", "t", ["read"])) is not None


def test_revoked_token_is_dead_when_tokens_are_read_again(
    accounts: AccountStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Revocation holds as soon as what is kept in memory is stale (5 s, here at once)."""
    monkeypatch.setattr("display.accounts.tokens._FRESH_S", -1.0)
    check = TokenCheck(accounts)
    secret = issue_token(accounts, "lahat", "t", ["read"])
    assert check.find(secret) is not None
    accounts.revoke_token(accounts.tokens("lahat")[0].id)
    assert check.find(secret) is None


def test_token_of_another_hall_is_unknown(accounts: AccountStore) -> None:
    """A check for one hall knows no other hall's tokens, not even an admin's."""
    secret = issue_token(accounts, "muara", "t", ["admin"])
    assert TokenCheck(accounts, "lahat").find(secret) is None
    assert TokenCheck(accounts, "muara").find(secret) is not None


def test_flood_of_wrong_secrets_reads_the_journal_seldom(accounts: AccountStore) -> None:
    """Unknown secrets cost a bounded number of reads; known ones go on being known."""
    check = TokenCheck(accounts)
    secret = issue_token(accounts, "lahat", "t", ["read"])
    assert check.find(secret) is not None
    for number in range(500):
        assert check.find(f"wrong-{number}") is None
    assert check.find(secret) is not None


@pytest.mark.parametrize("secret", ["", "\ud800", "ü" * 50, "\x00", "pgl_" + "A" * 43])
def test_any_wrong_secret_is_just_unknown(accounts: AccountStore, secret: str) -> None:
    """No form of a wrong secret raises."""
    assert TokenCheck(accounts)(secret, "read") is None


@pytest.mark.parametrize(
    "secret", ["short", "changeme", "with space here", "ümlaut-token", "a\nb-token"]
)
def test_guessable_own_secret_is_refused(accounts: AccountStore, secret: str) -> None:
    """A secret of the installer's own must hold out against guessing and fit a header."""
    with pytest.raises(WeakSecret):
        issue_token(accounts, "lahat", "t", ["read"], secret=secret)


def test_own_secret_is_taken(accounts: AccountStore) -> None:
    """Unattended set-up brings its secret along; the same one twice is refused."""
    own = "a-secret-of-the-installer"
    assert issue_token(accounts, "lahat", "t", ["admin"], secret=own) == own
    assert TokenCheck(accounts)(own, "calls") is not None
    with pytest.raises(AlreadyExists):
        issue_token(accounts, "lahat", "t", ["admin"], secret=own)


@pytest.mark.parametrize(
    ("name", "scopes"), [("", ["read"]), ("a\x1b[31m", ["read"]), ("t", []), ("t", ["root"])]
)
def test_impossible_token_is_refused(accounts: AccountStore, name: str, scopes: list[str]) -> None:
    """No name, a name with escapes, no scope, an unknown scope."""
    with pytest.raises(AccountError):
        issue_token(accounts, "lahat", name, scopes)
