"""Hostile text is text: stored as it came, shown escaped, never run (ASVS 5.0, 1.2)."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from display.parts import Parts
from tests.display.web.served_hall import CALL, Caller, happened

TEXTS = [
    "<script>alert(1)</script> perhatian",
    '"><img src=x onerror=alert(1)> perhatian',
    "</script><svg onload=alert(1)> perhatian",
    "perhatian'; DROP TABLE events; --",
    "perhatian ' OR 1=1 --",
    "=cmd|' /C calc'!A0 perhatian",
    "{{ 7*7 }} ${7*7} {% raw %} perhatian",
    "../../etc/passwd perhatian",
    "perhatian\nX-Injected: 1",
    "javascript:alert(1) perhatian",
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_kept_as_text(parts: Parts, api: Caller, text: str) -> None:
    """What can be said is journalled word for word."""
    assert api.post("/announcements", {"text": text}).status_code == 201
    assert happened(parts)[0].data["announcement"]["text"] == text


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("page", ["/", "/tv"])
def test_pages_show_it_escaped(client: FlaskClient, api: Caller, text: str, page: str) -> None:
    """No page holds a tag that came in as text."""
    api.post("/announcements", {"text": text})
    shown = client.get(page).text
    for tag in ("<script>alert", "<img src=x", "<svg onload"):
        assert tag not in shown
    assert "</script><svg" not in shown


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("field", ["service", "counter"])
def test_in_a_call_it_is_an_unknown_name(parts: Parts, api: Caller, text: str, field: str) -> None:
    """A field that names something takes no text: 422, nothing journalled."""
    answer = api.post("/calls", CALL | {field: text})
    assert answer.json is not None
    assert (answer.status_code, answer.json["field"]) == (422, field)
    assert happened(parts) == []


@pytest.mark.parametrize("text", TEXTS)
def test_ticket_takes_nothing_but_a_number(parts: Parts, api: Caller, text: str) -> None:
    """A ticket is letters and figures: 422, nothing journalled."""
    answer = api.call(ticket={"number": text})
    assert answer.json is not None
    assert (answer.status_code, answer.json["field"]) == (422, "ticket.number")
    assert happened(parts) == []
