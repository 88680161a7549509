"""The hall in the siege: counters that call, screens that look on, and their figures."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections import Counter
from typing import Any

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect


class Counters:
    """Desks that call a ticket each ``every_s`` seconds, by token, over a connection each."""

    def __init__(self, port: int, token: str, size: int, every_s: float) -> None:
        self._port, self._token, self._every_s = port, token, every_s
        self.statuses: list[int] = []
        self.took_s: list[float] = []
        self._service = "dukcapil"
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._call, args=(n,)) for n in range(size)]

    def start(self) -> None:
        """Begin to call."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Call no more; every call that was begun is answered."""
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _call(self, counter: int) -> None:
        link = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        number = 0
        while not self._over.wait(self._every_s):
            number += 1
            began = time.monotonic()
            status = self._post(link, counter, number)
            self.took_s.append(time.monotonic() - began)
            self.statuses.append(status)
        link.close()

    def _post(self, link: http.client.HTTPConnection, counter: int, number: int) -> int:
        ticket = f"B{(counter + 1) * 50 + number % 50:03}"
        body = json.dumps(
            {"ticket": {"number": ticket}, "service": self._service, "counter": str(counter + 1)}
        )
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        try:
            link.request("POST", "/api/v1/calls", body, headers)
            answer = link.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            link.close()
            return 0
        return answer.status


class Screens:
    """Screens that follow the hall; one that is cut comes back, as a screen's page does."""

    def __init__(self, port: int, token: str, size: int) -> None:
        self._port, self._token = port, token
        self.seqs = [0] * size
        self.cuts: Counter[str] = Counter()
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._follow, args=(n,), daemon=True) for n in range(size)
        ]

    def start(self) -> None:
        """Let all look on."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Look away."""
        self._over.set()
        for thread in self._threads:
            thread.join(5)

    def are_equal_to(self, seq: int) -> bool:
        """Tell whether every screen shows the journal at ``seq``."""
        return all(each == seq for each in self.seqs)

    def _follow(self, number: int) -> None:
        headers = {"Authorization": f"Bearer {self._token}"}
        while not self._over.is_set():
            try:
                with connect(
                    f"ws://127.0.0.1:{self._port}/ws",
                    additional_headers=headers,
                    proxy=None,
                    compression=None,
                    ping_interval=None,
                    open_timeout=30,
                ) as socket:
                    socket.send(json.dumps({"type": "hello", "role": "screen"}))
                    self._read(number, socket)
            except (OSError, WebSocketException, AssertionError) as error:
                if not self._over.is_set():
                    self.cuts[type(error).__name__] += 1
                    self._over.wait(0.5)

    def _read(self, number: int, socket: Any) -> None:
        """Take every message; what does not follow on what is shown is a hole."""
        while not self._over.is_set():
            try:
                message = json.loads(socket.recv(1.0))
            except TimeoutError:
                continue
            if message["type"] == "event" and message["seq"] != self.seqs[number] + 1:
                raise AssertionError(f"{message['seq']} came after {self.seqs[number]}")
            if message["type"] in {"event", "snapshot"}:
                self.seqs[number] = message["seq"]
