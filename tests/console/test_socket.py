"""The websocket of the console: by the session's cookie, from our own page, while it holds."""

from __future__ import annotations

import json
import re
import time
import urllib.parse
import urllib.request
from contextlib import ExitStack
from http.cookiejar import CookieJar
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.browser.stage import Stage
from tests.console.conftest import PASSWORD

TOKENS = "/console/pengaturan/token"
HELLO = json.dumps({"type": "hello", "role": "console"})


class Clerk:
    """A browser without pages: signs in, sends forms, opens sockets."""

    def __init__(self, stage: Stage, name: str = "", password: str = PASSWORD) -> None:
        self.stage, self.jar = stage, CookieJar()
        proxies, cookies = urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor
        self._browser = urllib.request.build_opener(proxies, cookies(self.jar))
        if name:
            self.post("/console/masuk", "/console/masuk", name=name, password=password)

    def get(self, path: str) -> str:
        """Return a page."""
        asked = urllib.request.Request(self.stage.url + path, headers={"Accept": "text/html"})
        with self._browser.open(asked, timeout=20) as answer:
            return str(answer.read().decode())

    def post(self, path: str, form: str, **fields: str) -> str:
        """Send a form, with the token that the page ``form`` holds."""
        found = re.search('name="csrf_token" value="([^"]+)"', self.get(form))
        assert found
        body = urllib.parse.urlencode({**fields, "csrf_token": found.group(1)}).encode()
        with self._browser.open(self.stage.url + path, data=body, timeout=20) as answer:
            return str(answer.read().decode())

    def socket(self, origin: str | None = "own") -> ClientConnection:
        """Open a websocket as the page of ``origin`` would."""
        cookie = "; ".join(f"{one.name}={one.value}" for one in self.jar)
        more: dict[str, Any] = {"origin": self.stage.url if origin == "own" else origin}
        return connect(
            self.stage.url.replace("http", "ws") + "/ws",
            additional_headers={"Cookie": cookie} if cookie else {},
            proxy=None,
            compression=None,
            **more,
        )


def first(socket: ClientConnection) -> dict[str, Any]:
    """Say hello and return the first answer."""
    socket.send(HELLO)
    answer: dict[str, Any] = json.loads(socket.recv(10))
    return answer


def test_staff_come_in_by_their_session(staff: Stage) -> None:
    """Any role may follow the hall."""
    for name in ("admin", "viewer"):
        with Clerk(staff, name).socket() as socket:
            assert first(socket)["type"] == "snapshot"


def test_nobody_comes_in_as_console(staff: Stage) -> None:
    """An open board does not open the console's role."""
    with Clerk(staff).socket() as socket:
        assert first(socket)["type"] == "error"


def test_a_cookie_needs_the_page_it_belongs_to(staff: Stage) -> None:
    """A foreign page is refused before the handshake; no page at all is nobody."""
    clerk = Clerk(staff, "officer")
    for origin in ("https://evil.example", "null", staff.url + ".evil.example"):
        with pytest.raises(InvalidStatus) as refused:
            clerk.socket(origin)
        assert refused.value.response.status_code == 403
    with clerk.socket(None) as socket:
        assert first(socket)["type"] == "error"


def test_what_ended_takes_its_sockets_along(staff: Stage) -> None:
    """Signed out here, sent out by the admin there, a token revoked: closed within 5 s each.

    Whoever else is there stays.
    """
    officer, viewer, admin = (Clerk(staff, name) for name in ("officer", "viewer", "admin"))
    made = admin.post(TOKENS, TOKENS, name="monitor", scopes="read")
    secret = re.search('id="rahasia">([^<]+)<', made)
    assert secret
    with ExitStack() as stack:
        sockets = [stack.enter_context(one.socket()) for one in (officer, viewer, admin)]
        assert [first(socket)["type"] for socket in sockets] == ["snapshot"] * 3
        program = stack.enter_context(Clerk(staff).socket())
        program.send(json.dumps({"type": "hello", "role": "console", "token": secret.group(1)}))
        assert json.loads(program.recv(10))["type"] == "snapshot"
        officer.post("/console/keluar", "/console/akun")
        page = page_of("viewer", admin.get("/console/pengaturan/pengguna"))
        admin.post(f"{page}/status", page, aktif="tidak")
        revoke = re.search(r'action="([^"]+/cabut)"', admin.get(TOKENS))
        assert revoke
        admin.post(revoke.group(1), TOKENS)
        began = time.monotonic()
        for socket in (*sockets[:2], program):
            with pytest.raises(ConnectionClosed):
                listen(socket)
        assert time.monotonic() - began < 25
        sockets[2].send("{}")  # still there: its answer comes, and the next heartbeat
        assert json.loads(sockets[2].recv(10))["type"]


def page_of(name: str, listing: str) -> str:
    """Return the page of a user, from the list of users."""
    link = r'href="(/console/pengaturan/pengguna/\w{32})"[^>]*>'
    found = re.search(rf"{link}\s*<span[^>]*>{name}<", listing)
    assert found
    return found.group(1)


def listen(socket: ClientConnection) -> None:
    """Read until the other side closes."""
    while True:
        socket.recv(10)
