"""What every request passes before a view sees it: deny by default.

A route under ``/api`` without a row in :mod:`display.web.api.operations`, or under ``/console``
without one in :mod:`display.web.console.pages`, is refused, so that a forgotten declaration shows
as a failure and never as an open door.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import structlog
from flask import Flask, g, redirect, request
from werkzeug import Response
from werkzeug.exceptions import RequestEntityTooLarge

from display.accounts import Grant, Person
from display.audit import Actor, set_actor
from display.push import claimed_screen, visitor_of, vouch_for
from display.web.api.operations import Operation, find_operation
from display.web.console.pages import BEFORE_ALL, NEW_PASSWORD, NOW, SIGN_IN, Page, find_page
from display.web.edge.bearer import Identity
from display.web.edge.own_counters import check_address
from display.web.edge.problem import Problem
from display.web.edge.rate_limit import RateLimit
from display.web.edge.request_body import LARGEST_BODY
from display.web.edge.security_headers import secure
from display.web.edge.session_cookie import check_csrf, is_signed_cookie, signed_in_person
from display.web.edge.upload import too_large

if TYPE_CHECKING:
    from display.parts import Parts

log = structlog.get_logger(__name__)

# A proxy that changes the host makes our own pages those of another site: whoever set it up reads
# this at the first sign-in.
_OTHER_SITE = (
    "A page of another site may not post here. If this is the address of this server behind a "
    "proxy, set PANGGIL_TRUSTED_PROXIES to the proxy's address, or PANGGIL_ALLOWED_ORIGINS to the "
    "address in the browser."
)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """The checks before each request, in order: size, origin, declaration, identity, rate."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._identity = Identity(parts)
        self._rate = RateLimit(parts.settings.token_rate)

    def check(self) -> Response | None:
        """Let the request pass, answer it, or raise what it is refused with."""
        set_actor(None)  # a kept connection serves one request after the other
        self._keep_order()
        route = request.url_rule
        operation = find_operation(request.method, route.rule) if route else None
        page = find_page(route.rule) if route else None
        taker = operation or page
        _check_size(taker.largest_body if taker else LARGEST_BODY)
        self._check_origin()
        # What no route takes becomes 404 or 405 by itself; OPTIONS tells the methods only.
        if route is None or request.method == "OPTIONS":
            if request.path.startswith(NOW):
                g.person = signed_in_person()  # staff who mistyped keep their menu
            return None
        rule = route.rule
        if operation is not None:
            self._check_operation(operation)
        elif page is not None:
            return self._check_page(page)
        elif request.path.startswith(("/api", NOW)):
            log.error("route without declaration", rule=rule)
            raise Problem(403, "Nobody may use this address.")
        elif rule == "/ws":
            g.person = signed_in_person()  # the push room decides what a person may follow
        return None

    def _keep_order(self) -> None:
        """Let a stranger wait for their turn. What a known client shows is looked at below."""
        parts = self._parts
        if not parts.hub.running:
            return
        if is_signed_cookie() or self._identity.is_shown():
            g.hurries = request.method not in _SAFE
            parts.hub.turnstile.changes += g.hurries
        elif not parts.hub.turnstile.enter(visitor_of(request)):
            parts.hub.refusals["requests"] += 1
            message = "Too many requests wait for their turn; try again in a moment."
            raise Problem(503, message, headers={"Retry-After": "5"}, code="busy")

    def done(self) -> None:
        """Let strangers go on, and forget who acted."""
        set_actor(None)
        self._parts.hub.turnstile.changes -= g.pop("hurries", 0)

    def _check_origin(self) -> None:
        """Refuse what another site's page makes a browser send (ASVS 5.0, 3.5.1)."""
        if request.method in _SAFE:
            return
        origin = request.headers.get("Origin")
        if origin in self._parts.settings.allowed_origins:
            return  # it shows a token; a cookie would need the token of a form of ours besides
        if request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}:
            raise Problem(403, _OTHER_SITE, code="origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            raise Problem(403, _OTHER_SITE, code="origin")

    def _check_operation(self, operation: Operation) -> None:
        """Demand a token or session with one of the operation's scopes; what is given must do."""
        # Also a wrong token may look at open screens: a TV with an old link must not go dark.
        free = operation.is_open or (operation.is_watch and self._may_watch())
        if free:
            return
        header, address = request.headers.get("Authorization"), request.remote_addr or "?"
        person = signed_in_person() if header is None else None
        if person is not None:
            grant = _grant_of(person, operation)
            actor = Actor(person.name, person.role, address, person.id)
        else:
            grant = self._identity.grant(header, operation.scopes, address)
            actor = Actor(grant.name, "token", address, grant.id)
        self._check_rate(grant.id)
        vouch_for(request.environ)
        set_actor(actor)  # an address may name a call by a key, and keys belong to their sender
        check_address(self._parts, grant)
        g.grant, g.person = grant, person

    def _may_watch(self) -> bool:
        """Whoever may see the board as it hangs on the wall: everybody, or a claimed screen."""
        open_screens = self._parts.settings.open_screens
        return open_screens or claimed_screen(request, self._parts) is not None

    def _check_page(self, page: Page) -> Response | None:
        """Demand a person whose role may open the page; whoever is not signed in is shown in."""
        g.person = person = signed_in_person()
        if person is None and not page.is_open:
            # A form's fields are lost at sign-in: only what was asked by GET is gone back to.
            onward = request.full_path.rstrip("?") if request.method == "GET" else NOW
            return redirect(f"{SIGN_IN}?lanjut={quote(onward)}", 303)
        if person is not None and not page.is_open:
            self._check_rate(f"user:{person.id}")
            vouch_for(request.environ)
            if person.must_change and page.path not in BEFORE_ALL:
                return redirect(NEW_PASSWORD, 303)
            if person.role not in page.roles:
                raise Problem(403, "This page is not for your role.", code="role")
            address = request.remote_addr or "?"
            set_actor(Actor(person.name, person.role, address, person.id))
        if request.method not in _SAFE:
            check_csrf()
        return None

    def _check_rate(self, key: str) -> None:
        wait_s = self._rate.take(key)
        if wait_s:
            raise Problem(
                429,
                f"At most {self._parts.settings.token_rate} requests a second.",
                headers={"Retry-After": str(math.ceil(wait_s))},
            )


def _grant_of(person: Person, operation: Operation) -> Grant:
    """Return what ``person`` may ask, or raise :class:`Problem`: 403 with a code."""
    if request.method not in _SAFE:
        check_csrf()
    if person.must_change:
        raise Problem(403, "Change your one-time password first.", code="must_change")
    grant = person.grant()
    if not any(grant.covers(scope) for scope in operation.scopes):
        raise Problem(403, "Your role may not do this.", code="role")
    return grant


def _check_size(largest: int) -> None:
    """Refuse a body that says to be too large, and let no more be read of one that does not."""
    size = request.content_length or 0
    if largest > LARGEST_BODY:
        request.max_content_length = largest + 1  # counts the bytes of a chunked body as well
        if size > largest:
            raise too_large(largest)
    elif size >= LARGEST_BODY:
        raise RequestEntityTooLarge


def register_guard(app: Flask, parts: Parts) -> None:
    """Put the guard before and the security headers after every request of ``app``."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY  # counts the bytes of a chunked body as well
    guard = Guard(parts)
    app.before_request(guard.check)
    app.after_request(secure)
    app.teardown_request(lambda error: guard.done())
