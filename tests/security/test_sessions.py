"""Sessions begin anew at every sign-in and end when they should (ASVS 5.0, 7.2 to 7.4)."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from display.accounts import (
    SessionDesk,
    User,
    add_user,
    describe_user,
    disable_user,
    reset_password,
    set_password,
)
from display.app import create_app
from display.parts import Parts
from tests.display.web.served_hall import CALL, furnished
from tests.security.staff import PASSWORD, Staff, employ


@pytest.fixture(autouse=True)
def _staff(parts: Parts) -> None:
    employ(parts)


@pytest.fixture
def browser(app: Flask) -> Staff:
    """A browser in which the officer is signed in."""
    browser = Staff(app)
    browser.sign_in("officer")
    assert browser.is_in
    return browser


def user(parts: Parts, name: str = "officer") -> User:
    """Return somebody as the journal has them."""
    found = parts.accounts.find_user(parts.hall.id, name)
    assert found
    return found


def test_the_cookie_changes_at_sign_in(app: Flask) -> None:
    """A cookie that was planted before does not become a session (fixation)."""
    browser = Staff(app)
    browser.get("/console/masuk")
    planted = browser.cookie
    browser.sign_in("officer")
    other = Staff(app)
    other.put_cookie(planted)
    assert browser.cookie != planted
    assert not other.is_in


def test_signing_in_again_ends_the_session_before(browser: Staff, app: Flask) -> None:
    """One browser has one session."""
    before = Staff(app)
    before.put_cookie(browser.cookie)
    browser.sign_in("viewer")
    assert browser.is_in
    assert not before.is_in


def test_an_old_cookie_is_dead_after_sign_out(browser: Staff, app: Flask) -> None:
    """At once, wherever it was copied to."""
    copy = Staff(app)
    copy.put_cookie(browser.cookie)
    assert copy.is_in
    browser.post("/console/keluar")
    assert not browser.is_in
    assert not copy.is_in


def test_a_new_password_ends_all_other_sessions(browser: Staff, app: Flask) -> None:
    """Who changes it stays in with a new cookie; whoever else was in is out."""
    elsewhere = Staff(app)
    elsewhere.sign_in("officer")
    before = browser.cookie
    asked = {"old": PASSWORD, "new": "sirih-pinang-lima", "again": "sirih-pinang-lima"}
    assert browser.post("/console/sandi", **asked).status_code == 303
    assert browser.is_in
    assert browser.cookie != before
    assert not elsewhere.is_in


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: disable_user(parts.accounts, user(parts)),
        lambda parts: describe_user(parts.accounts, user(parts), "viewer", "", ()),
        lambda parts: reset_password(parts.accounts, user(parts)),
        lambda parts: set_password(parts.accounts, parts.hall.id, "officer", "sirih-pinang-lima"),
        lambda parts: parts.session_store.end_sessions_of(parts.hall.id, user(parts)),
    ],
    ids=["disabled", "role", "reset", "password", "ended"],
)
def test_a_change_of_the_user_ends_their_sessions(parts: Parts, browser: Staff, change) -> None:
    """Whatever they may or know has changed: page and API are closed at once."""
    token = browser.token
    change(parts)
    assert not browser.is_in
    assert browser.open("POST", "/api/v1/calls", token=token, json=CALL).status_code == 401


def test_a_disabled_user_cannot_come_back(parts: Parts, app: Flask) -> None:
    """The right password is answered like a wrong one."""
    disable_user(parts.accounts, user(parts))
    right, wrong = Staff(app).sign_in("officer"), Staff(app).sign_in("officer", "salah-sekali")
    assert right.status_code == wrong.status_code == 403
    assert "salah" in right.text


def test_a_session_ends_when_it_is_not_used(parts: Parts) -> None:
    """And, however much it is used, after its longest time."""
    for idle_s, longest_s in ((1.0, 60), (60, 1.0)):
        desk = SessionDesk(parts.session_store, parts.hall.id, idle_s, longest_s)
        person = desk.begin(user(parts), "127.0.0.1", "test")
        assert desk.find(person.key)
        assert desk.live([person.session]) == {person.session}
        time.sleep(1.2)
        assert desk.find(person.key) is None
        assert desk.live([person.session]) == set()


def test_the_last_use_is_noted_by_the_minute(parts: Parts) -> None:
    """Not with every request: each note is a write to the disk."""
    desk = SessionDesk(parts.session_store, parts.hall.id, 60, 600)
    person = desk.begin(user(parts), "127.0.0.1", "test")
    begun = parts.session_store.live_sessions([person.session])[0][0].seen_at
    desk.find(person.key)
    assert parts.session_store.live_sessions([person.session])[0][0].seen_at == begun


def test_a_session_belongs_to_its_hall(parts: Parts) -> None:
    """Another hall of the same installation does not know it."""
    person = parts.sessions.begin(user(parts), "127.0.0.1", "test")
    other = SessionDesk(parts.session_store, "muara", 60, 600)
    assert other.find(person.key) is None


def test_the_cookie_is_kept_from_scripts_and_other_sites(app: Flask) -> None:
    """HttpOnly, SameSite, of this host alone; Secure exactly when the browser speaks https."""
    plain, safe = Staff(app), Staff(app)
    plain.get("/console/masuk")
    safe.open("GET", "https://localhost/console/masuk")
    cookie = plain.client.get_cookie("panggil")
    assert cookie
    assert (cookie.http_only, cookie.same_site, cookie.secure) == (True, "Lax", False)
    assert (cookie.path, cookie.origin_only) == ("/", True)
    kept = safe.client.get_cookie("panggil")
    assert kept
    assert kept.secure


def test_a_proxy_with_https_gets_a_secure_cookie(tmp_path: Path) -> None:
    """The form tells by its Origin, and pages after it keep the cookie so."""
    (tmp_path / "proxied").mkdir()
    with furnished(tmp_path / "proxied", allowed_origins=("https://antrean.example",)) as parts:
        employ(parts)
        browser = Staff(create_app(parts))
        asked = {"name": "officer", "password": PASSWORD, "csrf_token": browser.token}
        headers = {"Origin": "https://antrean.example"}
        answer = browser.open("POST", "/console/masuk", token=None, data=asked, headers=headers)
        assert "Secure" in answer.headers["Set-Cookie"]
        cookie = browser.cookie
        page = browser.client.get("/console/sandi", headers={"Cookie": f"panggil={cookie}"})
        assert page.status_code == 200
        assert "Secure" in page.headers["Set-Cookie"]


def test_a_forged_cookie_opens_nothing(browser: Staff, app: Flask) -> None:
    """One bit changed, or nonsense: nobody, and never an error."""
    for value in (browser.cookie[:-2] + "xx", "nonsense", ".", "a" * 3000, ""):
        other = Staff(app)
        other.put_cookie(value)
        assert other.get("/console").status_code == 303


def test_the_secret_is_made_here_and_stays(parts: Parts, tmp_path: Path) -> None:
    """256 random bits of this installation, in a file that only its owner reads."""
    secret = parts.accounts.key("cookie")
    assert len(bytes.fromhex(secret)) == 32
    assert parts.accounts.key("cookie") == secret
    other = tmp_path / "other"
    other.mkdir()
    with furnished(other) as second:
        assert second.accounts.key("cookie") != secret
        assert (other / "panggil.db").stat().st_mode & 0o777 == 0o600


def test_one_time_password_opens_only_the_wall(parts: Parts, app: Flask) -> None:
    """Until it is changed: every page leads to the change, and the API says why it refuses."""
    secret = add_user(parts.accounts, parts.hall.id, "baru", "admin", None)
    browser = Staff(app)
    browser.sign_in("baru", secret or "")
    for path in ("/console", "/console/akun", "/console/pengaturan/pengguna", "/console/catatan"):
        assert browser.get(path).headers["Location"] == "/console/sandi"
    answer = browser.open("POST", "/api/v1/calls", json=CALL)
    assert answer.json
    assert (answer.status_code, answer.json["code"]) == (403, "must_change")
    asked = {"old": secret, "new": PASSWORD, "again": PASSWORD}
    assert browser.post("/console/sandi", **asked).status_code == 303
    assert browser.get("/console/catatan").status_code == 200


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"old": "salah-sekali", "new": "sirih-pinang-lima", "again": "sirih-pinang-lima"}, "old"),
        ({"old": PASSWORD, "new": "pendek", "again": "pendek"}, "new"),
        ({"old": PASSWORD, "new": "password", "again": "password"}, "new"),
        ({"old": PASSWORD, "new": PASSWORD, "again": PASSWORD}, "new"),
        ({"old": PASSWORD, "new": "sirih-pinang-lima", "again": "sirih-pinang"}, "again"),
        ({}, "new"),
    ],
    ids=["old", "short", "common", "same", "again", "empty"],
)
def test_a_refused_password_says_why_next_to_the_field(
    browser: Staff, asked: dict[str, str], field: str
) -> None:
    """The old one stays, and so does the session."""
    answer = browser.post("/console/sandi", **asked)
    assert answer.status_code == 422
    assert f'id="e-{field}"' in answer.text
    assert browser.is_in


def test_only_own_sessions_are_ended_by_hand(parts: Parts, browser: Staff, app: Flask) -> None:
    """The page of one's own account ends nobody else's."""
    other = Staff(app)
    other.sign_in("viewer")
    theirs = parts.session_store.sessions_of(parts.hall.id, user(parts, "viewer").id)[0][0].id
    assert browser.post(f"/console/akun/sesi/{theirs}").status_code == 404
    assert other.is_in
    mine = parts.session_store.sessions_of(parts.hall.id, user(parts).id)[0][0].id
    assert browser.post(f"/console/akun/sesi/{mine}").status_code == 303
    assert not browser.is_in


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("/console/akun", "/console/akun"),
        ("/console/loket/3?x=1", "/console/loket/3?x=1"),
        ("https://evil.example/console", "/console"),
        ("//evil.example/console", "/console"),
        ("/\\evil.example", "/console"),
        ("/console/../tv", "/console"),
        ("/consolevil", "/console"),
        ("javascript:alert(1)", "/console"),
        ("/console\r\nX: 1", "/console"),
        ("/console/masuk", "/console"),
    ],
)
def test_sign_in_leads_back_into_the_console_only(app: Flask, wanted: str, led: str) -> None:
    """Where a link wanted to go, never to another site."""
    assert Staff(app).sign_in("officer", lanjut=wanted).headers["Location"] == led


def test_a_stored_session_holds_no_secret(parts: Parts) -> None:
    """Who reads the database cannot come in with what is there."""
    person = parts.sessions.begin(user(parts), "127.0.0.1", "test")
    stored = parts.session_store.live_sessions([person.session])[0][0]
    assert person.key not in str(stored)
    assert person.key not in repr(replace(person))
    assert parts.sessions.find(stored.digest) is None
