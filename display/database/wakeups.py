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
        self._on_lease: list[Callable[[str], None]] = []
        self._told: dict[str, int] = {}
        self._epochs: dict[str, str] = {}
        self._lock = threading.Lock()

    def listen(self, callback: Callback) -> None:
        """Call ``callback(hall, seq)`` after a commit, from whatever thread; it must be cheap."""
        with self._lock:
            self._callbacks.append(callback)

    def listen_lease(self, callback: Callable[[str], None]) -> None:
        """Call ``callback(hall)`` when the lease of a hall was taken or left; it must be cheap."""
        with self._lock:
            self._on_lease.append(callback)

    def tell_lease(self, hall: str) -> None:
        """Wake those who look at the lease of a hall."""
        for callback in tuple(self._on_lease):
            callback(hall)

    def tell(self, hall: str, seq: int, epoch: str | None = None, *, anew: bool = False) -> None:
        """Wake the listeners, unless they know ``seq`` already and the epoch is the same.

        ``anew``: the epoch is known to have changed.
        """
        with self._lock:
            if not self._is_news(hall, seq, epoch) and not anew:
                return
            callbacks = tuple(self._callbacks)
        for callback in callbacks:
            try:
                callback(hall, seq)
            except Exception:
                log.exception("a listener to changes failed", hall=hall, seq=seq)

    def told(self, hall: str) -> int:
        """Return the newest position of a hall of which anybody told; 0 before the first."""
        return self._told.get(hall, 0)

    def _is_news(self, hall: str, seq: int, epoch: str | None) -> bool:
        renewed = epoch is not None and self._epochs.get(hall, epoch) != epoch
        if epoch is not None:
            self._epochs[hall] = epoch
        if not renewed and seq <= self._told.get(hall, 0):
            return False
        self._told[hall] = seq
        return True
