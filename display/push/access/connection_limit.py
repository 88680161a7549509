"""The connection limit: how many clients may be connected, counted before one is accepted."""

from __future__ import annotations

# Further connections for whoever shows a valid token, so that phones in the hall can never keep the
# loudspeaker or the staff out.
RESERVE = 16


class ConnectionLimit:
    """Counts the open sockets and streams of one server process."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.taken = 0

    def take(self, trusted: bool = False) -> bool:
        """Count a client in; ``False`` when there is none left for such a client."""
        if self.taken >= self._limit + (RESERVE if trusted else 0):
            return False
        self.taken += 1
        return True

    def free(self) -> None:
        """Count a client out."""
        self.taken -= 1
