"""What changes something comes from our own page, or it changes nothing (ASVS 5.0, 3.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from display.app import create_app
from display.audit import AuditFilter
from display.parts import Parts
from display.web import OPERATIONS
from tests.display.web.served_hall import CALL, furnished, happened
from tests.security.staff import Staff, employ
from tests.security.test_cross_site import FOREIGN
from tests.security.test_roles import CONSOLE

FORMS = [*sorted(rule for method, rule in CONSOLE if method == "POST"), "/console/keluar"]
# What is open to everybody takes nothing from a cookie; a foreign page may not ask it either.
ASKED = sorted(
    (one.method, one.path) for one in OPERATIONS if one.method != "GET" and not one.is_open
)


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    """A hall with staff."""
    with furnished(tmp_path_factory.mktemp("csrf"), token_rate=9999) as parts:
        employ(parts)
        yield parts


@pytest.fixture(scope="module")
def app(parts: Parts) -> Flask:
    """Its application."""
    return create_app(parts)


@pytest.fixture(scope="module")
def admin(app: Flask) -> Staff:
    """A browser in which the admin is signed in."""
    browser = Staff(app)
    browser.sign_in("admin")
    return browser


def deeds(parts: Parts) -> int:
    """Return how much was done so far."""
    return len(parts.audit.entries(parts.hall.id, AuditFilter(), 9999))


@pytest.mark.parametrize("rule", FORMS)
def test_a_form_without_its_token_is_refused(
    parts: Parts, app: Flask, admin: Staff, rule: str
) -> None:
    """None, another browser's, nonsense: 403 and nothing done."""
    path, before = re.sub(r"<[^>]+>", "x", rule), deeds(parts)
    foreign = Staff(app).token
    for token in (None, foreign, "nonsense"):
        answer = admin.open("POST", path, token=token, data={"name": "x", "password": "y"})
        assert answer.status_code == 403
    assert deeds(parts) == before
    assert admin.is_in


@pytest.mark.parametrize(("method", "rule"), ASKED)
def test_the_api_by_cookie_needs_the_token_too(
    parts: Parts, admin: Staff, method: str, rule: str
) -> None:
    """403 with a code by which the console knows; nothing journalled."""
    path = re.sub(r"<[^>]+>", "x", rule)
    for token in (None, "nonsense"):
        answer = admin.open(method, path, token=token, json=CALL)
        assert answer.json
        assert (answer.status_code, answer.json["code"]) == (403, "csrf")
    assert happened(parts) == []


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize(
    "path",
    ["/api/v1/calls", "/api/v1/screens/codes", "/console/masuk", "/console/pengaturan/token"],
)
def test_a_foreign_page_is_refused_even_with_cookie_and_token(
    parts: Parts, admin: Staff, path: str, headers: dict[str, str]
) -> None:
    """The browser tells where a request comes from."""
    before = deeds(parts)
    assert admin.open("POST", path, headers=headers, json=CALL).status_code == 403
    assert deeds(parts) == before


def test_a_token_of_a_program_needs_no_csrf_token(parts: Parts, admin: Staff) -> None:
    """A header that no browser adds by itself; it goes before the cookie."""
    headers = {"Authorization": "Bearer nonsense"}
    answer = admin.open("POST", "/api/v1/calls", json=CALL, headers=headers)
    assert answer.status_code == 401
