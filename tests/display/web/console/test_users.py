"""The page of users: plain forms, errors next to the field, nothing half stored."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from display.accounts import User
from display.parts import Parts
from tests.security.staff import Staff

USERS = "/console/pengaturan/pengguna"
RAHMA = {"name": "rahma", "display_name": "Rahma Wati", "role": "clerk", "counters": ["3", "4"]}


def user(parts: Parts, name: str) -> User:
    """Return somebody as the journal has them."""
    found = parts.accounts.find_user(parts.hall.id, name)
    assert found, name
    return found


def secret_of(page: str) -> str:
    """Return the secret that a page shows."""
    found = re.search('id="rahasia">([^<]+)<', page)
    assert found
    return found.group(1)


def test_a_user_is_added_with_a_one_time_password(parts: Parts, app: Flask, admin: Staff) -> None:
    """Shown once; it opens the door to the wall where it must be changed."""
    answer = admin.post(f"{USERS}/baru", **RAHMA)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    added = user(parts, "rahma")
    assert (added.role, added.counters, added.called) == ("clerk", ("3", "4"), "Rahma Wati")
    assert secret_of(answer.text) not in admin.get(f"{USERS}/{added.id}").text
    browser = Staff(app)
    assert browser.sign_in("rahma", secret_of(answer.text)).status_code == 303
    assert browser.get("/console").headers["Location"] == "/console/sandi"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "rahma wati"}, "name"),
        ({"name": "x" * 65}, "name"),
        ({"name": "admin"}, "name"),
        ({"name": "=cmd|' /C calc'!A0"}, "name"),
        ({"display_name": "x" * 81}, "display_name"),
        ({"display_name": "a\tb"}, "display_name"),
        ({"role": "root"}, "role"),
        ({"role": ""}, "role"),
        ({"counters": []}, "counters"),
        ({"counters": ["3", "99"]}, "counters"),
    ],
)
def test_what_cannot_be_is_refused_next_to_its_field(
    parts: Parts, admin: Staff, changes: dict[str, Any], field: str
) -> None:
    """What was typed stays in the form, and nobody is added."""
    before = parts.accounts.users()
    answer = admin.post(f"{USERS}/baru", **(RAHMA | changes))
    assert answer.status_code in {409, 422}
    assert f'id="e-{field}"' in answer.text
    assert 'role="alert"' in answer.text
    assert parts.accounts.users() == before


def test_only_a_clerk_has_counters(parts: Parts, admin: Staff) -> None:
    """Who becomes something else leaves them behind."""
    clerk = user(parts, "clerk")
    asked = {"role": "officer", "display_name": "", "counters": ["3"]}
    assert admin.post(f"{USERS}/{clerk.id}", **asked).status_code == 303
    assert (user(parts, "clerk").role, user(parts, "clerk").counters) == ("officer", None)


def test_the_last_admin_stays(parts: Parts, admin: Staff) -> None:
    """Neither disabled nor made something else, and the page says what to do first."""
    own = user(parts, "admin")
    for path, asked in (("/status", {"aktif": "tidak"}), ("", {"role": "viewer"})):
        answer = admin.post(f"{USERS}/{own.id}{path}", **asked)
        assert answer.status_code == 422
        assert "Harus tetap ada seorang admin" in answer.text
    assert user(parts, "admin") == own


def test_a_disabled_user_is_out_and_comes_back(parts: Parts, app: Flask, admin: Staff) -> None:
    """Their sessions end; enabled again they sign in with the password they had."""
    browser, officer = Staff(app), user(parts, "officer")
    browser.sign_in("officer")
    admin.post(f"{USERS}/{officer.id}/status", aktif="tidak")
    assert not browser.is_in
    assert "nonaktif" in admin.get(USERS).text
    assert browser.sign_in("officer").status_code == 403
    admin.post(f"{USERS}/{officer.id}/status", aktif="ya")
    assert browser.sign_in("officer").status_code == 303


def test_a_password_is_reset(parts: Parts, app: Flask, admin: Staff) -> None:
    """The old one is dead, the new one is for once."""
    browser, officer = Staff(app), user(parts, "officer")
    browser.sign_in("officer")
    answer = admin.post(f"{USERS}/{officer.id}/sandi")
    assert not browser.is_in
    assert browser.sign_in("officer").status_code == 403
    assert browser.sign_in("officer", secret_of(answer.text)).status_code == 303
    assert user(parts, "officer").must_change


def test_an_admin_ends_one_session_or_all(parts: Parts, app: Flask, admin: Staff) -> None:
    """The others stay, until all are ended."""
    browsers = [Staff(app) for _ in range(3)]
    for browser in browsers:
        browser.sign_in("officer")
    officer = user(parts, "officer")
    newest = parts.sessions.all(officer.id)[0][0]
    admin.post(f"{USERS}/{officer.id}/keluar", session=newest.id)
    assert sum(browser.is_in for browser in browsers) == 2
    admin.post(f"{USERS}/{officer.id}/keluar")
    assert not any(browser.is_in for browser in browsers)


def test_an_unknown_user_is_not_found(admin: Staff) -> None:
    """Also where something should be done to them."""
    for path in ("/x", "/" + "x" * 500):
        assert admin.get(f"{USERS}{path}").status_code == 404
    for step in ("", "/sandi", "/status", "/keluar"):
        assert admin.post(f"{USERS}/x{step}").status_code == 404
