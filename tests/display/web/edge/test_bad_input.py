"""What cannot be used is refused with a 4xx that names the field, and never journalled."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from display.parts import Parts
from tests.display.web.served_hall import CALL, Caller, happened

JSON = {"Content-Type": "application/json"}

BAD_FIELDS: list[tuple[dict[str, Any], str]] = [
    ({"service": "nowhere"}, "service"),
    ({"service": None}, "service"),
    ({"service": ["dukcapil"]}, "service"),
    ({"service": "x" * 65}, "service"),
    ({"counter": "99"}, "counter"),
    ({"counter": True}, "counter"),
    ({"counter": 3.5}, "counter"),
    ({"counter": ""}, "counter"),
    ({"ticket": ["B-105"]}, "ticket"),
    ({"ticket": {}}, "ticket.number"),
    ({"ticket": {"number": "B-105", "colour": "red"}}, "ticket.colour"),
    ({"ticket": {"number": "ABC"}}, "ticket.number"),
    ({"ticket": {"number": "A-12345678901"}}, "ticket.number"),
    ({"ticket": {"number": "A-١٢"}}, "ticket.number"),
    ({"ticket": {"number": ""}}, "ticket.number"),
    ({"ticket": {"number": "A" * 17}}, "ticket.number"),
    ({"ticket": {"number": False}}, "ticket.number"),
    ({"language": "jv"}, "language"),
    ({"priority": "emergency"}, "priority"),
    ({"event_id": "a b"}, "event_id"),
    ({"event_id": "x" * 129}, "event_id"),
    ({"event_id": 7.5}, "event_id"),
    ({"colour": "red"}, "colour"),
]


@pytest.mark.parametrize(("change", "field"), BAD_FIELDS, ids=str)
def test_bad_field_is_named(parts: Parts, api: Caller, change: dict[str, Any], field: str) -> None:
    """A field that cannot be used: 422 naming it, in ``field`` and in ``errors``."""
    answer = api.call(**change)
    assert answer.json is not None
    assert (answer.status_code, answer.json["field"]) == (422, field)
    assert field in [error["field"] for error in answer.json["errors"]]
    assert happened(parts) == []


def test_every_field_at_fault_is_named(api: Caller) -> None:
    """More than one field: all of them, so that one try suffices to mend them."""
    answer = api.post("/calls", {"service": 1.5, "colour": "red"}).json
    assert answer is not None
    named = {error["field"] for error in answer["errors"]}
    assert named == {"service", "colour", "ticket", "counter"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"ticket=A-1", 400),
        (b'{"a": NaN}', 400),
        (b'{"service": Infinity}', 400),
        (b'{"a": ' + b"9" * 5000 + b"}", 400),
        (b"[" * 30000, 400),
        (b'{"a":' * 30 + b"1" + b"}" * 30, 400),
        (b"\xff\xfe{}", 400),
        (b"\xef\xbb\xbf{", 400),
        (b"[]", 422),
        (b"null", 422),
        (b'"call"', 422),
        (b"7", 422),
        (b'{"counter": "1", "counter": "2"}', 422),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_body_that_is_no_request(parts: Parts, api: Caller, body: bytes, status: int) -> None:
    """A body that is no JSON object: a 4xx in the one shape, nothing journalled."""
    answer = api.post("/calls", data=body, headers=JSON)
    assert answer.json is not None
    assert (answer.status_code, answer.json["status"]) == (status, status)
    assert answer.json["detail"].endswith(".")
    assert happened(parts) == []


@pytest.mark.parametrize(
    "kind",
    ["text/html", "multipart/form-data; boundary=x", "application/json; charset=utf-16"],
)
def test_other_content_type_is_refused(api: Caller, kind: str) -> None:
    """Anything but JSON in UTF-8: 415."""
    assert api.post("/calls", data=b"{}", headers={"Content-Type": kind}).status_code == 415


@pytest.mark.parametrize("path", ["/calls", "/calls/x/recall", "/announcements"])
def test_oversize_is_refused(parts: Parts, api: Caller, path: str) -> None:
    """More than 64 KB: 413, before it is read."""
    answer = api.post(path, data=b" " * (64 * 1024), headers=JSON)
    assert answer.status_code == 413
    assert happened(parts) == []


def test_oversize_without_a_length_is_refused(parts: Parts, api: Caller) -> None:
    """A chunked body tells no length: it is read up to the limit and refused, not cut."""
    body = json.dumps(CALL).encode() + b" " * (64 * 1024)
    chunked = {"wsgi.input_terminated": True}
    stream = BytesIO(body)
    answer = api.post("/calls", input_stream=stream, environ_overrides=chunked, headers=JSON)
    assert answer.status_code == 413
    assert happened(parts) == []


@pytest.mark.parametrize(
    "text",
    ["\x1b[2Jhello", "nul\x00", "bell\x07", "half \ud800", "turned \u202e", "c1 \x9b31m"],
    ids=repr,
)
def test_control_characters_are_refused(parts: Parts, api: Caller, text: str) -> None:
    """Escapes for terminals, NUL, lone surrogates, turning marks: 422 naming the field."""
    body = json.dumps({"text": text})
    answer = api.post("/announcements", data=body.encode(), headers=JSON)
    assert answer.json is not None
    assert (answer.status_code, answer.json["field"]) == (422, "text")
    assert happened(parts) == []


def test_hostile_key_is_shown_harmless(api: Caller) -> None:
    """An unknown key comes back without its control characters."""
    answer = api.post("/calls", CALL | {"\x1b[31m<script>": 1})
    assert answer.status_code == 422
    assert "\x1b" not in answer.text
    assert "\\u001b" not in answer.text
