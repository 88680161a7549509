"""Pages of other origins that may use the API: those that the hall lists, none by itself (CORS).

They come with a token. Cookies are never shared: no listed page acts as whoever is signed in here.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from flask import Flask, Response, request

_SHARED: Final = "/api/"
_METHODS: Final = "GET, POST, PUT, DELETE"
_HEADERS: Final = "Authorization, Content-Type, Idempotency-Key, Last-Event-ID"
_REMEMBERED_S: Final = 600


def register_sharing(app: Flask, origins: Collection[str]) -> None:
    """Let pages of ``origins`` read what the API of ``app`` answers."""
    listed = frozenset(origin.rstrip("/") for origin in origins)
    if not listed:
        return

    def share(response: Response) -> Response:
        if request.path.startswith(_SHARED):
            response.vary.add("Origin")  # else a cache gives one page the leave of another
            if request.headers.get("Origin") in listed:
                _allow(response, request.headers["Origin"])
        return response

    app.after_request(share)


def _allow(response: Response, origin: str) -> None:
    headers = response.headers
    headers["Access-Control-Allow-Origin"] = origin
    headers["Access-Control-Expose-Headers"] = "Retry-After"
    if request.method == "OPTIONS":
        headers["Access-Control-Allow-Methods"] = _METHODS
        headers["Access-Control-Allow-Headers"] = _HEADERS
        headers["Access-Control-Max-Age"] = str(_REMEMBERED_S)
