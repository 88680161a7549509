"""The stage: a real server process with levers, and clients for it."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

OPEN = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Stage:
    """A running stage server."""

    def __init__(self, port: int, stack: ExitStack, pid: int) -> None:
        self.port, self.pid, self._stack = port, pid, stack
        self.host = f"127.0.0.1:{port}"

    def post(self, path: str, **values: Any) -> Any:
        """Pull a lever; returns its JSON answer."""
        body = json.dumps(values).encode()
        headers = {"Content-Type": "application/json"}
        asked = urllib.request.Request(f"http://{self.host}{path}", body, headers)
        with OPEN.open(asked, timeout=30) as answer:
            return json.load(answer)

    def get(self, path: str, **headers: str) -> Any:
        """Return the JSON of a page."""
        asked = urllib.request.Request(f"http://{self.host}{path}", headers=headers)
        with OPEN.open(asked, timeout=30) as answer:
            return json.load(answer)

    def open(self, hello: dict[str, Any] | None = None, **options: Any) -> Client:
        """Open a websocket, and say hello when one is given."""
        options = {"compression": None, "proxy": None, "ping_interval": None} | options
        socket = connect(f"ws://{self.host}/ws", **options)
        client = Client(self._stack.enter_context(socket))
        if hello is not None:
            client.say(type="hello", **hello)
        return client

    def screen(self, **hello: Any) -> Client:
        """Open a websocket as a screen."""
        return self.open({"role": "screen", **hello})


class Client:
    """A websocket client that speaks JSON."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    def say(self, **message: Any) -> None:
        """Send a message."""
        self.socket.send(json.dumps(message))

    def hear(self, kind: str | None = None, timeout: float = 20) -> dict[str, Any]:
        """Return the next message, of ``kind`` if given; others are passed over."""
        while True:
            message: dict[str, Any] = json.loads(self.socket.recv(timeout))
            if kind is None or message["type"] == kind:
                return message

    def hear_until(self, seq: int) -> list[dict[str, Any]]:
        """Return all messages up to the event ``seq``."""
        heard = []
        while not heard or heard[-1]["seq"] < seq or heard[-1]["type"] == "heartbeat":
            heard.append(self.hear())
        return heard


@pytest.fixture
def make_stage(tmp_path: Path) -> Iterator[Callable[..., Stage]]:
    """Return a function that starts a stage; all end with the test."""
    with ExitStack() as stack:

        def make(**options: Any) -> Stage:
            options.setdefault("folder", str(tmp_path))
            command = [sys.executable, "-m", "tests.display.push.stage", json.dumps(options)]
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            stack.callback(process.wait, 20)
            stack.callback(process.stdin.close)  # type: ignore[union-attr]
            stack.callback(process.stdout.close)  # type: ignore[union-attr]
            port = json.loads(process.stdout.readline())["port"]  # type: ignore[union-attr]
            return Stage(port, stack, process.pid)

        yield make


@pytest.fixture
def stage(make_stage: Callable[..., Stage]) -> Stage:
    """A stage with the ordinary periods."""
    return make_stage()
