"""What every answer tells a browser not to do (ASVS 5.0, 3.4)."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

PATHS = ["/", "/tv", "/docs", "/nothing", "/api/v1/state", "/api/v1/calls", "/healthz"]
PATHS += ["/static/css/docs.css", "/tv/screen.js"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_them(client: FlaskClient, path: str) -> None:
    """Pages, assets, answers and errors alike."""
    answer = client.get(path, headers={"Accept": "text/html"})
    policy = answer.headers["Content-Security-Policy"]
    for rule in ("default-src 'self'", "object-src 'none'", "base-uri 'none'"):
        assert rule in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    answer.close()


@pytest.mark.parametrize("path", ["/", "/tv", "/docs", "/nothing"])
def test_pages_keep_to_the_policy(client: FlaskClient, path: str) -> None:
    """No inline script or style, nothing from another host: else the policy would break them."""
    page = client.get(path, headers={"Accept": "text/html"}).text
    assert not re.search(r"<script(?![^>]*\b(src=|type=\"application/json\"))", page)
    assert not re.search(r"\s(style|on\w+)=", page)
    assert not re.search(r"(src|href)=\"(https?:)?//", page)


def test_policy_names_the_websocket_of_this_host(client: FlaskClient) -> None:
    """Old engines do not count ws:// as 'self'."""
    policy = client.get("/tv", headers={"Host": "hall.lan:8080"}).headers["Content-Security-Policy"]
    assert "ws://hall.lan:8080" in policy


@pytest.mark.parametrize("host", ["a;script-src *", "a b", "a,b", "*", "'unsafe-inline'"])
def test_forged_host_does_not_reach_the_policy(app: Flask, host: str) -> None:
    """A Host header cannot write rules of its own."""
    answer = app.test_client().get("/healthz", headers={"Host": host})
    assert host not in answer.headers.get("Content-Security-Policy", "")
