"""What a connection is read with: every part of a request has its time, and one descriptor does.

gevent.pywsgi waits for ever for whoever sends half a request, or none.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from io import RawIOBase
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer


@dataclass(frozen=True, slots=True)
class RequestTiming:
    """How long a connection may keep the server waiting, in seconds; tests shorten them."""

    head_s: float = 10.0  # from its first byte (of a new connection: from its begin) to its end
    # Longer than the usual minute of proxies: who closes first must be they, or a request is lost.
    idle_s: float = 75.0  # between two requests
    pause_s: float = 20.0  # a body, or the taking of an answer: at first, and without any progress
    least_bytes_per_s: float = 1024.0  # and then not slower than this, from end to end


class TooSlow(OSError):
    """Raised by a read whose time is over; no read of that connection succeeds afterwards."""


class OneDescriptor:
    """A gevent socket that simple-websocket does not double: it goes on with the same descriptor.

    With two of them a socket took two of the (by default 1,024) files that a process may open.
    """

    def __init__(self, sock: Any) -> None:
        self._real = sock

    def dup(self) -> NoReturn:
        """Refuse: simple-websocket (1.1.0) then works with this socket itself."""
        raise NotImplementedError

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


class TimedReader(RawIOBase):
    """The reading side of a connection.

    ``on_wait`` is called before the server waits for bytes, ``on_bytes`` with how many came.
    """

    def __init__(
        self, sock: Any, on_wait: Callable[[], None], on_bytes: Callable[[int], None]
    ) -> None:
        # By this name simple-websocket, and display.push.wire.wsgi, find the socket.
        self._sock = OneDescriptor(sock)
        self._real, self._on_wait, self._on_bytes = sock, on_wait, on_bytes
        self.until = float("inf")
        self.is_late = False

    def readable(self) -> bool:
        """Tell that this can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read what is there, or wait for it until :attr:`until`; 0 at the end.

        Raises :class:`TooSlow` when nothing came in time.
        """
        left = self.until - time.monotonic()
        if self.is_late or left <= 0:
            self._give_up()
        self._on_wait()
        self._real.settimeout(None if left == float("inf") else left)
        try:
            count: int = self._real.recv_into(buffer)
        except TimeoutError:
            self._give_up()
        finally:
            self._real.settimeout(None)
        self._on_bytes(count)
        return count

    def _give_up(self) -> NoReturn:
        self.is_late = True
        raise TooSlow("the request came too slowly")
