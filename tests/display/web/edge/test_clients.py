"""Clients as they are: numbers, nothing, marks and content types that nobody chose."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from display.parts import Parts
from tests.display.web.served_hall import CALL, Caller, happened, token_of

FORM = "application/x-www-form-urlencoded"


def test_numbers_are_ids_and_tickets(parts: Parts, api: Caller) -> None:
    """A program that keeps counters and keys as numbers need not write them as words."""
    answer = api.post("/calls", CALL | {"event_id": 7, "counter": 3, "ticket": "B-105"})
    assert (answer.status_code, (answer.json or {})["event_id"]) == (201, "7")
    call = happened(parts)[0].data["call"]
    assert (call["counter"], call["ticket"]) == ("3", {"number": "B-105"})
    assert api.post("/counters/3/next", {"number": 12}).status_code == 201


@pytest.mark.parametrize("nothing", [None, ""])
def test_an_option_that_says_nothing_is_not_given(api: Caller, nothing: Any) -> None:
    """Null and an empty text: as if it were left out."""
    options = dict.fromkeys(("event_id", "language", "priority"), nothing)
    assert api.call(**options).status_code == 201
    options = dict.fromkeys(("service", "number", "expected", "go_on", "refuse_if"), nothing)
    assert api.post("/counters/3/next", options).status_code == 201
    options = dict.fromkeys(("template", "fields", "repeat", "chime", "expires_at"), nothing)
    assert api.post("/announcements", {"text": "Halo.", **options}).status_code == 201


@pytest.mark.parametrize("nothing", [None, ""])
@pytest.mark.parametrize("field", ["service", "counter", "ticket"])
def test_what_is_needed_must_be_given(api: Caller, field: str, nothing: Any) -> None:
    """422 that names it."""
    answer = api.call(**{field: nothing})
    assert answer.status_code == 422
    assert (answer.json or {})["field"].startswith(field)


def test_an_empty_output_is_a_choice(api: Caller) -> None:
    """The first that was heard: the one option for which nothing says something."""
    assert api.put("/zones/main", {"device": "HDMI"}).status_code == 200
    assert (api.put("/zones/main", {"device": ""}).json or {})["zone"]["device"] == ""


def test_a_byte_order_mark_is_passed_over(api: Caller) -> None:
    """Files and shells of Windows begin with one."""
    body = b"\xef\xbb\xbf" + json.dumps(CALL).encode()
    headers = {"Content-Type": "application/json; charset=utf-8"}
    assert api.post("/calls", data=body, headers=headers).status_code == 201


@pytest.mark.parametrize("kind", [FORM, "text/plain;charset=UTF-8", None])
def test_a_content_type_that_nobody_chose_is_taken(api: Caller, kind: str | None) -> None:
    """Of a program that shows its token."""
    headers = {"Content-Type": kind} if kind else {}
    assert api.post("/calls", data=json.dumps(CALL), headers=headers).status_code == 201


@pytest.mark.parametrize("kind", [FORM, "text/plain"])
def test_without_a_token_a_form_of_another_site_is_no_call(
    parts: Parts, client: FlaskClient, kind: str
) -> None:
    """Whatever it holds."""
    data = json.dumps(CALL)
    assert client.post("/api/v1/calls", data=data, content_type=kind).status_code == 401
    assert happened(parts) == []


@pytest.mark.parametrize("path", ["/api/v1/state", "/api/v1/health", "/", "/healthz", "/readyz"])
def test_head_is_answered_as_get_without_a_body(
    parts: Parts, client: FlaskClient, path: str
) -> None:
    """For watchers that only ask whether it is there."""
    headers = {"Authorization": f"Bearer {token_of(parts, 'read')}"}
    answer = client.head(path, headers=headers)
    assert (answer.status_code, answer.data) == (client.get(path, headers=headers).status_code, b"")


def test_the_document_says_what_is_taken(client: FlaskClient) -> None:
    """Words and numbers alike."""
    document = client.get("/api/v1/openapi.json").get_data(as_text=True)
    assert "The number alone will do, too." in document
