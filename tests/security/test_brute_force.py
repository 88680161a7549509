"""Passwords are not guessed, and nobody learns who works here (ASVS 5.0, 6.3.1 and 6.3.8)."""

from __future__ import annotations

import contextlib
import re
import threading
import time
from statistics import median

import pytest
from flask import Flask

from display.accounts import SignIn, TooManyTries, check_password
from display.audit import AuditFilter
from display.parts import Parts
from tests.security.staff import PASSWORD, Staff, employ


@pytest.fixture(autouse=True)
def _staff(parts: Parts) -> None:
    employ(parts)


def test_fifty_wrong_passwords_from_one_address(app: Flask) -> None:
    """Ten are looked at, forty are not; the address waits, whatever name it tries next."""
    guesser = Staff(app, "192.0.2.7")
    tried = [guesser.sign_in("officer", f"tebakan-{n}").status_code for n in range(50)]
    assert tried == [403] * 10 + [429] * 40
    assert guesser.sign_in("viewer").status_code == 429
    assert "menit" in guesser.sign_in("viewer").text


def test_fifty_wrong_passwords_from_many_addresses(app: Flask) -> None:
    """The name waits as well: a botnet gets no more tries than one machine."""
    tried = [
        Staff(app, f"192.0.2.{n}").sign_in("officer", f"tebakan-{n}").status_code for n in range(50)
    ]
    assert tried == [403] * 10 + [429] * 40
    assert Staff(app, "198.51.100.1").sign_in("officer").status_code == 429
    assert Staff(app, "198.51.100.1").sign_in("viewer").status_code == 303


def test_guessers_cannot_lock_staff_out(app: Flask) -> None:
    """From a place where somebody signed in before, the guesses of others do not count."""
    assert Staff(app, "10.0.0.5").sign_in("officer").status_code == 303
    for number in range(20):
        Staff(app, f"192.0.2.{number}").sign_in("officer", "tebakan-lain")
    assert Staff(app, "10.0.0.5").sign_in("officer").status_code == 303


def test_a_flood_through_the_shared_proxy_locks_no_known_browser_out(app: Flask) -> None:
    """All share one address, that of the proxy; somebody behind it guesses, by every name."""
    own, other = Staff(app, "10.0.0.1"), Staff(app, "10.0.0.1")
    assert own.sign_in("officer").status_code == 303
    own.post("/console/keluar", csrf_token=own.token)
    for number in range(30):
        other.sign_in("officer", f"tebakan-{number}")
        other.sign_in(f"siapa{number}", "tebakan")
    assert other.sign_in("officer").status_code == 429
    assert own.sign_in("officer", "salah-ketik").status_code == 403
    assert own.sign_in("officer").status_code == 303


def test_a_known_browser_has_ten_tries_of_its_own(app: Flask) -> None:
    """A stolen one is no way past the count; a cookie that we did not sign counts for nothing."""
    own = Staff(app, "10.0.0.1")
    assert own.sign_in("officer").status_code == 303
    own.post("/console/keluar", csrf_token=own.token)
    tried = [own.sign_in("officer", f"tebakan-{n}").status_code for n in range(12)]
    assert tried == [403] * 10 + [429] * 2
    forged = Staff(app, "192.0.2.9")
    forged.client.set_cookie("panggil_device", '["x","viewer"].forged', path="/console")
    tried = [forged.sign_in("viewer", f"tebakan-{n}").status_code for n in range(12)]
    assert tried == [403] * 10 + [429] * 2


def test_who_signed_in_before_a_restart_is_known_after_it(parts: Parts, app: Flask) -> None:
    """The sessions of the last weeks say from where."""
    assert Staff(app, "10.0.0.5").sign_in("officer").status_code == 303
    door = SignIn(
        *(parts.accounts, parts.audit, parts.hall.id),
        signed_in=lambda: parts.session_store.places(parts.hall.id, 10),
    )
    for number in range(20):
        with contextlib.suppress(TooManyTries):
            door.check(f"siapa{number}", "tebakan", "10.0.0.5")
    assert door.check("officer", PASSWORD, "10.0.0.5")
    with pytest.raises(TooManyTries):
        door.check("viewer", PASSWORD, "10.0.0.5")


def test_one_address_does_not_take_all_the_room(parts: Parts) -> None:
    """Four of sixteen; and who is known has room of their own."""
    going, over = threading.Barrier(5), threading.Event()

    def aside(work):
        going.wait(20)
        over.wait(20)
        return work()

    door = SignIn(parts.accounts, parts.audit, parts.hall.id, aside)
    flood = [
        threading.Thread(target=door.check, args=(f"n{n}", "tebakan", "192.0.2.1"))
        for n in range(4)
    ]
    for guesser in flood:
        guesser.start()
    going.wait(20)
    with pytest.raises(TooManyTries):
        door.check("n5", "tebakan", "192.0.2.1")
    over.set()
    for guesser in flood:
        guesser.join()


def test_a_right_password_starts_the_count_afresh(app: Flask) -> None:
    """Who mistypes now and then never waits."""
    for _ in range(3):
        for number in range(9):
            assert Staff(app).sign_in("officer", f"tebakan-{number}").status_code == 403
        assert Staff(app).sign_in("officer").status_code == 303


def test_unknown_names_are_answered_alike(app: Flask) -> None:
    """To the letter, throttled or not."""

    def answers(name: str, address: str) -> list[tuple[int, str]]:
        found = []
        for _ in range(12):
            answer = Staff(app, address).sign_in(name, "tebakan-salah")
            text = re.sub('value="[^"]*"', "", answer.text)
            found.append((answer.status_code, text))
        return found

    assert answers("officer", "192.0.2.1") == answers("siapa", "192.0.2.2")


@pytest.mark.real_passwords
def test_unknown_names_take_as_long(parts: Parts) -> None:
    """The medians are near each other; half of them would tell names apart.

    Tried in turn and measured in the work that they cost, which no other process can change.
    """

    def cost(name: str) -> float:
        began = time.process_time()
        check_password(parts.accounts, parts.hall.id, name, "tebakan-salah")
        return time.process_time() - began

    cost("siapa")  # the hash of nobody is made at the first try
    pairs = [(cost("officer"), cost("siapa")) for _ in range(15)]
    known, unknown = (median(each) for each in zip(*pairs, strict=True))
    assert unknown == pytest.approx(known, rel=0.4)


def test_a_flood_of_guesses_does_not_fill_the_audit_log(parts: Parts, app: Flask) -> None:
    """Refused sign-ins are noted, with name and address, but at most 60 in three minutes."""
    Staff(app, "192.0.2.200").sign_in("<b>officer</b>\n", "tebakan")
    for number in range(100):
        parts.sign_in._note_refused("officer", f"192.0.2.{number}")
    noted = parts.audit.entries(parts.hall.id, AuditFilter(what="session.refused"), 999)
    assert len(noted) == 60
    assert (noted[-1].who, noted[-1].address) == ("<b>officer</b>", "192.0.2.200")


def test_a_flood_from_everywhere_piles_up_no_work(parts: Parts) -> None:
    """Sixteen passwords are looked at side by side; the next one is told to come back."""
    going, over = threading.Barrier(17), threading.Event()

    def aside(work):
        going.wait(20)
        over.wait(20)
        return work()

    door = SignIn(parts.accounts, parts.audit, parts.hall.id, aside)
    guessers = [
        threading.Thread(target=door.check, args=(f"n{n}", "tebakan", f"192.0.2.{n}"))
        for n in range(16)
    ]
    for guesser in guessers:
        guesser.start()
    going.wait(20)
    with pytest.raises(TooManyTries):
        door.check("officer", "tebakan", "198.51.100.1")
    over.set()
    for guesser in guessers:
        guesser.join()
    going = threading.Barrier(1)
    assert door.check("officer", PASSWORD, "198.51.100.1")


@pytest.mark.parametrize(
    ("name", "password"),
    [("", "x"), ("officer", ""), ("x" * 5000, "y"), ("officer", "y" * 60000), ("a\0b", "c\0d")],
    ids=["no name", "no password", "long name", "long password", "null"],
)
def test_nonsense_is_refused(app: Flask, name: str, password: str) -> None:
    """Never an error of the server, never a way in."""
    assert Staff(app).sign_in(name, password).status_code in {403, 413, 422}
