"""What every request passes before a view sees it: deny by default.

A route under ``/api`` without a row in :mod:`display.web.operations` is refused, so that a
forgotten declaration shows as a failure and never as an open door.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog
from flask import Flask, g, request
from werkzeug.exceptions import RequestEntityTooLarge

from display.web.headers import secure
from display.web.identity import Identity
from display.web.operations import Operation, find_operation
from display.web.problems import Problem
from display.web.rate import RateLimit
from display.web.reading import LARGEST_BODY
from display.web.upload import too_large

if TYPE_CHECKING:
    from display.house import House

log = structlog.get_logger(__name__)

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """The checks before each request, in order: size, origin, declaration, token, rate."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._identity = Identity(house)
        self._rate = RateLimit(house.settings.token_rate)

    def check(self) -> None:
        """Let the request pass, or raise what it is refused with."""
        rule = request.url_rule
        operation = find_operation(request.method, rule.rule) if rule else None
        _check_size(operation.largest_body if operation else LARGEST_BODY)
        self._check_origin()
        # What no route takes becomes 404 or 405 by itself; OPTIONS tells the methods only.
        if rule is None or request.method == "OPTIONS":
            return
        if operation is not None:
            self._check_token(operation)
        elif request.path.startswith("/api"):
            log.error("route without declaration", rule=rule.rule)
            raise Problem(403, "Nobody may use this address.")

    def _check_origin(self) -> None:
        """Refuse what another site's page makes a browser send (ASVS 5.0, 3.5.1)."""
        if request.method in _SAFE:
            return
        if request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}:
            raise Problem(403, "A page of another site may not post here.")
        origin = request.headers.get("Origin")
        if origin is None or origin in self._house.settings.allowed_origins:
            return
        if urlsplit(origin).netloc != request.host:
            raise Problem(403, "A page of another site may not post here.")

    def _check_token(self, operation: Operation) -> None:
        """Demand a token with one of the operation's scopes; one that is given must be right."""
        header = request.headers.get("Authorization")
        free = operation.is_open or (operation.is_watch and self._house.settings.open_screens)
        if free:
            return
        grant = self._identity.grant(header, operation.scopes, request.remote_addr or "?")
        wait_s = self._rate.take(grant.id)
        if wait_s:
            raise Problem(
                429,
                f"At most {self._house.settings.token_rate} requests a second.",
                headers={"Retry-After": str(math.ceil(wait_s))},
            )
        g.grant = grant


def _check_size(largest: int) -> None:
    """Refuse a body that says to be too large, and let no more be read of one that does not."""
    size = request.content_length or 0
    if largest > LARGEST_BODY:
        request.max_content_length = largest + 1  # counts the bytes of a chunked body as well
        if size > largest:
            raise too_large(largest)
    elif size >= LARGEST_BODY:
        raise RequestEntityTooLarge


def register_guard(app: Flask, house: House) -> None:
    """Put the guard before and the security headers after every request of ``app``."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY  # counts the bytes of a chunked body as well
    guard = Guard(house)
    app.before_request(guard.check)
    app.after_request(secure)
