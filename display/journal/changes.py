"""Changes: the wake-up after a commit. A hint and nothing more; the journal itself is the truth."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

log = structlog.get_logger(__name__)

Callback = Callable[[str, int], None]


class Changes:
    """Tells each listener that a hall's journal has reached a position, each position once."""

    def __init__(self) -> None:
        self._callbacks: list[Callback] = []
        self._told: dict[str, int] = {}
        self._lock = threading.Lock()

    def listen(self, callback: Callback) -> None:
        """Call ``callback(hall, seq)`` after a commit, from whatever thread; it must be cheap."""
        with self._lock:
            self._callbacks.append(callback)

    def tell(self, hall: str, seq: int, *, anew: bool = False) -> None:
        """Wake the listeners, unless they know ``seq`` already; ``anew``: the epoch has changed."""
        with self._lock:
            if not anew and seq <= self._told.get(hall, 0):
                return
            self._told[hall] = seq
            callbacks = tuple(self._callbacks)
        for callback in callbacks:
            try:
                callback(hall, seq)
            except Exception:
                log.exception("a listener to changes failed", hall=hall, seq=seq)
