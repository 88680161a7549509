"""A screen without glass: follows the websocket and folds every event into a state of its own."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from display.journal import fold

# What a snapshot holds that is no part of the journal's fold.
_PRESENCE = ("type", "server_time", "version", "speaker", "speakers", "screens", "voice")


def journal_part(snapshot: dict[str, Any]) -> dict[str, Any]:
    """Return a snapshot without what changes without an event."""
    return {key: value for key, value in snapshot.items() if key not in _PRESENCE}


class Watcher:
    """One client that reconnects for ever, resumes by epoch and seq, and notes every gap."""

    def __init__(self, url: str) -> None:
        self.url = url.replace("http", "ws", 1) + "/ws"
        self.state: dict[str, Any] = {}
        self.faults: list[str] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Leave."""
        self._stop.set()
        self._thread.join(10)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._follow()
            except (OSError, TimeoutError, WebSocketException, EOFError):
                time.sleep(0.1)

    def _follow(self) -> None:
        with connect(self.url, open_timeout=3, close_timeout=0.2, compression=None) as socket:
            hello = {"type": "hello", "role": "screen"}
            if self.state:
                hello |= {"epoch": self.state["epoch"], "seq": self.state["seq"]}
            socket.send(json.dumps(hello))
            while not self._stop.is_set():
                self._take(json.loads(socket.recv(timeout=6)))

    def _take(self, message: dict[str, Any]) -> None:
        if message["type"] == "snapshot":
            if self._went_back(message):
                self.faults.append(f"went back from {self.state['seq']} to {message['seq']}")
            self.state = journal_part(message)
        elif message["type"] == "event":
            if message["seq"] != self.state["seq"] + 1:
                self.faults.append(f"{message['seq']} after {self.state['seq']}")
            self.state = fold(self.state, message)

    def _went_back(self, snapshot: dict[str, Any]) -> bool:
        known = self.state
        return bool(known) and (
            snapshot["epoch"] == known["epoch"] and snapshot["seq"] < known["seq"]
        )
