"""Frames are counted whatever is in them, and however the stream is cut."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from display.push.access.descriptors import OWN, share_out
from display.push.wire.frames import FrameCount
from display.push.wire.protocol import POLICY, TRY_LATER
from display.push.wire.socket_shim import Allowance
from display.push.wire.token_bucket import TokenBucket
from display.push.wire.waiting import place_of


def frame(opcode: int, length: int) -> bytes:
    """Return a client's frame: masked, of zeros."""
    if length < 126:
        size = bytes([0x80 | length])
    else:
        wide = 2 if length < 65536 else 8
        size = bytes([0xFE if wide == 2 else 0xFF]) + length.to_bytes(wide, "big")
    return bytes([0x80 | opcode]) + size + bytes(4 + length)


@pytest.mark.parametrize("piece", [1, 2, 3, 7, 4096, 10**6])
def test_frames_are_counted_wherever_the_stream_is_cut(piece: int) -> None:
    """Control frames and messages, empty and large."""
    draw = random.Random(piece)
    lengths = [draw.choice([0, 0, 5, 125, 126, 300, 65535, 70000]) for _ in range(60)]
    stream = b"".join(frame(draw.choice([1, 9, 10]), length) for length in lengths)
    count = FrameCount()
    pieces = (stream[at : at + piece] for at in range(0, len(stream), piece))
    assert sum(map(count.count, pieces)) == 60


def test_what_is_no_frame_is_counted_too() -> None:
    """Noise is some number of frames, never an error."""
    noise = random.Random(1).randbytes(100_000)
    assert FrameCount().count(noise) > 0


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("10.0.0.7", "10.0.0.7"),
        ("::ffff:10.0.0.7", "10.0.0.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
        ("nonsense", "nonsense"),
    ],
)
def test_a_subscriber_counts_as_one_place(address: str, place: str) -> None:
    """An IPv6 network of /64 has more addresses than anybody can count."""
    assert place_of(address) == place


def test_seats_and_waiting_fit_under_the_limit_of_open_files() -> None:
    """With room for all nothing shrinks; known clients come first where there is not."""
    assert share_out(16384, 2000, 512, 512) == (2000, 512)
    seats, waiting = share_out(1024, 2000, 512, 512)
    assert seats + waiting + 512 + OWN <= 1024
    assert min(seats, waiting) > 0


def test_chatterers_of_one_address_are_sent_away_and_the_calm_ones_stay() -> None:
    """Each keeps below its own bound, all together do not; who says little is not meant."""
    refusals: Counter[str] = Counter()
    address = TokenBucket(0, 600)
    crowd = [Allowance(refusals, address, is_patient=False) for _ in range(20)]
    calm = Allowance(refusals, address, is_patient=False)
    assert calm.refuse(frame(1, 5)) is None
    answers = [each.refuse(frame(1, 5) * 55) for each in crowd]
    assert answers[:10] == [None] * 10
    assert {answer[0] for answer in answers[12:] if answer} == {TRY_LATER}
    assert calm.refuse(frame(1, 5)) is None
    assert refusals["messages"] == len([answer for answer in answers if answer])


def test_what_one_socket_says_too_much_is_not_its_address_to_pay() -> None:
    """A flood is refused for itself, and takes nothing from who sits behind the same address."""
    address = TokenBucket(0, 600)
    flood = Allowance(Counter(), address, is_patient=False)
    refused = flood.refuse(frame(9, 0) * 500)
    assert (refused and refused[0], address.take(600)) == (POLICY, True)
