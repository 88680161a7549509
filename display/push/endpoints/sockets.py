"""The websocket ``/ws``: checked before the handshake, then hello, then small messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gevent
import structlog
from flask import Blueprint, Response, request
from flask_sock import Sock
from simple_websocket import ConnectionClosed

from display.errors import PanggilError
from display.json_object import JsonObject, JsonView
from display.push.access import admission
from display.push.access.admission import Entry, Visitor
from display.push.access.connection_limit import Kind
from display.push.broadcast.hub import Hub
from display.push.broadcast.presence import Claimed
from display.push.endpoints.speaker_link import SpeakerLink
from display.push.wire.connection import Connection
from display.push.wire.protocol import (
    FAILED,
    GOING_AWAY,
    NORMAL,
    TRY_LATER,
    Hello,
    Refused,
    encode_message,
    read_hello,
    read_object,
    read_screen,
    read_speaker,
)
from display.push.wire.socket_shim import Allowance, SocketShim
from display.push.wire.token_bucket import TokenBucket
from display.push.wire.wsgi import end_http

if TYPE_CHECKING:
    from display.hall.playback import SpeakerDesk
    from display.parts import Parts

log = structlog.get_logger(__name__)

# Greatest message in characters: a screen sends some 200 bytes, a speaker less than 1 kB.
SCREEN_MESSAGE, SPEAKER_MESSAGE = 4096, 65536

# A screen sends one message in 15 s; the burst forgives a page that was held up.
MESSAGES_PER_S, MESSAGES_BURST = 20, 60


def make_sockets(parts: Parts) -> Blueprint:
    """Return the blueprint of ``/ws``."""
    room = Blueprint("push_sockets", __name__)

    @room.before_request
    def refuse_early() -> Response | None:
        refusal = admission.check_handshake(request, parts) or admission.take_connection(
            request, parts
        )
        return refusal.response() if refusal else None

    @room.teardown_request
    def free_connection(error: BaseException | None) -> None:
        admission.free_connection()

    def serve(ws: Any) -> None:
        try:
            Visit(ws, parts, admission.visitor(request)).run()
        finally:
            end_http(request.environ)

    # Without ping_interval: the library would ping on the same socket; the hub's heartbeat does.
    Sock().route("/ws", bp=room)(serve)
    return room


class Visit:
    """One socket from its handshake to its end."""

    def __init__(self, ws: Any, parts: Parts, visitor: Visitor) -> None:
        self._ws, self._parts, self._visitor = ws, parts, visitor
        self._hub: Hub = parts.hub
        self._connection: Connection = self._hub.connect(ws.sock, visitor.remote)
        self._messages = TokenBucket(MESSAGES_PER_S, MESSAGES_BURST)
        address = self._hub.addresses.of(visitor.place)
        allowance = Allowance(
            self._hub.refusals,
            address.frames if visitor.kind is Kind.STRANGER else None,
            is_patient=visitor.kind is Kind.STAFF,
        )
        # simple-websocket writes pongs and close replies from its reader, without a lock: through
        # the shim there is one writer.
        ws.sock = SocketShim(ws, self._connection, allowance)

    def run(self) -> None:
        """Serve the socket until either side ends it; never raises what the client caused."""
        code, reason = NORMAL, ""
        try:
            self._serve(self._hello())
        except ConnectionClosed:
            pass
        except gevent.GreenletExit:
            code, reason = GOING_AWAY, "server stops"
        except Refused as refused:
            code, reason = refused.code, str(refused)
            log.info("socket refused", remote=self._connection.remote, why=reason)
            self._connection.post(encode_message({"type": "error", "detail": reason}))
        except PanggilError as error:
            code, reason = TRY_LATER, str(error)
            log.warning("socket put off", remote=self._connection.remote, why=reason)
        except Exception:
            code, reason = FAILED, "the server failed"
            log.exception("socket failed", remote=self._connection.remote)
        finally:
            self._hub.leave(self._connection)
            self._connection.finish(code, reason)

    def _serve(self, hello: Hello) -> None:
        entry = admission.check_role(hello, self._visitor, self._parts)
        if entry.still is not None:
            self._hub.watch_over(self._connection, entry.still)
        if hello.role == "speaker":
            self._serve_speaker(hello, entry.screen)
        else:
            self._serve_listener(hello, entry)

    def _hello(self) -> Hello:
        text = self._ws.receive(timeout=self._hub.timing.hello_s)
        if text is None:
            raise Refused("hello did not come in time")
        return read_hello(read_object(text))

    def _serve_listener(self, hello: Hello, entry: Entry) -> None:
        self._hub.join(self._connection, hello.epoch, hello.seq)
        visitor, screen = self._visitor, entry.screen
        claimed = Claimed(screen, visitor.agent) if screen else None
        number = self._hub.presence.enter(
            hello, "websocket", visitor.remote, claimed, is_known=entry.is_known
        )
        try:
            if entry.screen or entry.strange:
                self._tell_screen(entry.screen)
            self._compare_version(hello.version)
            while True:
                said = self._receive()
                if not self._messages.take():
                    self._hub.refusals["messages"] += 1
                    raise Refused("too many messages")
                self._take_status(number, said)
        finally:
            self._hub.presence.leave(number)

    def _tell_screen(self, screen_id: str | None) -> None:
        """Tell a screen who it is: its row, or null when staff have not claimed it."""
        screen = self._parts.screens.find(screen_id) if screen_id else None
        row = screen.to_json() if screen else None
        self._connection.post(encode_message({"type": "screen", "screen": row}))

    def _take_status(self, number: int, said: JsonView) -> None:
        """Note a screen's status. One that is malformed is answered: no TV goes dark for it."""
        try:
            status = read_screen(said)
        except Refused as refused:
            self._connection.post(encode_message({"type": "error", "detail": str(refused)}))
            return
        if status is not None:
            self._hub.presence.update(number, status)
            self._compare_version(status.version)

    def _serve_speaker(self, hello: Hello, screen_id: str | None) -> None:
        self._ws.max_message_size = SPEAKER_MESSAGE
        said = hello.model_dump(exclude={"token"})
        screen = self._parts.screens.find(screen_id) if screen_id else None
        if screen:  # what a TV is called, and where it hangs, is for staff to say
            said |= {"name": screen.name, "zone": screen.zone, "screen": True}
        link, desk = SpeakerLink(self._connection), self._desk_of(str(said["zone"] or ""))
        self._hub.join_link(self._connection)
        try:
            desk.connect(link, said, link.remote)
            while True:
                message = read_speaker(self._receive())
                while not self._messages.take():
                    gevent.sleep(0.05)  # late reports after an outage: slowed down, never refused
                if message is not None:
                    desk.receive(link, message.model_dump())
        finally:
            desk.disconnect(link)

    def _desk_of(self, zone_id: str) -> SpeakerDesk:
        """Return the desk of the zone that a speaker names; one that is made later takes it in."""
        zones = self._parts.zones
        zone = zones.find(zone_id) if zone_id else zones.main
        if zone is None:
            raise Refused(f"there is no zone {zone_id!r} in this hall", TRY_LATER)
        return zone.speakers

    def _receive(self) -> JsonObject:
        return read_object(self._ws.receive())

    def _compare_version(self, version: str | None) -> None:
        if version is not None and version != self._hub.version:
            reload = {"type": "reload", "version": self._hub.version}
            self._connection.post(encode_message(reload))
