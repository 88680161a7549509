"""A client that does not read harms only itself, and no frame is ever torn."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

import psutil

from tests.display.push.conftest import Stage
from tests.display.push.raw import CLOSE, PING, PONG, RawClient

BIG = 32_000  # bytes of an event; 40 of them are more than kernel buffers of both sides hold
QUICK = {"heartbeat_s": 0.2, "stall_s": 3.0}


def spread(stage: Stage, count: int) -> float:
    """Append ``count`` big events while 50 screens read; return how long all had to wait."""
    screens = [stage.screen() for _ in range(50)]
    for screen in screens:
        screen.hear("heartbeat")
    began = time.monotonic()
    for _ in range(count):
        seq = stage.post("/append", pad=BIG)["seq"]
        assert [screen.hear("event")["seq"] for screen in screens] == [seq] * 50
    took = time.monotonic() - began
    for screen in screens:
        screen.socket.close()
    return took


def test_fifty_screens_get_everything_beside_one_that_never_reads(
    make_stage: Callable[..., Stage],
) -> None:
    """Every event reaches all fifty, about as fast as without it; the dead one is cut."""
    stage = make_stage(timing=QUICK)
    alone = spread(stage, 40)
    with RawClient(stage.port) as stuck:  # connects first: it is early in every walk
        stuck.say(type="hello", role="screen")
        beside = spread(stage, 40)
        stage.wait_for_seats(0)
    assert beside < 3 * alone + 2


def test_one_that_never_reads_holds_little_memory(make_stage: Callable[..., Stage]) -> None:
    """One unfinished run of frames per socket, however many events pass (bar: 1 MiB)."""
    stage = make_stage(memory=True)
    server = psutil.Process(stage.pid)
    clients = [RawClient(stage.port) for _ in range(20)]
    for client in clients:
        client.say(type="hello", role="screen")
    stage.post("/append", count=300, pad=2000)  # fills the replay buffer, which is not theirs
    before = server.memory_info().rss
    stage.post("/append", count=600, pad=2000)
    assert server.memory_info().rss - before < 20 * 2**20
    for client in clients:
        client.socket.close()


def test_one_that_reads_again_gets_whole_frames_then_the_newest_state(stage: Stage) -> None:
    """Events up to where it could take no more, then a snapshot, from which its seq goes on."""
    with RawClient(stage.port) as screen:
        screen.say(type="hello", role="screen")
        assert screen.frame().message["type"] == "snapshot"
        last = stage.post("/append", count=60, pad=BIG)["seq"]
        heard = [one for one in screen.messages(last) if one["type"] != "heartbeat"]
        first = heard[0]["seq"]
        assert [one["type"] for one in heard] == ["event"] * (len(heard) - 1) + ["snapshot"]
        seqs = [one["seq"] for one in heard[:-1]]
        assert seqs == list(range(first, first + len(seqs)))
        after = stage.post("/append", count=2)["seq"]
        events = [one["seq"] for one in screen.messages(after) if one["type"] == "event"]
        assert events == [last + 1, last + 2]


def test_pongs_wait_for_the_end_of_a_frame(stage: Stage) -> None:
    """The websocket library answers pings by itself; never inside our frame, and in order."""
    with RawClient(stage.port) as screen:
        screen.say(type="hello", role="screen")
        stage.post("/append", count=60, pad=BIG)
        for number in range(20):
            screen.send(PING, b"%d" % number)
        pongs: list[bytes] = []
        while len(pongs) < 20:
            frame = screen.frame()
            pongs += [frame.payload] if frame.opcode == PONG else []
        assert pongs == [b"%d" % number for number in range(20)]


def test_a_close_in_the_middle_of_a_frame_leaves_whole_frames(stage: Stage) -> None:
    """Nor does the library's close reply tear what is on its way."""
    with RawClient(stage.port) as screen:
        screen.say(type="hello", role="screen")
        stage.post("/append", count=60, pad=BIG)
        screen.send(CLOSE, (1000).to_bytes(2, "big"))
        with contextlib.suppress(EOFError, ConnectionResetError):
            while screen.frame().opcode != CLOSE:
                pass


def test_a_speaker_that_does_not_read_is_cut(make_stage: Callable[..., Stage]) -> None:
    """Its orders are never dropped silently: it is cut, comes back and reports."""
    stage = make_stage()
    with RawClient(stage.port, Authorization="Bearer pgl_speaker") as speaker:
        speaker.say(type="hello", role="speaker", zone="main")
        speaker.frame()
        stage.post("/order", count=400, pad=8000)
        stage.wait_for_seats(0)
        assert stage.get("/look")["desk"][-1] == ["disconnect"]
