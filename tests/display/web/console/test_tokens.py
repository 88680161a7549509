"""The page of tokens: a key is shown once and dead at once when it is revoked."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from display.parts import Parts
from tests.display.web.console.test_users import secret_of
from tests.display.web.served_hall import Caller
from tests.security.staff import Staff

TOKENS = "/console/pengaturan/token"


def test_a_token_is_made_shown_once_and_revoked(parts: Parts, app: Flask, admin: Staff) -> None:
    """It may do what was ticked, from the moment it is shown to the moment it is revoked."""
    answer = admin.post(TOKENS, name="kiosk pojok", scopes=["calls", "read"])
    secret = secret_of(answer.text)
    assert Caller(app.test_client(), secret).call().status_code == 201
    page = admin.get(TOKENS).text
    assert "kiosk pojok" in page
    assert secret not in page
    (token,) = parts.accounts.tokens(parts.hall.id)
    assert token.scopes == ("calls", "read")
    assert admin.post(f"{TOKENS}/{token.id}/cabut").status_code == 303
    assert Caller(app.test_client(), secret).call().status_code == 401
    assert "kiosk pojok" in admin.get(TOKENS).text  # says that it was revoked …
    assert "kiosk pojok" not in admin.get(TOKENS).text  # … once


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"name": "", "scopes": ["calls"]}, "name"),
        ({"name": "x" * 81, "scopes": ["calls"]}, "name"),
        ({"name": "kiosk"}, "scopes"),
        ({"name": "kiosk", "scopes": ["root"]}, "scopes"),
    ],
)
def test_what_cannot_be_is_refused_next_to_its_field(
    parts: Parts, admin: Staff, asked: dict[str, Any], field: str
) -> None:
    """No token is made."""
    answer = admin.post(TOKENS, **asked)
    assert answer.status_code == 422
    assert f'id="e-{field}"' in answer.text
    assert parts.accounts.tokens() == []


def test_an_unknown_token_is_not_found(admin: Staff) -> None:
    """Revoking what is not there."""
    assert admin.post(f"{TOKENS}/x/cabut").status_code == 404
