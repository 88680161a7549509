"""Proxies before the server: only those that the hall lists are believed who asks, and how."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import ip_address
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from display.settings import Network


class TrustedProxies:
    """Takes address, scheme and host of a request from the ``X-Forwarded-*`` of a listed proxy.

    From anybody else these headers are a caller's own claim, and are not looked at.
    """

    def __init__(self, app: WSGIApplication, proxies: Sequence[Network]) -> None:
        self._app, self._proxies = app, proxies
        # One proxy: of several values only the last is its own word.
        self._behind = ProxyFix(app, x_for=1, x_proto=1, x_host=1)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Serve a request."""
        app = self._behind if self._is_trusted(environ.get("REMOTE_ADDR", "")) else self._app
        return app(environ, start)

    def _is_trusted(self, address: str) -> bool:
        try:
            asker = ip_address(address)
        except ValueError:  # a local socket has none
            return False
        return any(asker in network for network in self._proxies)
