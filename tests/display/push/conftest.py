"""The stage: a real server process with levers, and clients for it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

OPEN = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Stage:
    """A running stage server, and the clients that a test opened on it."""

    def __init__(self, port: int, pid: int) -> None:
        self.port, self.pid = port, pid
        self.host = f"127.0.0.1:{port}"
        self.clients = ExitStack()

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
        options = {"max_queue": None, "max_size": None} | options
        options = {"close_timeout": 1} | options
        socket = connect(f"ws://{self.host}/ws", **options)
        client = Client(self.clients.enter_context(socket))
        if hello is not None:
            client.say(type="hello", **hello)
        return client

    def screen(self, **hello: Any) -> Client:
        """Open a websocket as a screen."""
        return self.open({"role": "screen", **hello})

    def seq(self) -> int:
        """Return the newest seq of the journal."""
        return self.get("/state")["seq"]  # type: ignore[no-any-return]

    def wait_for_seats(self, taken: int) -> None:
        """Wait until ``taken`` seats are taken, 20 s at most."""
        until = time.monotonic() + 20
        while (now := self.get("/look")["seats"]) != taken:
            assert time.monotonic() < until, f"{now} seats are taken, not {taken}"
            time.sleep(0.02)


class Client:
    """A websocket client that speaks JSON."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    def say(self, **message: Any) -> None:
        """Send a message."""
        self.socket.send(json.dumps(message))

    def hear(self, kind: str | None = None, timeout: float = 20) -> dict[str, Any]:
        """Return the next message, of ``kind`` if given; others are passed over."""
        until = time.monotonic() + timeout
        while True:
            left = max(0.0, until - time.monotonic())
            message: dict[str, Any] = json.loads(self.socket.recv(left))
            if kind is None or message["type"] == kind:
                return message

    def hear_until(self, seq: int) -> list[dict[str, Any]]:
        """Return all messages up to the event ``seq``."""
        heard = []
        while not heard or heard[-1]["seq"] < seq or heard[-1]["type"] == "heartbeat":
            heard.append(self.hear())
        return heard


def start_stage(stack: ExitStack, folder: Path, **options: Any) -> Stage:
    """Start a stage that ends with ``stack``."""
    options = {"folder": str(folder)} | options
    command = [sys.executable, "-m", "tests.display.push.stage", json.dumps(options)]
    process = stack.enter_context(
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    )
    stage = Stage(json.loads(process.stdout.readline())["port"], process.pid)  # type: ignore[union-attr]
    stack.push(stage.clients)
    return stage


@pytest.fixture
def make_stage(tmp_path: Path) -> Iterator[Callable[..., Stage]]:
    """Return a function that starts a stage of one's own; all end with the test."""
    with ExitStack() as stack:
        yield lambda **options: start_stage(stack, tmp_path, **options)


@pytest.fixture(scope="session")
def running_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A stage for every test that leaves it as it was."""
    with ExitStack() as stack:
        timing = {"heartbeat_s": 0.3}  # else a stream notices the end of its client only after 6 s
        yield start_stage(stack, tmp_path_factory.mktemp("stage"), timing=timing)


@pytest.fixture
def stage(running_stage: Stage) -> Iterator[Stage]:
    """The common stage, with nobody connected; its events stay."""
    running_stage.post("/desk", clear=True)
    with ExitStack() as running_stage.clients:
        yield running_stage
    running_stage.wait_for_seats(0)
