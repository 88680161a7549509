"""What the voice worker is asked for, between the thread that listens and the one that makes."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import NamedTuple


class Order(NamedTuple):
    """A text to make, ``None`` to warm the voice; ``unwanted`` is set when it is taken back."""

    text: str | None
    unwanted: threading.Event


class Orders:
    """Orders in their turn; safe to use from both threads.

    ``abandon`` is called, from the thread that takes an order back, to end the work on it.
    """

    def __init__(self, abandon: Callable[[], None]) -> None:
        self._abandon = abandon
        self._waiting: deque[Order] = deque()
        self._changed = threading.Condition()
        self._in_work: Order | None = None

    def add(self, text: str | None) -> None:
        """Put a text at the end of the line."""
        with self._changed:
            self._waiting.append(Order(text, threading.Event()))
            self._changed.notify()

    def drop(self, text: str) -> bool:
        """Take a text back; return whether it was still in line: then nothing comes of it."""
        with self._changed:
            waited = [order for order in self._waiting if order.text == text]
            for order in waited:
                self._waiting.remove(order)
            in_work = self._in_work
            if in_work and in_work.text == text:
                in_work.unwanted.set()
                self._abandon()
            return bool(waited)

    def next(self, timeout_s: float) -> Order | None:
        """Return the next order, from now on in work; ``None`` when none came in time."""
        with self._changed:
            self._in_work = None
            if self._changed.wait_for(lambda: bool(self._waiting), timeout_s):
                self._in_work = self._waiting.popleft()
            return self._in_work
