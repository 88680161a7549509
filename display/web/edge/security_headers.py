"""The headers that every answer carries, so that a browser does only what our pages need."""

from __future__ import annotations

import re

from flask import Response, request

# `'self'` covers ws:// only in newer engines (CSP level 3); TVs and Safari before 15.4 need the
# address of the websocket spelled out.
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?")


def secure(response: Response) -> Response:
    """Add the security headers to ``response``; a view that set its own keeps it."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _policy())
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    # What frame-ancestors below says, for engines older than CSP level 2.
    headers.setdefault("X-Frame-Options", "SAMEORIGIN")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    return response


def _policy() -> str:
    # The header Host is the caller's own text: one that is no host would end the policy early.
    sockets = f" ws://{request.host} wss://{request.host}" if _HOST.fullmatch(request.host) else ""
    return (
        "default-src 'self'; "
        f"connect-src 'self'{sockets}; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )
