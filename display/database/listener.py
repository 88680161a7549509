"""Wake-ups between processes on PostgreSQL: LISTEN on a connection of its own, and a slow poll.

PostgreSQL keeps nothing for a listener that is away and drops what was sent before its LISTEN
(measured). So each connection begins with LISTEN, then reads every position
again, and reads them once a second besides: a lost wake-up costs a second, never an event.
"""

from __future__ import annotations

import contextlib
import random
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import Connection, func, select

from display.database.postgresql import is_pooled

if TYPE_CHECKING:
    import psycopg

    from display.database.wakeups import Changes

log = structlog.get_logger(__name__)

CHANNEL = "panggil"

POLL_S = 1.0
"""How late a wake-up may be when PostgreSQL lost it (R10 allows 2 s)."""

# Not a hall and its seq: an earlier release passes over it.
_LEASE = "lease:of:"

POOLED_POLL_S = 0.25
"""How late it is behind a pooler, where no NOTIFY is heard."""

_LAST_PAUSE_S = 2.0  # between two tries to connect


def notify(connection: Connection, hall: str, seq: int) -> None:
    """Wake every process when this transaction commits; the payload is hall and seq, no more."""
    connection.execute(select(func.pg_notify(CHANNEL, f"{hall}:{seq}")))


def rouse(connection: Connection) -> None:
    """Wake the listeners for nothing, so that one that was told to stop looks up."""
    connection.execute(select(func.pg_notify(CHANNEL, "")))


def notify_lease(connection: Connection, hall: str) -> None:
    """Wake every server of the hall when this transaction commits: its lease was taken or left."""
    connection.execute(select(func.pg_notify(CHANNEL, f"{_LEASE}{hall}")))


class Listener:
    """Tells :class:`Changes` of the commits of all processes, from a thread of its own."""

    def __init__(self, connect: Callable[[], psycopg.Connection[Any]], changes: Changes) -> None:
        self._connect = connect
        self._changes = changes
        self._stopped = threading.Event()
        self._told_pooled = False
        self._thread = threading.Thread(target=self._run, name="journal-listener", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self, wake: Callable[[], None]) -> None:
        """Stop listening; ``wake`` must send a NOTIFY, so that nobody waits for the poll."""
        self._stopped.set()
        with contextlib.suppress(Exception):  # the database may be gone: the poll ends it then
            wake()
        self._thread.join(timeout=2 * POLL_S)

    def _run(self) -> None:
        import psycopg

        pause_s = 0.05
        while not self._stopped.is_set():
            try:
                with self._connect() as connection:
                    pooled = is_pooled(connection)
                    if pooled:
                        self._tell_pooled()
                    else:
                        connection.execute(f"LISTEN {CHANNEL}")
                    pause_s = 0.05
                    self._follow(connection, POOLED_POLL_S if pooled else POLL_S)
            except psycopg.Error as error:
                log.warning("the listener lost the database", reason=str(error).strip())
                self._stopped.wait(pause_s * random.uniform(0.5, 1.5))
                pause_s = min(pause_s * 2, _LAST_PAUSE_S)

    def _tell_pooled(self) -> None:
        if not self._told_pooled:
            log.warning(
                "a connection pooler stands before PostgreSQL, where NOTIFY is not heard; the "
                "database is asked instead. For pushes at once between servers, let "
                "PANGGIL_DATABASE_URL name PostgreSQL itself",
                every_s=POOLED_POLL_S,
            )
        self._told_pooled = True

    def _follow(self, connection: psycopg.Connection[Any], poll_s: float) -> None:
        while not self._stopped.is_set():
            for hall, epoch, seq in connection.execute("SELECT hall, epoch, seq FROM heads"):
                self._changes.tell(hall, seq, epoch)
            for told in connection.notifies(timeout=poll_s):
                self._hear(told.payload)
                if self._stopped.is_set():
                    return

    def _hear(self, payload: str) -> None:
        if payload.startswith(_LEASE):
            self._changes.tell_lease(payload.removeprefix(_LEASE))
            return
        hall, _, seq = payload.rpartition(":")
        if hall and seq.isdecimal():
            self._changes.tell(hall, int(seq))
