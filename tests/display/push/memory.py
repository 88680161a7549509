"""A journal in memory: positions and events without SQL, to measure the hub alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from display.clock import iso_now
from display.journal import Event


class MemoryJournal:
    """What the hub needs of a journal, and ``append``; one hall, no tables of state."""

    def __init__(self) -> None:
        self._epoch = str(uuid4())
        self._events: list[Event] = []
        self._callbacks: list[Callable[[str, int], None]] = []

    def on_change(self, callback: Callable[[str, int], None]) -> None:
        self._callbacks.append(callback)

    def position(self, hall: str) -> tuple[str, int]:
        return self._epoch, len(self._events)

    def events(self, hall: str, after: int, limit: int = 300) -> list[Event]:
        return self._events[after : after + limit]

    news = events

    def snapshot(self, hall: str) -> dict[str, Any]:
        places = ("services", "counters", "now_serving", "recent_calls", "announcements", "faults")
        return {"epoch": self._epoch, "seq": len(self._events), **{place: [] for place in places}}

    def append(self, name: str, data: dict[str, Any]) -> int:
        seq = len(self._events) + 1
        self._events.append(Event("lahat", seq, str(uuid4()), name, iso_now(), data))
        for callback in self._callbacks:
            callback("lahat", seq)
        return seq
