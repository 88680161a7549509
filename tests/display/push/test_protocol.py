"""Frames and messages, by themselves."""

from __future__ import annotations

import json

import pytest
from wsproto.frame_protocol import FrameProtocol

from display.push.wire import protocol


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65535, 65536, 200_000])
def test_a_frame_of_any_length_is_what_the_rfc_says(size: int) -> None:
    """A frame made by hand reads like one of wsproto, at every border of the length field."""
    reader = FrameProtocol(client=True, extensions=[])
    reader.receive_bytes(protocol.encode_text(b"x" * size))
    frames = list(reader.received_frames())
    assert "".join(frame.payload for frame in frames) == "x" * size
    assert frames[-1].message_finished


def test_a_close_frame_carries_code_and_a_reason_that_fits() -> None:
    """RFC 6455 leaves a close reason 123 bytes."""
    frame = protocol.encode_close(1008, "é" * 400)
    assert frame[:4] == b"\x88\x7d" + (1008).to_bytes(2, "big")
    assert len(frame) == 127


def test_a_text_that_is_no_unicode_cannot_break_a_frame() -> None:
    """A lone surrogate would make invalid UTF-8, for which browsers close the socket."""
    payload = protocol.encode_json({"caption": "\ud800 ä"})
    assert json.loads(payload.decode("utf-8")) == {"caption": "\ud800 ä"}


@pytest.mark.parametrize("text", ["", "[", "[]", "1", '"x"', "[" * 5000, b"\xff"])
def test_what_is_no_object_is_refused(text: str | bytes) -> None:
    """Whatever comes in, nothing but a refusal comes out."""
    with pytest.raises(protocol.Refused):
        protocol.read_object(text)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"type": "status"}, "first message"),
        ({"type": "hello"}, "role"),
        ({"type": "hello", "role": "king"}, "role"),
        ({"type": "hello", "role": "screen", "seq": -1}, "seq"),
        ({"type": "hello", "role": "screen", "epoch": "x" * 1000}, "epoch"),
    ],
)
def test_a_bad_hello_is_refused_by_field(said: dict[str, object], named: str) -> None:
    """The refusal names what was wrong."""
    with pytest.raises(protocol.Refused, match=named):
        protocol.read_hello(said)
