"""Browsers in which somebody has signed in before: a signed cookie of its own says who.

It opens nothing. It lets a right password through while guesses of others are held up, be they sent
through the same proxy (OWASP, device cookies).
"""

from __future__ import annotations

import secrets
from typing import Any, Final

from flask import current_app, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug import Response

COOKIE: Final = "panggil_device"
_LIVES_S: Final = 365 * 86400
# Staff of a shift who share a desk; the one who signed in longest ago goes.
_MOST_NAMES: Final = 12


def known_device(name: str) -> str | None:
    """Return the id of this browser when ``name`` has signed in with it, else ``None``."""
    device, names = _read()
    return device if name.casefold()[:64] in names else None


def remember_device(response: Response, name: str) -> None:
    """Let this browser remember that ``name`` has signed in with it."""
    device, names = _read()
    account = name.casefold()[:64]
    kept = [account, *(each for each in names if each != account)][:_MOST_NAMES]
    response.set_cookie(
        COOKIE,
        _signer().dumps([device or secrets.token_urlsafe(16), *kept]),
        max_age=_LIVES_S,
        path=f"{request.script_root}/console",
        httponly=True,
        samesite="Lax",
        secure=request.is_secure or request.headers.get("Origin", "").startswith("https://"),
    )


def _read() -> tuple[str | None, list[str]]:
    try:
        found: Any = _signer().loads(request.cookies.get(COOKIE, ""))
    except BadData:
        return None, []
    device, *names = found
    return str(device), [str(name) for name in names]


def _signer() -> URLSafeSerializer:
    # The key of the session's cookie; the salt keeps the two from being taken for each other.
    return URLSafeSerializer(current_app.secret_key or b"", salt="device")
