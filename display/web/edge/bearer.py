"""Who is asking: from the header ``Authorization`` to a grant, slowing down whoever guesses."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

import structlog

from display.accounts import Grant, Throttle, is_issued
from display.web.edge.problem import Problem

if TYPE_CHECKING:
    from display.parts import Parts

log = structlog.get_logger(__name__)

_REALM = 'Bearer realm="panggil"'
# Addresses that a chosen secret has come from; a hall has a few.
_MOST_PROVEN = 1000


class Identity:
    """Checks bearer tokens of one server.

    Ten wrong secrets from one address within three minutes are answered 429 instead of 401. A right
    one passes all the same when it could not have been guessed (256 bits of ours) or came from that
    address before: a forgotten program with an old token must not silence the hall it runs in.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._throttle = Throttle()
        self._proven: dict[tuple[str, str], None] = {}

    def grant(self, header: str | None, scopes: Iterable[str], address: str) -> Grant:
        """Return what the header grants for any of ``scopes``.

        Raises :class:`Problem`: 401 without or with a wrong token, 403 when its scopes do not do,
        429 after too many wrong ones.
        """
        secret = _read_bearer(header)
        wanted = tuple(scopes)
        for scope in wanted:
            grant = self._parts.allow(secret, scope)
            if grant and grant.hall == self._parts.hall.id and self._passes(secret, grant, address):
                return grant
        self._refuse_if_wrong(secret, address)
        raise Problem(
            403,
            f"This token does not have the scope {' or '.join(wanted)}.",
            headers={
                "WWW-Authenticate": f'{_REALM}, error="insufficient_scope", '
                f'scope="{" ".join(wanted)}"'
            },
        )

    def _passes(self, secret: str, grant: Grant, address: str) -> bool:
        known = (address, grant.id)
        if known in self._proven or is_issued(secret):
            return True
        if self._throttle.wait_s(address):
            return False
        # When it is full nothing is forgotten: whoever is in it has the better right.
        if len(self._proven) < _MOST_PROVEN:
            self._proven[known] = None
        return True

    def _refuse_if_wrong(self, secret: str, address: str) -> None:
        wait_s = self._throttle.wait_s(address)
        grant = self._parts.local_grant(secret) or self._parts.tokens.find(secret)
        # A token of another hall on the same database is as wrong here as an invented one.
        right = grant is not None and grant.hall == self._parts.hall.id
        if right and (not wait_s or is_issued(secret)):
            return
        if wait_s:
            raise Problem(
                429,
                "Too many wrong tokens came from this address; wait.",
                headers={"Retry-After": str(math.ceil(wait_s))},
            )
        self._throttle.count(address)
        log.warning("wrong token", address=address)
        raise Problem(
            401,
            "This token is unknown or was revoked.",
            headers={"WWW-Authenticate": f'{_REALM}, error="invalid_token"'},
        )


def _read_bearer(header: str | None) -> str:
    scheme, _, secret = (header or "").strip().partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Problem(
            401,
            "Give a token in the header Authorization: Bearer TOKEN.",
            headers={"WWW-Authenticate": _REALM},
        )
    return secret.strip()
