"""Who is asking: from the header ``Authorization`` to a grant, slowing down whoever guesses."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import request

from display.accounts import Grant, TooManyTries
from display.web.edge.problem import Problem

if TYPE_CHECKING:
    from display.parts import Parts

_REALM = 'Bearer realm="panggil"'


class Identity:
    """Checks the bearer tokens that requests show; guesses are counted with all others."""

    def __init__(self, parts: Parts) -> None:
        self._guesses = parts.guesses

    def grant(self, header: str | None, scopes: Iterable[str], address: str) -> Grant:
        """Return what the header grants for any of ``scopes``.

        Raises :class:`Problem`: 401 without or with a wrong token, 403 when its scopes do not do,
        429 after too many wrong ones.
        """
        wanted = tuple(scopes)
        grant = self._check(_read_bearer(header), address)
        if any(grant.covers(scope) for scope in wanted):
            return grant
        raise Problem(
            403,
            f"This token does not have the scope {' or '.join(wanted)}.",
            headers={
                "WWW-Authenticate": f'{_REALM}, error="insufficient_scope", '
                f'scope="{" ".join(wanted)}"'
            },
        )

    def is_shown(self) -> bool:
        """Tell whether this request shows a token that is right."""
        header = request.headers.get("Authorization", "")
        return header[:7].lower() == "bearer " and self._guesses.knows(header[7:].strip())

    def _check(self, secret: str, address: str) -> Grant:
        try:
            grant = self._guesses.check(secret, address)
        except TooManyTries as many:
            raise Problem(
                429,
                "Too many wrong tokens came from this address; wait.",
                headers={"Retry-After": str(math.ceil(many.wait_s))},
            ) from None
        if grant is None:
            raise Problem(
                401,
                "This token is unknown or was revoked.",
                headers={"WWW-Authenticate": f'{_REALM}, error="invalid_token"'},
            )
        return grant


def _read_bearer(header: str | None) -> str:
    scheme, _, secret = (header or "").strip().partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Problem(
            401,
            "Give a token in the header Authorization: Bearer TOKEN.",
            headers={"WWW-Authenticate": _REALM},
        )
    return secret.strip()
