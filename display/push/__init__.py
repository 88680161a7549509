"""Push: the hub that tells every screen, phone, console and speaker what the journal says.

:class:`Hub` follows the journal, :func:`register_push` opens ``/ws`` and ``GET /api/v1/events``,
:class:`StripDeflate` keeps compression out of the handshakes. ``docs/protocol.md`` is the protocol.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from display.push.access.addresses import visitor_of
from display.push.access.admission import SCREEN_COOKIE
from display.push.access.claimed import claimed_screen
from display.push.access.connection_limit import RESERVED
from display.push.access.descriptors import raise_limit, share_out
from display.push.broadcast.hub import Hub
from display.push.broadcast.presence import Presence, Seen
from display.push.broadcast.timing import Timing
from display.push.endpoints.sockets import SCREEN_MESSAGE, make_sockets
from display.push.endpoints.stream import make_stream
from display.push.wire.no_deflate import StripDeflate
from display.push.wire.protocol import Present, SnapshotMessage, SpeakerNow, ZoneSpeakerNow
from display.push.wire.requests import HttpServer, vouch_for
from display.push.wire.socket_shim import Reading
from display.push.wire.timed_reader import RequestTiming
from display.push.wire.waiting import MOST_WAITING

if TYPE_CHECKING:
    from flask import Flask

    from display.parts import Parts

__all__ = [
    "MOST_WAITING",
    "RESERVED",
    "SCREEN_COOKIE",
    "HttpServer",
    "Hub",
    "Presence",
    "Present",
    "RequestTiming",
    "Seen",
    "SnapshotMessage",
    "SpeakerNow",
    "StripDeflate",
    "Timing",
    "ZoneSpeakerNow",
    "claimed_screen",
    "raise_limit",
    "register_push",
    "share_out",
    "visitor_of",
    "vouch_for",
]


def register_push(app: Flask, parts: Parts) -> None:
    """Open ``/ws`` and ``GET /api/v1/events`` on ``app``; needs ``parts.hub`` only when asked.

    Also strips permessage-deflate from every handshake.
    """
    app.config["SOCK_SERVER_OPTIONS"] = {
        "max_message_size": SCREEN_MESSAGE,
        "thread_class": Reading,
    }
    app.register_blueprint(make_sockets(parts))
    app.register_blueprint(make_stream(parts))
    app.wsgi_app = StripDeflate(app.wsgi_app)  # type: ignore[method-assign, assignment]
