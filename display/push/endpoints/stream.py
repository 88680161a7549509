"""The twins of the websocket: ``GET /api/v1/events`` as a stream (SSE) or as a long poll.

Both carry the same messages. They pull from the hub at the client's pace, so a slow one costs
nothing but its own greenlet.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Blueprint, Request, Response, g, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from display.push.access import admission
from display.push.access.claimed import claimed_screen
from display.push.access.connection_limit import Kind
from display.push.broadcast.hub import Hub
from display.push.broadcast.presence import Claimed
from display.push.wire.connection import tune
from display.push.wire.protocol import Hello, Role, encode_json
from display.push.wire.wsgi import http_socket

if TYPE_CHECKING:
    from display.journal import Screen
    from display.parts import Parts

# A long poll is answered then at the latest, whatever the client asks: proxies cut after 30 s.
LONGEST_WAIT_S = 25.0

# A message's JSON with the seq it brings the client to; ``None`` when it does not move it.
Numbered = tuple[int | None, bytes]


class Position(BaseModel):
    """What the query of ``GET /api/v1/events`` says; all of it may be left out."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    after: int | None = Field(None, ge=0, le=2**53)
    epoch: str | None = Field(None, max_length=120)
    wait: float = Field(0, ge=0, le=3600)
    version: str | None = Field(None, max_length=120)
    role: Role = "public"
    screen: str | None = Field(None, max_length=120)


def make_stream(parts: Parts) -> Blueprint:
    """Return the blueprint of ``GET /api/v1/events``."""
    room = Blueprint("push_stream", __name__, url_prefix="/api/v1")

    @room.before_request
    def refuse_early() -> Response | None:
        refusal = admission.check_stream(request, parts) or admission.take_connection(
            request, parts
        )
        return refusal.response() if refusal else None

    @room.teardown_request
    def free_connection(error: BaseException | None) -> None:
        admission.free_connection()

    @room.get("/events")
    def events() -> Response:
        """Events after a position, as a stream or as a long poll."""
        try:
            position = read_position(request)
        except ValidationError as error:
            return _wrong(error).response()
        best = request.accept_mimetypes.best_match(["application/json", "text/event-stream"])
        answer = _stream if best == "text/event-stream" else _poll
        screen = claimed_screen(request, parts) if position.screen else None
        return answer(parts.hub, position, screen)

    return room


def read_position(asked: Request) -> Position:
    """Return the position a request asks for; ``Last-Event-ID`` goes before ``after``."""
    query = asked.args.to_dict()
    last = asked.headers.get("Last-Event-ID")
    return Position.model_validate(query | ({"after": last} if last else {}))


def _hello(position: Position) -> Hello:
    return Hello(type="hello", role=position.role, version=position.version, seq=position.after)


def _claimed(screen: Screen | None) -> Claimed | None:
    return Claimed(screen.id, admission.agent_of(request)) if screen else None


def _told(position: Position, screen: Screen | None) -> list[Numbered]:
    """Tell a page that says to be a claimed screen who it is, where it does not know: or nobody."""
    if position.screen is None or (screen and screen.id == position.screen):
        return []
    row = screen.to_json() if screen else None
    return [(None, encode_json({"type": "screen", "screen": row}))]


def _wrong(error: ValidationError) -> admission.Refusal:
    first = error.errors(include_url=False, include_input=False)[0]
    field = str(first["loc"][0])
    return admission.Refusal(422, "Unprocessable Content", f"{field}: {first['msg']}", field)


def _poll(hub: Hub, position: Position, screen: Screen | None) -> Response:
    claimed = _claimed(screen)
    if claimed:
        hub.presence.poll(_hello(position), request.remote_addr or "?", claimed)
    if position.epoch is None and (page := _page(hub, position.after)):
        epoch, seq, found = page
    else:
        epoch, seq, found = _next(hub, position.epoch, position.after, position.wait)
    found += _reload(hub, position.version) + _told(position, screen)
    head = encode_json({"epoch": epoch, "seq": seq})[:-1]
    body = head + b',"messages":[' + b",".join(payload for _, payload in found) + b"]}"
    return Response(body, mimetype="application/json", headers={"Cache-Control": "no-store"})


def _stream(hub: Hub, position: Position, screen: Screen | None) -> Response:
    raw = http_socket(request.environ)
    if raw is not None:
        tune(raw, hub.timing.stall_s)  # the kernel ends a stream whose client is gone
    number = hub.presence.enter(
        *(_hello(position), "stream", request.remote_addr or "?", _claimed(screen)),
        is_known=g.push_kind is not Kind.STRANGER,
    )
    headers = {"Cache-Control": "no-store", "Connection": "close", "X-Accel-Buffering": "no"}
    first = _reload(hub, position.version) + _told(position, screen)
    response = Response(
        _pieces(hub, position, first), mimetype="text/event-stream", headers=headers
    )
    response.call_on_close(admission.keep_connection())
    response.call_on_close(lambda: hub.presence.leave(number))
    return response


def _pieces(hub: Hub, position: Position, first: list[Numbered]) -> Iterator[bytes]:
    """Yield the stream: state or missed events with ``first``, then events and a heartbeat."""
    yield b"retry: 2000\n\n"
    epoch, seq, beat = position.epoch, position.after, time.monotonic()
    while hub.running:
        epoch, seq, found = _next(hub, epoch, seq, max(0.0, beat - time.monotonic()))
        if found[0][0] is None:
            beat = time.monotonic() + hub.timing.heartbeat_s
        yield b"".join(_piece(at, payload) for at, payload in found + first)
        first = []


def _piece(seq: int | None, payload: bytes) -> bytes:
    mark = b"" if seq is None else b"id: %d\n" % seq
    return mark + b"data: " + payload + b"\n\n"


def _reload(hub: Hub, version: str | None) -> list[Numbered]:
    if version is None or version == hub.version:
        return []
    return [(None, encode_json({"type": "reload", "version": hub.version}))]


def _next(
    hub: Hub, epoch: str | None, after: int | None, wait_s: float
) -> tuple[str, int, list[Numbered]]:
    """Return the position reached and the messages that lead there: at least one.

    A client that gives no epoch is taken at its word that it means this one.
    """
    epoch = epoch if epoch is not None else hub.position[0]
    if after is not None and hub.reach(epoch, after):
        came = hub.wait(after, min(wait_s, LONGEST_WAIT_S), epoch)
        if not came:
            return epoch, after, [(None, encode_json(hub.heartbeat()))]
        if hub.resumable(epoch, after):
            found: list[Numbered] = [*hub.payloads_after(after)]
            return epoch, hub.position[1], found
    epoch, seq, payload = hub.snapshot_payload()
    return epoch, seq, [(seq, payload)]


def _page(hub: Hub, after: int | None) -> tuple[str, int, list[Numbered]] | None:
    """Return up to 300 events further back than the hub remembers, for who reads the journal.

    A screen that fell so far behind wants the state of now and says so by its epoch; another system
    (a report, a queue) gives only a position and must miss nothing.
    """
    epoch, seq = hub.position
    if after is None or after >= seq or hub.resumable(epoch, after):
        return None
    events = hub.events_after(after)
    if after and events and events[0].seq != after + 1:
        return None  # what followed is forgotten: the state of now says so
    found: list[Numbered] = [(event.seq, encode_json(event.as_message())) for event in events]
    return (epoch, events[-1].seq, found) if events else None
