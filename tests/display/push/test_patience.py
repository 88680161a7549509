"""Connections that keep the server waiting: each part of a request has its time, and its room."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.display.push.conftest import Stage
from tests.display.push.raw import RawClient

QUICK = {"head_s": 0.5, "idle_s": 1.0, "pause_s": 0.5}
GET = b"GET /look HTTP/1.1\r\nHost: x\r\n\r\n"

POST = b"POST /append HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


def connected(stage: Stage, address: str = "127.0.0.1", said: bytes = b"") -> socket.socket:
    """Return a TCP connection from ``address`` over which so much was said."""
    found = socket.create_connection(("127.0.0.1", stage.port), 20, (address, 0))
    found.sendall(said)
    return found


def heard(connection: socket.socket) -> bytes:
    """Return all that comes until the server ends the connection."""
    found = b""
    try:
        while piece := connection.recv(65536):
            found += piece
    except ConnectionError:
        pass
    return found


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        (b"", b"HTTP/1.1 408 "),
        (b"GET /look HT", b"HTTP/1.1 408 "),
        (b"GET /look HTTP/1.1\r\nHost: x\r\n", b"HTTP/1.1 408 "),
        (POST + b"Content-Length: 99\r\n\r\n{", b"HTTP/1.1 400 "),
    ],
    ids=["nothing", "half a line", "half a head", "half a body"],
)
def test_half_a_request_is_dropped(
    make_stage: Callable[..., Stage], said: bytes, answered: bytes
) -> None:
    """And told so. No half of a request is ever carried out."""
    stage = make_stage(requests=QUICK)
    before = stage.seq()
    with connected(stage, said=said) as half:
        assert heard(half).startswith(answered)
    assert stage.seq() == before


def test_a_head_that_comes_by_drops_has_no_more_time(make_stage: Callable[..., Stage]) -> None:
    """The time runs from its first byte, whatever comes in between (Slowloris)."""
    stage = make_stage(requests=QUICK)
    half = b"GET /look HTTP/1.1\r\n"
    with connected(stage, said=half) as drip, pytest.raises(ConnectionError):
        drip_on(drip)


def drip_on(connection: socket.socket) -> None:
    """Send a header line after the other, for 20 s at most."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        connection.sendall(b"X-A: b\r\n")
        time.sleep(0.05)


def test_a_connection_between_two_requests_is_ended_without_a_word(
    make_stage: Callable[..., Stage],
) -> None:
    """A client would take an answer for that of its next request."""
    stage = make_stage(requests=QUICK)
    with connected(stage, said=GET) as idle:
        answer = heard(idle)
    assert (answer.count(b"HTTP/1.1"), answer[:15]) == (1, b"HTTP/1.1 200 OK")


def test_who_does_not_take_the_answer_is_left(make_stage: Callable[..., Stage]) -> None:
    """A descriptor is for those who read."""
    stage = make_stage(requests=QUICK | {"least_bytes_per_s": 1e9})
    stage.post("/append", count=60, pad=100_000)
    with connected(stage) as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.sendall(b"GET /state HTTP/1.1\r\nHost: x\r\n\r\n" * 4)
        until = time.monotonic() + 20
        while not stage.get("/look")["refused"].get("late"):
            assert time.monotonic() < until
            time.sleep(0.05)


def test_those_who_keep_it_waiting_longest_make_room(make_stage: Callable[..., Stage]) -> None:
    """Also for one address that holds all the room: whoever asks is answered."""
    stage = make_stage(most_waiting=20)
    with ExitStack() as stack:
        flood = [
            stack.enter_context(connected(stage, f"127.0.0.{2 + n % 3}", b"GET /"))
            for n in range(100)
        ]
        assert stage.get("/look")["refused"]["waiting"] >= 80
        assert heard(flood[0]).startswith(b"HTTP/1.1 503 ")
        flood[-1].sendall(b"look HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert heard(flood[-1]).startswith(b"HTTP/1.1 200 ")


def test_requests_in_one_piece_are_answered_one_after_the_other(stage: Stage) -> None:
    """What lies in the reader's buffer needs no waiting."""
    with connected(stage, said=GET * 2 + GET.replace(b"Host", b"Connection: close\r\nHost")) as one:
        assert heard(one).count(b"HTTP/1.1 200 OK") == 3


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts descriptors by /proc")
def test_a_socket_costs_one_descriptor(stage: Stage) -> None:
    """And gives it back, whoever ends it."""

    def count() -> int:
        return len(os.listdir(f"/proc/{stage.pid}/fd"))

    stage.get("/look")
    before = count()
    clients = [RawClient(stage.port) for _ in range(20)]
    stage.wait_for_seats(20)
    assert count() - before <= 21  # one more may be that of the question itself
    for client in clients:
        client.socket.close()
    stage.wait_for_seats(0)
    until = time.monotonic() + 20
    while count() > before + 1:
        assert time.monotonic() < until
        time.sleep(0.05)
