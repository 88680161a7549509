"""The way to the server: one question a second over HTTP, on a connection that is kept."""

from __future__ import annotations

import http.client
import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

log = logging.getLogger(__name__)

PATH = "/api/v1/ear"
TIMEOUT_S = 5.0
_LARGEST = 2**20
#: Failures in a row before one is told: a server that starts beside its ear is no news.
WORTH_A_WORD = 3
_REFUSED = {
    401: "the server refuses this ear: its token is unknown or revoked",
    403: "the server refuses this ear: its token lacks the scope listen",
    404: "the server knows no ear: it is of an earlier release",
    409: "another ear listens in this zone already",
}
_UNREADABLE = {400, 413, 422}


class HallLink:
    """Asks the server. Used by one thread."""

    def __init__(self, url: str, token: str) -> None:
        """``url``: the server's http address, such as ``http://10.0.0.5:8080``."""
        parts = urlsplit(url)
        kind = (
            http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        )
        self._connection = kind(parts.netloc, timeout=TIMEOUT_S)
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "User-Agent": "panggil-ear",
        }
        self._failures = 0

    def tell(self, message: Mapping[str, object]) -> dict[str, Any] | None:
        """Return what the server answers; ``None`` when it is to be told again.

        It cannot be reached, or does not take it now; both are logged once, until it answers again.
        """
        try:
            self._connection.request("POST", PATH, json.dumps(message), self._headers)
            response = self._connection.getresponse()
            status, body = response.status, response.read(_LARGEST)
        except (OSError, http.client.HTTPException) as error:
            self.close()  # the next question makes it anew
            self._fail(f"no link to the server: {error or type(error).__name__}")
            return None
        if status != http.HTTPStatus.OK:
            reason = _REFUSED.get(status, f"the server answers {status}")
            self._fail(f"{reason} ({_detail(body)})")
            # What it cannot read it never will: told again and again it would hold up all else.
            return {} if status in _UNREADABLE else None
        if self._failures > WORTH_A_WORD:
            log.info("link to the server is up again")
        self._failures = 0
        return _read(body)

    def close(self) -> None:
        """End the connection."""
        with suppress(OSError):
            self._connection.close()

    def _fail(self, sentence: str) -> None:
        self._failures += 1
        log.log(logging.WARNING if self._failures == WORTH_A_WORD else logging.DEBUG, sentence)


def _read(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    return answer if isinstance(answer, dict) else {}


def _detail(body: bytes) -> str:
    return str(_read(body).get("detail") or "no detail")[:200]
