"""A websocket client on a bare socket: reads when told to, and looks at every bit of a frame."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass
from typing import Any

HANDSHAKE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
}
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


@dataclass(frozen=True, slots=True)
class Frame:
    """One whole frame of the server."""

    opcode: int
    payload: bytes

    @property
    def message(self) -> dict[str, Any]:
        return json.loads(self.payload)  # type: ignore[no-any-return]


class RawClient:
    """A client with a small receive buffer."""

    def __init__(self, port: int, *, buffer: int = 4096, **headers: str) -> None:
        self.socket = socket.socket()
        self.socket.settimeout(20)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self.socket.connect(("127.0.0.1", port))
        self._unread = b""
        lines = {"Host": f"127.0.0.1:{port}", **HANDSHAKE, **headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self.socket.sendall(f"GET /ws HTTP/1.1\r\n{head}\r\n".encode())
        answer = self._until(b"\r\n\r\n").decode()
        self.status = int(answer.split()[1])
        self.headers = answer.lower()

    def __enter__(self) -> RawClient:
        return self

    def __exit__(self, *error: object) -> None:
        self.socket.close()

    def say(self, **message: Any) -> None:
        self.send(TEXT, json.dumps(message).encode())

    def send(self, opcode: int, payload: bytes) -> None:
        """Send one frame, masked with zeros."""
        size = len(payload)
        length = bytes((0x80 | size,)) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
        self.socket.sendall(bytes((0x80 | opcode,)) + length + bytes(4) + payload)

    def frame(self) -> Frame:
        """Return the next frame; an ``AssertionError`` when the framing is broken."""
        first, second = self._take(2)
        assert first & 0xF0 == 0x80, f"not one whole plain frame: {first:#x}"
        assert first & 0x0F in {TEXT, CLOSE, PING, PONG}
        assert second < 128, "a server must not mask"
        length = second
        if second >= 126:
            length = int.from_bytes(self._take(2 if second == 126 else 8), "big")
        return Frame(first & 0x0F, self._take(length))

    def hear(self, kind: str) -> dict[str, Any]:
        """Return the next message of ``kind``; others are passed over."""
        while True:
            frame = self.frame()
            if frame.opcode == TEXT and frame.message["type"] == kind:
                return frame.message

    def hear_close(self) -> int:
        """Return the code of the server's close frame; what comes before it is passed over."""
        while (frame := self.frame()).opcode != CLOSE:
            pass
        return int.from_bytes(frame.payload[:2], "big")

    def messages(self, until: int) -> list[dict[str, Any]]:
        """Return the messages up to event or snapshot ``until``."""
        heard: list[dict[str, Any]] = []
        while not any(one["seq"] >= until for one in heard if one["type"] != "heartbeat"):
            frame = self.frame()
            if frame.opcode == TEXT:
                heard.append(frame.message)
        return heard

    def _take(self, count: int) -> bytes:
        while len(self._unread) < count:
            self._more()
        taken, self._unread = self._unread[:count], self._unread[count:]
        return taken

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._unread:
            self._more()
        taken, _, self._unread = self._unread.partition(mark)
        return taken

    def _more(self) -> None:
        data = self.socket.recv(65536)
        if not data:
            raise EOFError
        self._unread += data
