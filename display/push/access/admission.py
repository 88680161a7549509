"""Who may come in: origin, token and seat, before anything is accepted."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from flask import Request, Response, g, request

from display.accounts import SCREEN, TooManyTries
from display.push.access.addresses import visitor_of
from display.push.access.bearer import bearer
from display.push.access.claimed import CLAIM_COOKIE, claimed_screen, screen_of
from display.push.access.connection_limit import Kind
from display.push.access.origin import origin_allowed
from display.push.wire.protocol import TRY_LATER, Hello, Refused, encode_json

if TYPE_CHECKING:
    from display.accounts import Grant, Person
    from display.parts import Parts
    from display.push.broadcast.hub import Hub

Still = Callable[[], bool]
"""Tells whether a client may stay; may wait for the database."""

RETRY_AFTER_S: Final = 5
#: Holds the token of a screen's page, so that its handshakes are known as those of a screen.
SCREEN_COOKIE: Final = "panggil_screen"
WEBSOCKET_VERSION: Final = "13"
_SCOPES: Final = {"screen": "read", "public": "read", "console": "read", "speaker": "speaker"}
_HANDSHAKE_SCOPES: Final = ("speaker", "read", "calls", "announcements", SCREEN)
_STAFF_SCOPES: Final = ("speaker", "listen", "calls", "announcements", "voice")
_OPEN_ROLES: Final = {"screen", "public"}
LONGEST_AGENT: Final = 200
"""Letters that are kept of what a browser says it is."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer instead of a handshake, as problem+json (RFC 9457)."""

    status: int
    title: str
    detail: str
    field: str | None = None
    retry_after_s: int = RETRY_AFTER_S

    def response(self) -> Response:
        """Return the HTTP response."""
        body: dict[str, object] = {"type": "about:blank", "title": self.title}
        body |= {"status": self.status, "code": None}
        errors = [{"field": self.field, "message": self.detail}] if self.field else []
        body |= {"detail": self.detail, "field": self.field, "errors": errors}
        response = Response(encode_json(body), self.status, mimetype="application/problem+json")
        if self.status in {429, 503}:
            response.headers["Retry-After"] = str(self.retry_after_s)
        if self.status == 426:
            response.headers["Upgrade"] = "websocket"
            response.headers["Sec-WebSocket-Version"] = WEBSOCKET_VERSION
        if self.status == 401:
            response.headers["WWW-Authenticate"] = "Bearer"
        return response


FOREIGN = Refusal(403, "Forbidden", "Halaman dari alamat lain tidak boleh membuka sambungan ini.")
NO_SOCKET = Refusal(426, "Upgrade Required", "Alamat ini untuk websocket versi 13.")
NO_TOKEN = Refusal(401, "Unauthorized", "Diperlukan token yang sah.")
NO_SEAT = Refusal(503, "Service Unavailable", "Semua tempat sambungan sedang terpakai.")
TOO_MANY_HERE = Refusal(429, "Too Many Requests", "Terlalu banyak sambungan dari alamat ini.")
TOO_MANY_VISITS = Refusal(429, "Too Many Requests", "Alamat ini terlalu sering membuka sambungan.")
TOO_MANY_GUESSES = Refusal(429, "Too Many Requests", "Terlalu banyak token salah dari alamat ini.")
NO_HUB = Refusal(503, "Service Unavailable", "Layanan sedang dimulai atau dihentikan.")


def own_origin(request: Request, parts: Parts) -> bool:
    """Tell whether the request's ``Origin``, when it has one, may come in."""
    origin = request.headers.get("Origin")
    scheme, host = request.environ["wsgi.url_scheme"], request.environ.get("HTTP_HOST", "")
    return origin is None or origin_allowed(origin, scheme, host, parts.settings.allowed_origins)


def check_handshake(request: Request, parts: Parts) -> Refusal | None:
    """Say why a websocket handshake is refused, ``None`` when it may go on."""
    if not _is_handshake(request):
        return NO_SOCKET
    if not own_origin(request, parts):
        return FOREIGN
    if bearer(request) is not None:
        return _check_token(request, parts)
    # A cookie comes along with whatever a browser opens: only a page of ours may use it.
    if "Origin" not in request.headers and not parts.settings.open_screens:
        return NO_TOKEN
    return None


def _check_token(request: Request, parts: Parts) -> Refusal | None:
    """Say why the token of a handshake is refused; what it grants is remembered in ``g``."""
    try:
        grant = parts.guesses.check(bearer(request) or "", request.remote_addr or "?")
    except TooManyTries as many:
        return replace(TOO_MANY_GUESSES, retry_after_s=math.ceil(many.wait_s))
    if grant is None or not any(grant.covers(scope) for scope in _HANDSHAKE_SCOPES):
        return NO_TOKEN
    g.push_grant = grant
    return None


def _is_handshake(request: Request) -> bool:
    # The library below answers these with a traceback; drafts before RFC 6455 are long gone from
    # browsers, but not from old TVs.
    return (
        request.headers.get("Upgrade", "").lower() == "websocket"
        and request.headers.get("Sec-WebSocket-Version") == WEBSOCKET_VERSION
        and bool(request.headers.get("Sec-WebSocket-Key"))
    )


def check_stream(request: Request, parts: Parts) -> Refusal | None:
    """Say why a stream or long poll is refused, ``None`` when it may go on."""
    if not own_origin(request, parts):
        return FOREIGN
    granted = g.get("grant") is not None  # the web room looked at token or session already
    if parts.settings.open_screens or granted or parts.allow(bearer(request), "read"):
        return None  # a queue system may follow an open board with its token for calls in hand
    return None if claimed_screen(request, parts) else NO_TOKEN


def take_connection(request: Request, parts: Parts) -> Refusal | None:
    """Count this request as a connection; :func:`free_connection` gives it back."""
    hub = parts.hub
    if not hub.running:
        return NO_HUB
    kind, address = _kind_of(request, parts), hub.addresses.of(visitor_of(request))
    if kind is Kind.STRANGER and not address.visits.take():
        return _refuse(hub, "visits", TOO_MANY_VISITS)
    # Before the handshake: who is refused gets a plain 503, and no socket that is to be closed.
    lack = hub.connection_limit.take(kind, address)
    if lack:
        return _refuse(hub, lack, NO_SEAT if lack == "seats" else TOO_MANY_HERE)
    g.push_connection = lambda: hub.connection_limit.free(kind, address)
    g.push_kind = kind
    return None


def _refuse(hub: Hub, what: str, refusal: Refusal) -> Refusal:
    hub.refusals[what] += 1
    return refusal


def free_connection() -> None:
    """Give back the seat that this request took, if any. Once only."""
    free = g.pop("push_connection", None)
    if free is not None:
        free()


def keep_connection() -> Callable[[], None]:
    """Let this request's seat outlive the request; return what gives it back."""
    free: Callable[[], None] = g.pop("push_connection")
    return free


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who opened a socket: from where, with what in the handshake, and what it is counted as.

    ``claim`` is the token of a claimed screen in its cookie, ``agent`` what the browser says it is.
    """

    remote: str
    place: str
    kind: Kind
    token: str | None = None
    person: Person | None = None
    claim: str | None = None
    agent: str = ""


def visitor(request: Request) -> Visitor:
    """Return who opened the socket of this request; after :func:`take_connection`."""
    where = request.remote_addr or "?", visitor_of(request)
    return Visitor(
        *where,
        g.push_kind,
        bearer(request),
        signed_in_person(),
        claim=request.cookies.get(CLAIM_COOKIE),
        agent=agent_of(request),
    )


def agent_of(request: Request) -> str:
    """Return what the browser of a request says it is, within bounds."""
    return (request.user_agent.string or "")[:LONGEST_AGENT]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a hello earned. ``still`` tells whether the client may stay, ``None``: for ever.

    ``is_known``: it showed a token or session that holds; others are strangers that say what they
    like. ``screen`` is the id of the screen that staff have claimed; ``strange``: it showed a token
    of one, and the token is nobody's (any more).
    """

    is_known: bool
    still: Still | None = None
    screen: str | None = None
    strange: bool = False


def check_role(hello: Hello, visitor: Visitor, parts: Parts) -> Entry:
    """Return what the hello earns; raises :class:`Refused` when the client may not come.

    Who is signed in comes as ``console`` by the session's cookie; a screen that staff have claimed
    by its token, which a cookie may carry; all others by token, or freely to an open board.
    """
    claims = (hello.token, visitor.token, visitor.claim) if hello.role == "screen" else ()
    for claim in claims:
        screen = screen_of(parts, claim)
        if screen is not None:
            return Entry(True, partial(_is_claimed, parts, claim), screen.id)
    if hello.role == "speaker":
        screen = screen_of(parts, hello.token)
        if screen is not None and screen.speaks:
            return Entry(True, partial(_may_speak, parts, hello.token), screen.id)
    is_open = parts.settings.open_screens and hello.role in _OPEN_ROLES
    person, secret, scope = visitor.person, hello.token or visitor.token, _SCOPES[hello.role]
    if hello.role == "console" and person is not None and not secret:
        session = person.session
        return Entry(True, lambda: session in parts.sessions.live([session]))
    grant = _grant_of(secret, visitor.remote, parts, is_open=is_open)
    if grant is not None and grant.covers(scope):
        # On an open board a screen stays when its token ends, but nothing that it says counts.
        return Entry(True, None if is_open else lambda: parts.allow(secret, scope) is not None)
    if is_open:
        return Entry(False, strange=any(claims))
    raise Refused(f"the role {hello.role} needs a token of scope {scope}")


def _is_claimed(parts: Parts, claim: str | None) -> bool:
    return screen_of(parts, claim) is not None


def _may_speak(parts: Parts, claim: str | None) -> bool:
    screen = screen_of(parts, claim)
    return screen is not None and screen.speaks


def _grant_of(secret: str | None, remote: str, parts: Parts, *, is_open: bool) -> Grant | None:
    if not secret:
        return None
    try:
        return parts.guesses.check(secret, remote)
    except TooManyTries:
        if is_open:  # also a wrong token may look at open screens: an old link stays of use
            return None
        raise Refused("too many wrong tokens came from this address", TRY_LATER) from None


def signed_in_person() -> Person | None:
    """Return the person whose session's cookie came with the handshake, from a page of ours.

    One whose password is a one-time one must change it first.
    """
    person: Person | None = g.get("person")
    if person is None or person.must_change or "Origin" not in request.headers:
        return None
    return person


def _kind_of(request: Request, parts: Parts) -> Kind:
    """Tell whom this request's seat is for, by what it shows before it is accepted."""
    grant: Grant | None = g.get("push_grant") or g.get("grant")
    if grant is not None:
        return Kind.STAFF if any(map(grant.covers, _STAFF_SCOPES)) else Kind.SCREEN
    if signed_in_person() is not None:
        return Kind.STAFF
    if claimed_screen(request, parts) is not None:
        return Kind.SCREEN
    token = bearer(request) or _screen_token(request)
    return Kind.SCREEN if token and parts.allow(token, "read") else Kind.STRANGER


def _screen_token(request: Request) -> str | None:
    """Return the token that a screen's page left in a cookie: a browser's handshake has no other.

    Good for a seat alone, and only on a page of ours.
    """
    return request.cookies.get(SCREEN_COOKIE) if "Origin" in request.headers else None
