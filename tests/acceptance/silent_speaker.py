"""A speaker without a loudspeaker: the real link and the real sounds, and a list of what began."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from audio.speaker.link import Link
from audio.speaker.orders import Order, Proof, Report, Status, new_report_id
from audio.speaker.outbox import Outbox
from audio.speaker.sounds import FetchFailed, Sounds

SOUND_S = 0.02
"""How long each sound takes here, whatever its length."""


class SilentSpeaker:
    """Plays nothing, reports all, and remembers every order that it began, in order."""

    def __init__(self, url: str, token: str, folder: Path) -> None:
        self.begun: list[str] = []
        self.unfetched: list[str] = []
        self._sounds = Sounds(folder, url, token)
        self._outbox = Outbox()
        self._orders: deque[Order] = deque()  # the first is in hand
        self._news = threading.Condition()
        self._seen: dict[str, Report | None] = {}  # by key: how it ended
        self._granted = False
        hello = {"zone": "main", "name": "silent"}
        address = url.replace("http", "ws", 1) + "/ws"
        self._link = Link(address, token, hello, self, self._outbox)
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=work, daemon=True) for work in (self._link.run, self._play)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Leave."""
        self._stop.set()
        self._link.close()
        for thread in self._threads:
            thread.join(5)

    def take(self, message: Mapping[str, Any]) -> None:
        """Do as the speaker's player does with its orders."""
        with self._news:
            if message.get("type") == "lease":
                self._granted = message["granted"]
                while not self._granted and len(self._orders) > 1:
                    self._tell(self._orders.pop(), "failed", "stopped")
            elif message.get("type") == "play" and self._granted:
                order = Order.from_message(message)
                if end := self._seen.get(order.key):
                    self._outbox.add(replace(end, report_id=new_report_id()))
                    self._link.wake()
                elif order.key not in self._seen:
                    self._seen[order.key] = None
                    self._orders.append(order)
                    self._news.notify()

    def status(self) -> Status:
        """Say that all is well, and what is in hand."""
        with self._news:
            return Status("ready", "silent", self._orders[0] if self._orders else None)

    def _play(self) -> None:
        while not self._stop.is_set():
            with self._news:
                self._news.wait_for(lambda: self._orders, timeout=0.2)
                order = self._orders[0] if self._orders else None
            if order is None:
                continue
            try:
                self._sounds.fetch(order.sound)
            except FetchFailed as failed:
                self.unfetched.append(order.key)
                self._tell(order, "failed", failed.reason)
            else:
                self.begun.append(order.announcement_id)
                self._tell(order, "started")
                time.sleep(SOUND_S)
                self._tell(order, "finished")
            with self._news:
                self._orders.popleft()

    def _tell(self, order: Order, outcome: Any, reason: str | None = None) -> None:
        report = Report(order, outcome, reason, Proof("none", "silent"))
        if outcome != "started":
            self._seen[order.key] = report
        self._outbox.add(report)
        self._link.wake()
