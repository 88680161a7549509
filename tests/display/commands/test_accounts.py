"""`panggil token` and `panggil user` on a real journal."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from display.accounts import (
    ROLES,
    SCOPES,
    AccountStore,
    SessionDesk,
    SessionStore,
    TokenCheck,
    check_password,
)
from display.audit import AuditFilter, AuditLog
from display.commands import token, user
from display.commands.command_line.group import panggil
from display.hall.setup import seed_hall
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
    check = TokenCheck(AccountStore(journal.database))
    assert check(secret, "calls")
    assert check(secret, "read")
    assert not check(secret, "speaker")


def test_a_revoked_token_grants_nothing(ask, journal):
    """And the list says so."""
    secret = ask("token", "add", "kiosk", "--scope", "calls")
    ask("token", "revoke", "kiosk")
    assert not TokenCheck(AccountStore(journal.database))(secret, "calls")
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
    assert check_password(AccountStore(journal.database), "lahat", "rina", password).must_change


def test_passwd_gives_a_one_time_password_and_ends_sessions(ask, journal):
    """The way back in: the old one is dead, and so is whoever came in by it."""
    old = ask("user", "add", "rina", "--role", "viewer")
    person = SessionDesk(SessionStore(journal.database), "lahat", 60, 60).begin(
        AccountStore(journal.database).find_user("lahat", "rina"), "10.0.0.5", "test"
    )
    new = ask("user", "passwd", "rina")
    assert check_password(AccountStore(journal.database), "lahat", "rina", new).must_change
    assert not check_password(AccountStore(journal.database), "lahat", "rina", old)
    assert SessionDesk(SessionStore(journal.database), "lahat", 60, 60).find(person.key) is None


def test_passwd_takes_a_password_of_ones_choice(ask, journal):
    """Which need not be changed."""
    ask("user", "add", "rina", "--role", "clerk")
    ask("user", "passwd", "rina", "--password", "sirih-pinang-lima")
    assert not check_password(
        AccountStore(journal.database), "lahat", "rina", "sirih-pinang-lima"
    ).must_change


def test_a_clerk_gets_counters_that_there_are(ask, journal):
    """Another role has none, and a counter that is not there is refused."""
    ask("user", "add", "rina", "--role", "clerk", "--counter", "3", "--counter", "4")
    assert AccountStore(journal.database).find_user("lahat", "rina").counters == ("3", "4")
    assert ask("user", "list").split() == ["rina", "clerk", "3,4"]
    assert "'99'" in ask("user", "add", "budi", "--role", "clerk", "--counter", "99", code=1)
    ask("user", "add", "budi", "--role", "officer", "--counter", "3", code=2)
    assert AccountStore(journal.database).find_user("lahat", "budi") is None


def test_what_commands_change_is_audited(ask, journal):
    """Under the name of the system's user."""
    ask("user", "add", "rina", "--role", "viewer")
    ask("token", "add", "kiosk", "--scope", "calls")
    ask("token", "revoke", "kiosk")
    found = AuditLog(journal.database).entries("lahat", AuditFilter(), 9)
    assert [entry.what for entry in found] == ["token.revoked", "token.added", "user.added"]
    assert {entry.role for entry in found} == {"command"}
    assert all(entry.who for entry in found)


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
