"""Which web origins may open a socket."""

from __future__ import annotations

import pytest

from display.push.access.origin import origin_allowed

LISTED = ["https://antrean.lahatkab.go.id", "http://pc:8080/"]


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://10.0.0.5:8080", "10.0.0.5:8080"),
        ("http://hall", "hall"),
        ("http://hall:80", "hall"),
        ("http://HALL", "hall"),
        ("http://[::1]:8080", "[::1]:8080"),
        ("https://antrean.lahatkab.go.id", "10.0.0.5:8080"),
        ("http://pc:8080", "10.0.0.5:8080"),
    ],
)
def test_own_and_listed_origins_come_in(origin: str, host: str) -> None:
    """The origin equals the request's own scheme, host and port, or is one of the setting's."""
    assert origin_allowed(origin, "http", host, LISTED)


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "hall",
        "http://",
        "http://evil.example",
        "https://hall:8080",
        "http://hall",
        "http://hall:8081",
        "http://hall.evil.example:8080",
        "http://evil-hall:8080",
        "http://hall:8080@evil.example",
        "http://hall:8080/",
        "http://hall:8080, http://evil.example",
        "http://hall:port",
        "http://[::1",
        "file://hall:8080",
        "https://antrean.lahatkab.go.id.evil.example",
    ],
)
def test_others_do_not(origin: str) -> None:
    """Another scheme or port, a look-alike, ``null`` or nonsense is a stranger."""
    assert not origin_allowed(origin, "http", "hall:8080", LISTED)


def test_a_request_without_a_host_has_no_origin_of_its_own() -> None:
    """No Host header, nothing to equal."""
    assert not origin_allowed("http://", "http", "")
