"""`panggil token` and `panggil user` on a real journal."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from display.accounts import ROLES, SCOPES, TokenCheck, check_password
from display.commands import token, user
from display.commands.group import panggil
from display.hall import seed_hall
from display.journal import open_journal


@pytest.fixture
def data(tmp_path):
    """A data folder with a furnished hall."""
    journal = open_journal(f"sqlite:///{tmp_path / 'panggil.db'}")
    seed_hall(journal, "lahat")
    journal.close()
    return tmp_path


@pytest.fixture
def ask(data):
    def run(*arguments: str, code: int = 0) -> str:
        answer = CliRunner().invoke(panggil, [*arguments, "--data", str(data)])
        assert answer.exit_code == code, answer.output
        return answer.output.strip()

    return run


@pytest.fixture
def journal(data):
    opened = open_journal(f"sqlite:///{data / 'panggil.db'}")
    yield opened
    opened.close()


def test_a_token_grants_its_scopes_and_no_other(ask, journal):
    """`token add` prints the secret and nothing else."""
    secret = ask("token", "add", "kiosk", "--scope", "calls", "--scope", "read")
    check = TokenCheck(journal)
    assert check(secret, "calls")
    assert check(secret, "read")
    assert not check(secret, "speaker")


def test_a_revoked_token_grants_nothing(ask, journal):
    """And the list says so."""
    secret = ask("token", "add", "kiosk", "--scope", "calls")
    ask("token", "revoke", "kiosk")
    assert not TokenCheck(journal)(secret, "calls")
    assert "revoked" in ask("token", "list")


def test_the_list_never_shows_a_secret(ask):
    """It was shown once."""
    secret = ask("token", "add", "kiosk", "--scope", "calls")
    listed = ask("token", "list")
    assert "kiosk" in listed
    assert secret not in listed


def test_revoking_what_is_not_there_is_said(ask):
    """Exit code 1: a script must not believe that it closed a door."""
    assert "No living token" in ask("token", "revoke", "kiosk", code=1)


def test_a_new_users_one_time_password_works(ask, journal):
    """It has to be changed at the first sign-in."""
    password = ask("user", "add", "rina", "--role", "officer")
    assert check_password(journal, "lahat", "rina", password).must_change


def test_passwd_replaces_the_password(ask, journal):
    """The way back in."""
    old = ask("user", "add", "rina", "--role", "clerk")
    ask("user", "passwd", "rina", "--password", "sirih-pinang-lima")
    assert check_password(journal, "lahat", "rina", "sirih-pinang-lima")
    assert not check_password(journal, "lahat", "rina", old)


def test_the_users_are_listed_with_their_roles(ask):
    """One line each."""
    ask("user", "add", "rina", "--role", "officer")
    assert ask("user", "list").split() == ["rina", "officer"]


def test_nobodys_password_cannot_be_set(ask):
    """Said plainly."""
    assert "Nobody" in ask("user", "passwd", "budi", "--password", "sirih-pinang-lima", code=1)


def test_the_command_line_offers_what_accounts_know():
    """The lists are written twice, so that `panggil --help` need not load the database library."""
    assert token.SCOPES == SCOPES
    assert user.ROLES == ROLES
