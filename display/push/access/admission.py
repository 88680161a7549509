"""Who may come in: origin, token and seat, before anything is accepted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask import Request, Response, g, request

from display.push.access.connection_limit import ConnectionLimit
from display.push.access.origin import origin_allowed
from display.push.wire.protocol import Hello, Refused, encode_json

if TYPE_CHECKING:
    from display.accounts import Person
    from display.parts import Parts

Still = Callable[[], bool]
"""Tells whether a client may stay; may wait for the database."""

RETRY_AFTER_S: Final = 5
WEBSOCKET_VERSION: Final = "13"
_SCOPES: Final = {"screen": "read", "public": "read", "console": "read", "speaker": "speaker"}
_OPEN_ROLES: Final = {"screen", "public"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer instead of a handshake, as problem+json (RFC 9457)."""

    status: int
    title: str
    detail: str
    field: str | None = None

    def response(self) -> Response:
        """Return the HTTP response."""
        body: dict[str, object] = {"type": "about:blank", "title": self.title}
        body |= {"status": self.status, "code": None}
        errors = [{"field": self.field, "message": self.detail}] if self.field else []
        body |= {"detail": self.detail, "field": self.field, "errors": errors}
        response = Response(encode_json(body), self.status, mimetype="application/problem+json")
        if self.status == 503:
            response.headers["Retry-After"] = str(RETRY_AFTER_S)
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
NO_HUB = Refusal(503, "Service Unavailable", "Layanan sedang dimulai atau dihentikan.")


def bearer(request: Request) -> str | None:
    """Return the token of the ``Authorization`` header, ``None`` without one."""
    given = request.authorization
    return given.token if given is not None and given.type == "bearer" else None


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
        return None if _trusted(request, parts) else NO_TOKEN
    # A cookie comes along with whatever a browser opens: only a page of ours may use it.
    if "Origin" not in request.headers and not parts.settings.open_screens:
        return NO_TOKEN
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
    return NO_TOKEN


def take_connection(request: Request, parts: Parts) -> Refusal | None:
    """Count this request as a connection; :func:`free_connection` gives it back."""
    if not parts.hub.running:
        return NO_HUB
    # Before the handshake: who is refused gets a plain 503, and no socket that is to be closed.
    if not parts.hub.connection_limit.take(_trusted(request, parts)):
        return NO_SEAT
    g.push_connection = parts.hub.connection_limit
    return None


def free_connection() -> None:
    """Give back the seat that this request took, if any. Once only."""
    seats = g.pop("push_connection", None)
    if seats is not None:
        seats.free()


def keep_connection() -> Callable[[], None]:
    """Let this request's seat outlive the request; return what gives it back."""
    seats: ConnectionLimit = g.pop("push_connection")
    return seats.free


def check_role(
    hello: Hello, token: str | None, parts: Parts, person: Person | None
) -> Still | None:
    """Return what tells whether the client may stay; ``None``: it may stay for ever.

    Raises :class:`Refused` when it may not come.

    Who is signed in comes as ``console`` by the session's cookie; all others by token,
    or freely to an open board.
    """
    if parts.settings.open_screens and hello.role in _OPEN_ROLES:
        return None
    if hello.role == "console" and person is not None and not hello.token and token is None:
        session = person.session
        return lambda: session in parts.sessions.live([session])
    secret, scope = hello.token or token, _SCOPES[hello.role]
    if not parts.allow(secret, scope):
        raise Refused(f"the role {hello.role} needs a token of scope {scope}")
    return lambda: parts.allow(secret, scope) is not None


def signed_in_person() -> Person | None:
    """Return the person whose session's cookie came with the handshake, from a page of ours.

    One whose password is a one-time one must change it first.
    """
    person: Person | None = g.get("person")
    if person is None or person.must_change or "Origin" not in request.headers:
        return None
    return person


def _trusted(request: Request, parts: Parts) -> bool:
    token = bearer(request)
    if token is None:
        return signed_in_person() is not None
    return any(parts.allow(token, scope) for scope in ("speaker", "read", "calls", "announcements"))
