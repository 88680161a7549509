"""Users: argon2id at rest, one-time passwords for the telephone, nothing told about who exists."""

from __future__ import annotations

import re
import statistics
import time
from pathlib import Path

import pytest

from display.accounts import (
    AccountError,
    AccountStore,
    WeakSecret,
    add_user,
    check_password,
    reset_password,
    set_password,
)
from display.database import AlreadyExists
from display.journal import Journal


def test_one_time_password_can_be_read_aloud_and_must_be_changed(accounts: AccountStore) -> None:
    """Four words of two syllables, never the same, good until changed."""
    password = add_user(accounts, "lahat", "sari", "officer", None)
    assert password is not None
    assert re.fullmatch(r"([bdgjklmnprstw][aiuo]){2}(-([bdgjklmnprstw][aiuo]){2}){3}", password)
    user = check_password(accounts, "lahat", "sari", password)
    assert user is not None
    assert user.must_change


def test_own_password_replaces_the_one_time_one(accounts: AccountStore) -> None:
    """After a change the old one is dead and nothing has to be changed any more."""
    old = add_user(accounts, "lahat", "sari", "officer", None)
    set_password(accounts, "lahat", "sari", "sungai lematang")
    assert check_password(accounts, "lahat", "sari", old or "") is None
    user = check_password(accounts, "lahat", "sari", "sungai lematang")
    assert user is not None
    assert not user.must_change


def test_given_password_is_not_returned(accounts: AccountStore) -> None:
    """Unattended set-up knows its password; nothing is printed."""
    assert add_user(accounts, "lahat", "admin", "admin", "sungai lematang") is None
    assert check_password(accounts, "lahat", "admin", "sungai lematang") is not None


@pytest.mark.real_passwords
def test_password_is_argon2id_at_rest(
    journal: Journal, accounts: AccountStore, tmp_path: Path
) -> None:
    """Whoever reads the database's files finds an argon2id hash and no password."""
    password = add_user(accounts, "lahat", "sari", "clerk", None)
    user = accounts.find_user("lahat", "sari")
    assert user is not None
    assert user.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    journal.close()
    for path in tmp_path.iterdir():
        assert (password or "?").encode() not in path.read_bytes()


@pytest.mark.parametrize(
    "wrong", ["", "sungai", "Sungai lematang", "x" * 100_000, "\x00", "\ud800"]
)
def test_wrong_password_is_refused(accounts: AccountStore, wrong: str) -> None:
    """Anything but the password: nobody, whatever its form."""
    add_user(accounts, "lahat", "admin", "admin", "sungai lematang")
    assert check_password(accounts, "lahat", "admin", wrong) is None


def test_user_belongs_to_a_hall(accounts: AccountStore) -> None:
    """The same name in another hall is somebody else."""
    add_user(accounts, "lahat", "admin", "admin", "sungai lematang")
    assert check_password(accounts, "muara", "admin", "sungai lematang") is None


@pytest.mark.real_passwords
def test_unknown_name_costs_as_much_as_a_wrong_password(accounts: AccountStore) -> None:
    """Time does not tell who exists (the bound is wide: without care it is a hundredfold)."""
    add_user(accounts, "lahat", "admin", "admin", "sungai lematang")

    def median_s(name: str) -> float:
        times = []
        for _ in range(5):
            start = time.process_time()
            check_password(accounts, "lahat", name, "a wrong password")
            times.append(time.process_time() - start)
        return statistics.median(times)

    median_s("nobody")  # makes the hash that nobody's password is held against
    known, unknown = median_s("admin"), median_s("nobody")
    assert 0.3 < unknown / known < 3


@pytest.mark.parametrize("weak", ["", "short", "aaaaaaaaaaaa", "password", "x" * 257])
def test_weak_password_is_refused(accounts: AccountStore, weak: str) -> None:
    """Too short, too long, or the first that anybody tries."""
    with pytest.raises(WeakSecret):
        add_user(accounts, "lahat", "sari", "clerk", weak)


@pytest.mark.parametrize(
    ("name", "role"), [("", "clerk"), ("a b", "clerk"), ("a\x1b[0m", "clerk"), ("sari", "root")]
)
def test_impossible_user_is_refused(accounts: AccountStore, name: str, role: str) -> None:
    """A name with blanks or escapes, an unknown role."""
    with pytest.raises(AccountError):
        add_user(accounts, "lahat", name, role, None)


def test_hashing_holds_nobody_up(accounts: AccountStore) -> None:
    """Every hash is made aside, where a server runs a thread of its own."""
    ran: list[int] = []

    def aside(work):
        ran.append(1)
        return work()

    add_user(accounts, "lahat", "rina", "viewer", None, run=aside)
    check_password(accounts, "lahat", "rina", "salah-sekali", aside)
    check_password(accounts, "lahat", "nobody", "salah-sekali", aside)
    set_password(accounts, "lahat", "rina", "sirih-pinang-lima", aside)
    user = accounts.find_user("lahat", "rina")
    assert user
    reset_password(accounts, user, aside)
    assert len(ran) == 5


def test_name_is_taken_once(accounts: AccountStore) -> None:
    """Two users of one name in a hall cannot be."""
    add_user(accounts, "lahat", "sari", "clerk", None)
    with pytest.raises(AlreadyExists):
        add_user(accounts, "lahat", "sari", "clerk", None)


def test_nobody_has_no_password(accounts: AccountStore) -> None:
    """A password for nobody is refused."""
    with pytest.raises(AccountError):
        set_password(accounts, "lahat", "nobody", "sungai lematang")
