"""Staff in front of a browser: a client that signs in and knows cookie and CSRF token."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from display.accounts import User
from display.accounts.passwords import hash_password
from display.clock import iso_now
from display.parts import Parts

PASSWORD = "angsa-kecil-di-lematang"
ROLES = ("admin", "officer", "clerk", "viewer")
PAGE = {"Accept": "text/html"}


def employ(parts: Parts) -> None:
    """Let one person of every role work here, each called like the role; the clerk at counter 3."""
    hashed = hash_password(PASSWORD)
    for role in ROLES:
        counters = ("3",) if role == "clerk" else None
        key = f"user-{role}"
        parts.accounts.add_user(
            User(key, parts.hall.id, role, role, hashed, False, iso_now(), counters=counters)
        )


class Staff:
    """One browser."""

    def __init__(self, app: Flask, address: str = "127.0.0.1") -> None:
        self.client = app.test_client()
        self._base = {"REMOTE_ADDR": address}

    def sign_in(self, name: str, password: str = PASSWORD, **more: Any) -> TestResponse:
        """Fill in the form at the door."""
        token = self.token
        asked = {"name": name, "password": password, "csrf_token": token, **more}
        return self.open("POST", "/console/masuk", data=asked, token=None)

    def open(self, method: str, path: str, token: str | None = "own", **more: Any) -> TestResponse:
        """Ask for a page or of the API, with this browser's CSRF token unless another is given."""
        headers = {**PAGE, **more.pop("headers", {})}
        if token == "own" and method not in {"GET", "HEAD"}:
            headers["X-CSRF-Token"] = self.token
        elif token and token != "own":
            headers["X-CSRF-Token"] = token
        return self.client.open(
            path, method=method, headers=headers, environ_base=self._base, **more
        )

    def get(self, path: str, **more: Any) -> TestResponse:
        """Get a page."""
        return self.open("GET", path, **more)

    def post(self, path: str, **form: Any) -> TestResponse:
        """Send a form."""
        return self.open("POST", path, data=form)

    @property
    def is_in(self) -> bool:
        """Whether this browser is signed in."""
        return self.get("/console/sandi").status_code == 200

    @property
    def cookie(self) -> str:
        """The session's cookie."""
        found = self.client.get_cookie("panggil")
        return found.value if found else ""

    def put_cookie(self, value: str) -> None:
        """Come with another cookie."""
        self.client.set_cookie("panggil", value)

    @property
    def token(self) -> str:
        """The CSRF token that this browser's pages carry."""
        for page in ("/console/sandi", "/console/masuk"):
            shown = self.client.get(page, headers=PAGE).text
            if found := re.search('name="csrf_token" value="([^"]+)"', shown):
                return found.group(1)
        return ""
