"""Pages of other origins, and proxies: believed where the hall lists them, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import request
from flask.testing import FlaskClient

from display.app import create_app
from display.errors import SettingsError
from display.settings import load_settings
from tests.display.web.served_hall import CALL, furnished, token_of

PAGE = "https://antrean.example"
PROXY = "10.1.2.3"
FORWARDED = {
    "X-Forwarded-For": "203.0.113.9, 192.168.1.77",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "panggil.example",
}


@pytest.fixture
def listed(tmp_path: Path) -> Iterator[tuple[FlaskClient, dict[str, str]]]:
    """A hall that lists a page and a proxy; a client, and the headers of that page."""
    given = load_settings({"PANGGIL_TRUSTED_PROXIES": f"{PROXY}, 127.0.0.0/8"}).trusted_proxies
    with furnished(tmp_path, allowed_origins=(PAGE,), trusted_proxies=given) as parts:
        app = create_app(parts)
        app.add_url_rule("/seen", "seen", lambda: f"{request.remote_addr} {request.host_url}")
        token = token_of(parts, "calls")
        shown = {"Authorization": f"Bearer {token}", "Origin": PAGE, "Sec-Fetch-Site": "cross-site"}
        yield app.test_client(), shown


def test_a_listed_page_may_call(listed: Any) -> None:
    """The browser asks first, and reads the answer."""
    client, shown = listed
    asked = client.options("/api/v1/calls", headers={"Origin": PAGE})
    assert asked.headers["Access-Control-Allow-Origin"] == PAGE
    assert "Authorization" in asked.headers["Access-Control-Allow-Headers"]
    called = client.post("/api/v1/calls", json=CALL, headers=shown)
    assert (called.status_code, called.headers["Access-Control-Allow-Origin"]) == (201, PAGE)
    assert "Access-Control-Allow-Credentials" not in called.headers


def test_another_page_may_not(listed: Any) -> None:
    """Nor may one of a hall that lists none; the refusal says what to set."""
    client, shown = listed
    other = {**shown, "Origin": "https://evil.example"}
    refused = client.post("/api/v1/calls", json=CALL, headers=other)
    assert (refused.status_code, refused.json["code"]) == (403, "origin")
    assert "PANGGIL_ALLOWED_ORIGINS" in refused.json["detail"]
    assert "Access-Control-Allow-Origin" not in refused.headers


def test_by_default_nothing_is_shared(client: FlaskClient) -> None:
    """No header that lets another page read."""
    answer = client.get("/api/v1/state", headers={"Origin": PAGE})
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


def test_a_listed_proxy_is_believed(listed: Any) -> None:
    """Who asks, by which scheme, at which host: its own last word counts."""
    client, _ = listed
    at = {"REMOTE_ADDR": PROXY}
    seen = client.get("/seen", headers=FORWARDED, environ_overrides=at).get_data(as_text=True)
    assert seen == "192.168.1.77 https://panggil.example/"


BELOW = {**FORWARDED, "X-Forwarded-Prefix": "/layanan/antrean/", "Accept": "text/html"}


def test_a_proxy_may_show_the_server_below_a_path(listed: Any) -> None:
    """Every address that a page holds, where the door leads, and what the document names."""
    client, _ = listed
    at = {"REMOTE_ADDR": PROXY}
    for page in ("/tv", "/", "/console/masuk", "/docs"):
        text = client.get(page, headers=BELOW, environ_overrides=at).get_data(as_text=True)
        found = re.findall(r'(?:href|src|action|data-folder)="(/[^"]*)"', text)
        assert found or page == "/docs"
        assert [address for address in found if not address.startswith("/layanan/antrean/")] == []
    door = client.get("/console/pengaturan", headers=BELOW, environ_overrides=at)
    onward = "/console/masuk?lanjut=/console/pengaturan"
    assert door.headers["Location"] == f"/layanan/antrean{onward}"
    document = client.get("/api/v1/openapi.json", headers=BELOW, environ_overrides=at)
    assert document.json["servers"] == [{"url": "/layanan/antrean"}]


@pytest.mark.parametrize("prefix", ["", "/", "//evil.example", "/a//b", 'x"><script>', "https://x"])
def test_what_is_no_path_is_no_prefix(listed: Any, prefix: str) -> None:
    """A proxy that was told none passes on whatever the browser said."""
    client, _ = listed
    headers = {**BELOW, "X-Forwarded-Prefix": prefix}
    door = client.get("/console", headers=headers, environ_overrides={"REMOTE_ADDR": PROXY})
    assert door.headers["Location"] == "/console/masuk?lanjut=/console"


def test_a_prefix_of_anybody_else_counts_for_nothing(listed: Any) -> None:
    """No page leads to where a caller wants it."""
    client, _ = listed
    at = {"REMOTE_ADDR": "192.168.1.5"}
    door = client.get("/console", headers=BELOW, environ_overrides=at)
    assert door.headers["Location"] == "/console/masuk?lanjut=/console"
    assert "/layanan" not in client.get("/tv", headers=BELOW, environ_overrides=at).text


def test_nobody_else_is(listed: Any) -> None:
    """These headers are anybody's to send."""
    client, _ = listed
    at = {"REMOTE_ADDR": "192.168.1.5"}
    seen = client.get("/seen", headers=FORWARDED, environ_overrides=at).get_data(as_text=True)
    assert seen == "192.168.1.5 http://localhost/"


def test_signing_in_behind_a_changed_host_says_what_to_set(client: FlaskClient) -> None:
    """To whoever set the proxy up, on the page."""
    asked = {"Origin": "https://panggil.lan", "Accept": "text/html"}
    refused = client.post("/console/masuk", data={"name": "admin"}, headers=asked)
    assert refused.status_code == 403
    assert "PANGGIL_TRUSTED_PROXIES" in refused.get_data(as_text=True)


def test_an_address_that_is_none_is_refused() -> None:
    """With the name of the setting."""
    with pytest.raises(SettingsError, match="PANGGIL_TRUSTED_PROXIES"):
        load_settings({"PANGGIL_TRUSTED_PROXIES": "proxy.lan"})
