"""What comes in on a bare connection: small devices are understood, and no request has two ends."""

from __future__ import annotations

import re
import socket

import pytest

from tests.display.push.conftest import Stage
from tests.display.push.raw import RawClient


def statuses(stage: Stage, sent: bytes, answers: int) -> list[int]:
    """Send bytes on one connection; return the status of so many answers, fewer if it ends."""
    with socket.create_connection(("127.0.0.1", stage.port), timeout=60) as client:
        client.sendall(sent)
        heard = b""
        while len(found := re.findall(rb"HTTP/1\.1 (\d{3})", heard)) < answers:
            more = client.recv(65536)
            if not more:
                break
            heard += more
    return [int(status) for status in found]


def post(more: str = "Content-Length: 2", body: str = "{}", target: str = "/append") -> bytes:
    """Return a POST as a device writes it."""
    head = f"POST {target} HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\n{more}"
    return f"{head}\r\n\r\n{body}".encode()


@pytest.mark.parametrize("extra", [b"\r\n", b"\n", b"\r\n\r\n"])
def test_a_line_break_too_many_loses_no_call(stage: Stage, extra: bytes) -> None:
    """println on a microcontroller ends the body with one more (RFC 9112, 2.2)."""
    assert statuses(stage, post() + extra + post() + extra + post(), 3) == [200, 200, 200]


def test_nothing_but_line_breaks_is_no_request(stage: Stage) -> None:
    """Whoever sends them for ever is refused."""
    assert statuses(stage, b"\r\n" * 100, 1) == [400]


def test_a_whole_address_in_the_request_line_is_understood(stage: Stage) -> None:
    """As to a proxy (RFC 9112, 3.2.2); path and query are the same."""
    assert statuses(stage, post(target="http://hall:8080/append"), 1) == [200]
    assert statuses(stage, b"GET HTTP://hall HTTP/1.1\r\nHost: hall\r\n\r\n", 1) == [404]
    polled = b"GET http://hall/api/v1/events?after=x HTTP/1.1\r\nHost: other\r\n\r\n"
    assert statuses(stage, polled, 1) == [422]
    assert statuses(stage, b"GET http://[ HTTP/1.1\r\nHost: hall\r\n\r\n", 1) == [400]


def test_the_address_names_the_host_whatever_the_header_says(stage: Stage) -> None:
    """A page of another site stays one."""
    handshake = (
        "GET http://{host}/ws HTTP/1.1\r\nHost: other\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Version: 13\r\nOrigin: http://hall\r\n\r\n"
    )
    assert statuses(stage, handshake.format(host="hall").encode(), 1) == [101]
    assert statuses(stage, handshake.format(host="other").encode(), 1) == [403]


@pytest.mark.parametrize(
    "more",
    [
        "Content-Length: 2\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Content-Length: 2\r\nContent-Length: 3",
        "Content-Length: +2",
    ],
)
def test_a_request_whose_end_is_open_to_doubt_is_refused(stage: Stage, more: str) -> None:
    """A proxy before us may see another end, and what follows as another client's request."""
    assert statuses(stage, post(more) + post(), 2) == [400]


def test_a_chunked_body_is_read_as_before(stage: Stage) -> None:
    """One coding, and it is known."""
    body = "2\r\n{}\r\n0\r\n\r\n"
    assert statuses(stage, post("Transfer-Encoding: Chunked", body) + post(), 2) == [200, 200]


@pytest.mark.parametrize("version", ["8", "0", "14", "x"])
def test_an_old_websocket_is_told_the_version(stage: Stage, version: str) -> None:
    """Not that the server failed (RFC 6455, 4.4)."""
    with RawClient(stage.port, **{"Sec-WebSocket-Version": version}) as client:
        assert client.status == 426
        assert "sec-websocket-version: 13" in client.headers
