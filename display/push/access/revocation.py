"""The revocation check: closes the sockets of sessions and tokens that have ended meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import gevent
import structlog

from display.push.wire.connection import Connection
from display.push.wire.protocol import POLICY

log = structlog.get_logger(__name__)


class RevocationCheck:
    """Asks again and again whether each socket may stay. Waits for the database in its own time."""

    def __init__(self) -> None:
        self._watched: dict[Connection, Callable[[], bool]] = {}

    def watch_over(self, connection: Connection, still: Callable[[], bool]) -> None:
        """Ask ``still`` about this socket from now on."""
        self._watched[connection] = still

    def forget(self, connection: Connection) -> None:
        """Ask no more; a socket that is not known is no error."""
        self._watched.pop(connection, None)

    def work(self, every_s: float) -> None:
        """Go round for ever. A journal that cannot be read throws nobody out."""
        while True:
            gevent.sleep(every_s)
            try:
                self._go_round()
            except Exception:
                log.exception("sessions cannot be checked; trying again")

    def _go_round(self) -> None:
        for connection, still in tuple(self._watched.items()):
            gevent.sleep(0)
            if connection.open and not still():
                log.info("socket ended", remote=connection.remote, why="session or token ended")
                self.forget(connection)
                # Its goodbye may take a second; the next one is asked meanwhile.
                gevent.spawn(connection.finish, POLICY, "session or token ended")
