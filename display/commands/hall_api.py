"""The public HTTP API as a queue system would use it: urllib, JSON, a bearer token, retries."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any, TypedDict
from urllib.parse import quote

from display.errors import PanggilError

#: A server that is being restarted is back within seconds; after this long it is not there.
PATIENCE_S = 30.0
_RETRY_S = 0.5
_TIMEOUT_S = 10.0


class ApiError(PanggilError):
    """Raised when the server refuses or cannot be reached."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class ServiceRow(TypedDict):
    """A service, as far as commands read it."""

    id: str
    prefix: str


class CounterRow(TypedDict):
    """A counter, as far as commands read it; ``state`` is open, closed or paused."""

    id: str
    services: list[str]
    state: str


class HallState(TypedDict):
    """The snapshot of a hall, as far as commands read it."""

    services: list[ServiceRow]
    counters: list[CounterRow]


class PlacedAnswer(TypedDict):
    """What a request became in the journal; the server may tell more."""

    seq: int
    event_id: str
    announcement_id: str | None
    caption: str


class HallApi:
    """One hall's API. Every request may be repeated: calls carry their own ``event_id``."""

    def __init__(self, server: str, token: str | None, patience_s: float = PATIENCE_S) -> None:
        self._base = server.rstrip("/")
        self._token = token
        self._patience_s = patience_s

    def state(self) -> HallState:
        """Return the hall's snapshot."""
        state: HallState = self._ask("GET", "/api/v1/state")
        return state

    def call(self, event_id: str, ticket: str, service: str, counter: str) -> PlacedAnswer:
        """Call a ticket to a counter."""
        body = {
            "event_id": event_id,
            "ticket": {"number": ticket},
            "service": service,
            "counter": counter,
        }
        placed: PlacedAnswer = self._ask("POST", "/api/v1/calls", body)
        return placed

    def follow(self, event_id: str, step: str) -> PlacedAnswer:
        """Tell what became of a call: ``recall``, ``serve``, ``no-show`` or ``cancel``."""
        path = f"/api/v1/calls/{quote(event_id, safe='')}/{step}"
        placed: PlacedAnswer = self._ask("POST", path)
        return placed

    def announce(self, event_id: str, text: str) -> PlacedAnswer:
        """Have a text shown and spoken."""
        body = {"event_id": event_id, "text": text}
        placed: PlacedAnswer = self._ask("POST", "/api/v1/announcements", body)
        return placed

    def _ask(self, method: str, path: str, body: Mapping[str, object] | None = None) -> Any:
        deadline = time.monotonic() + self._patience_s
        while True:
            try:
                return self._once(method, path, body)
            except urllib.error.HTTPError as error:
                if error.code not in (429, 502, 503) or time.monotonic() >= deadline:
                    raise _refusal(error) from error
            except OSError as error:  # URLError, reset, timeout
                if time.monotonic() >= deadline:
                    raise ApiError(f"No answer from {self._base}: {_reason(error)}.") from error
            time.sleep(_RETRY_S)

    def _once(self, method: str, path: str, body: Mapping[str, object] | None) -> Any:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        payload = json.dumps(body or {}).encode() if method == "POST" else None
        request = urllib.request.Request(  # noqa: S310 - the scheme is checked by the command
            self._base + path, payload, headers, method=method
        )
        with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer:  # noqa: S310
            return json.load(answer)


def _reason(error: OSError) -> str:
    return str(getattr(error, "reason", error) or error)


def _refusal(error: urllib.error.HTTPError) -> ApiError:
    """Return the server's own sentence (problem+json), else the status."""
    with error:
        try:
            problem = json.load(error)
            sentence = problem.get("detail") or problem.get("title")
        except (ValueError, AttributeError):
            sentence = error.reason
    return ApiError(f"The server answered {error.code}: {sentence}", error.code)
