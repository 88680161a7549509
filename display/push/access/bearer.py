"""The token that a request shows in its header."""

from __future__ import annotations

from flask import Request


def bearer(request: Request) -> str | None:
    """Return the token of the ``Authorization`` header, ``None`` without one."""
    given = request.authorization
    return given.token if given is not None and given.type == "bearer" else None
