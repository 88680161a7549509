"""The hall in the siege: counters that call, screens that look on, and their figures."""

from __future__ import annotations

import http.client
import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

EACH = 80
"""Tickets that a counter has."""


class Counters:
    """Desks that call a ticket each ``every_s`` seconds, by token, over a connection each.

    ``after``: so many tickets of each were called before; the same one again would be a recall.
    """

    def __init__(self, port: int, token: str, size: int, every_s: float, after: int) -> None:
        self._port, self._token, self._every_s, self._after = port, token, every_s, after
        self.statuses: list[int] = []
        self.took_s: list[float] = []
        self.called: list[str] = []
        """What is to be said of the calls that were answered 201: ids of announcements."""
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
        number = self._after
        while not self._over.wait(self._every_s):
            number += 1
            began = time.monotonic()
            status = self._post(link, counter, number)
            self.took_s.append(time.monotonic() - began)
            self.statuses.append(status)
        link.close()

    def _post(self, link: http.client.HTTPConnection, counter: int, number: int) -> int:
        ticket = f"B{counter * EACH + number % EACH:03}"
        body = json.dumps(
            {"ticket": {"number": ticket}, "service": self._service, "counter": str(counter + 1)}
        )
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        try:
            link.request("POST", "/api/v1/calls", body, headers)
            answer = link.getresponse()
            found = answer.read()
        except (OSError, http.client.HTTPException):
            link.close()
            return 0
        if answer.status == 201:
            self.called.append(json.loads(found)["announcement_id"])
        return answer.status


class Speaker:
    """`panggil speak` beside the server; what the hall would hear is written as fast as it can."""

    def __init__(self, folder: Path, build: Path, port: int, token: str) -> None:
        self._database = folder / "data" / "panggil.db"
        environ = {
            **os.environ,
            "PANGGIL_DATA": str(folder / "speaker"),
            "PANGGIL_SERVER": f"http://127.0.0.1:{port}",
            "PANGGIL_TOKEN": token,
            "PANGGIL_LOG_LEVEL": "error",
            "SDL_AUDIODRIVER": "disk",
            "SDL_DISKAUDIOFILE": os.devnull,
            "SDL_DISKAUDIODELAY": "1",
        }
        command = [sys.executable, "-m", "display.commands", "speak"]
        log = (folder / "speaker.log").open("wb")
        self.process = subprocess.Popen(command, cwd=build, env=environ, stdout=log, stderr=log)

    def unheard(self, calls: list[str], patience_s: float) -> list[str]:
        """Return those of the calls that were not heard to their end, however long that took.

        Given up when none was heard for ``patience_s``.
        """
        missing, since = self._missing(calls), time.monotonic()
        while missing and time.monotonic() < since + patience_s:
            time.sleep(0.5)
            left = self._missing(calls)
            if len(left) < len(missing):
                missing, since = left, time.monotonic()
        return missing

    def _missing(self, calls: list[str]) -> list[str]:
        # Beside the server's back: what is asked of it would be part of the siege.
        with closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)) as journal:
            ended = journal.execute("SELECT id FROM announcements WHERE state = 'finished'")
            heard = {one for (one,) in ended}
        return [call for call in calls if call not in heard]


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
