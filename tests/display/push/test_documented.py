"""docs/protocol.md tells every message, field and limit that the code knows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from display.push import RequestTiming, Timing
from display.push.access.addresses import FRAMES_BURST as ADDRESS_BURST
from display.push.access.addresses import FRAMES_PER_S as ADDRESS_PER_S
from display.push.access.addresses import VISITS_BURST, VISITS_PER_S
from display.push.access.connection_limit import RESERVED, Kind
from display.push.endpoints.sockets import (
    MESSAGES_BURST,
    MESSAGES_PER_S,
    SCREEN_MESSAGE,
    SPEAKER_MESSAGE,
)
from display.push.endpoints.stream import LONGEST_WAIT_S, Position
from display.push.wire import protocol
from display.push.wire.socket_shim import FRAMES_BURST, FRAMES_PER_S
from display.push.wire.waiting import MOST_WAITING, MOST_WAITING_EACH

PAGE = (Path(__file__).parents[3] / "docs" / "protocol.md").read_text("utf-8")
WORDS = set(re.findall(r"`\"?(\w+)\"?`", PAGE)) | set(re.findall(r'"(\w+)"', PAGE))


@pytest.mark.parametrize("message", [*protocol.CLIENT_MESSAGES, protocol.Playing, Position])
def test_every_field_that_a_client_may_send_is_told(message: type[BaseModel]) -> None:
    """What is read is written down."""
    assert set(message.model_fields) <= WORDS


@pytest.mark.parametrize("kind", [*protocol.SERVER_MESSAGES, *protocol.SPEAKER_ORDERS])
def test_every_type_of_message_is_told(kind: str) -> None:
    """Both directions: what the server says, what a speaker is told."""
    assert f"#### `{kind}`" in PAGE or f"| `{kind}` |" in PAGE


@pytest.mark.parametrize(
    "message", [protocol.HeartbeatMessage, protocol.ReloadMessage, protocol.ErrorMessage]
)
def test_every_field_that_the_server_sends_is_told(message: type) -> None:
    """Snapshot and event come from the journal; these are the room's own."""
    assert set(message.__annotations__) <= WORDS


def test_every_role_is_told() -> None:
    """With what it needs."""
    assert all(f"`{role}`" in PAGE for role in get_args(protocol.Role))


def test_every_limit_is_told_with_its_figure() -> None:
    """A limit that changes in the code must change on the page."""
    timing, requests = Timing(), RequestTiming()
    told = [
        f"{SCREEN_MESSAGE:,} characters",
        f"{SPEAKER_MESSAGE:,} characters",
        f"{MESSAGES_PER_S} a second, {MESSAGES_BURST} at once",
        f"within {timing.hello_s:.0f} s",
        f"{timing.stall_s:.0f} s without taking",
        f"{timing.silent_s:.0f} s without a word",
        f"Every {timing.heartbeat_s:.0f} s",
        f"{LONGEST_WAIT_S:.0f} s at the latest",
        f"{RESERVED[Kind.SCREEN]} further seats",
        f"{RESERVED[Kind.STAFF]} for",
        f"{FRAMES_PER_S} a second, {FRAMES_BURST} at once",
        f"{ADDRESS_PER_S} a second, {ADDRESS_BURST} at once",
        f"{VISITS_PER_S} a second, {VISITS_BURST} at once",
        f"{requests.head_s:.0f} s for its head",
        f"{requests.idle_s:.0f} s between two",
        f"{requests.pause_s:.0f} s without progress",
        f"{MOST_WAITING:,} at a time, {MOST_WAITING_EACH} of one address",
    ]
    assert [limit for limit in told if limit not in PAGE] == []
