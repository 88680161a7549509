"""Proxies before the server: only those that the hall lists are believed who asks, and how."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from display.settings import Network

_PREFIX: Final = "HTTP_X_FORWARDED_PREFIX"
# One slash before each part: a browser takes what follows two for another host.
_PATH: Final = re.compile(r"(/[A-Za-z0-9._~\-]+)+")


class TrustedProxies:
    """Takes address, scheme, host and prefix of a request from the ``X-Forwarded-*`` of a listed
    proxy.

    The prefix is the path below which the proxy shows this server; it takes it off before it asks.
    From anybody else these headers are a caller's own claim, and are not looked at.
    """

    def __init__(self, app: WSGIApplication, proxies: Sequence[Network]) -> None:
        self._app, self._proxies = app, proxies
        # One proxy: of several values only the last is its own word.
        self._behind = ProxyFix(app, x_for=1, x_proto=1, x_host=1, x_prefix=1)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Serve a request."""
        if not self._is_trusted(environ.get("REMOTE_ADDR", "")):
            return self._app(environ, start)
        prefix = environ.get(_PREFIX, "").split(",")[-1].strip().rstrip("/")
        environ[_PREFIX] = prefix if _PATH.fullmatch(prefix) else ""
        return self._behind(environ, start)

    def _is_trusted(self, address: str) -> bool:
        try:
            asker = ip_address(address)
        except ValueError:  # a local socket has none
            return False
        return any(asker in network for network in self._proxies)


def register_proxies(app: Flask, proxies: Sequence[Network]) -> None:
    """Let ``app`` believe its proxies, and lead everybody on below their prefix."""
    if proxies:
        app.wsgi_app = TrustedProxies(app.wsgi_app, proxies)  # type: ignore[method-assign, assignment]
        app.after_request(_lead_below_prefix)


def _lead_below_prefix(response: Response) -> Response:
    # Views lead on by the addresses of their tables, which know of no prefix; only the router's own
    # redirects have it, and are whole URLs.
    if response.location and response.location.startswith("/"):
        response.location = request.script_root + response.location
    return response
