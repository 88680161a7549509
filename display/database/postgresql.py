"""Connections to PostgreSQL, directly or through a pooler such as PgBouncer.

In PgBouncer's transaction mode each transaction may have another connection of the database: what
a session was told is gone with it, a statement prepared on one is unknown to the next, and nobody
hears a NOTIFY. So behind a pooler nothing is prepared, each transaction brings its own settings,
and the listener lives by its poll. No setting says so: it is seen when a connection is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import structlog
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

if TYPE_CHECKING:
    import psycopg

log = structlog.get_logger(__name__)

_POOL: Final = 5  # connections kept to PostgreSQL; as many again may be opened for a rush

# A peer that vanished without a word is noticed after about 10 s, not after the kernel's two hours.
_KEEPALIVE: Final[dict[str, Any]] = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "application_name": "panggil",
}

_POOLED: Final = "panggil_pooled"


def postgresql_engine(url: URL, patience_s: float) -> Engine:
    """Return an engine whose locks, and transactions that stand still, end after ``patience_s``."""
    engine = create_engine(
        url,
        pool_size=_POOL,
        max_overflow=_POOL,
        pool_timeout=patience_s,
        pool_pre_ping=True,
        connect_args=_KEEPALIVE,
    )
    # A server that freezes in the middle of a transaction holds the hall's head row: all others
    # would wait for it, who takes over its lease as well.
    limits = {"lock_timeout": patience_s, "idle_in_transaction_session_timeout": patience_s}
    settings = [f"{name} = {int(limit_s * 1000)}" for name, limit_s in limits.items()]
    settings.append("timezone = 'UTC'")
    for_session = "; ".join(f"SET SESSION {each}" for each in settings)
    for_transaction = "; ".join(f"SET LOCAL {each}" for each in settings)

    @event.listens_for(engine, "connect")
    def set_up(connection: psycopg.Connection[Any], record: Any) -> None:
        record.info[_POOLED] = is_pooled(connection)
        if record.info[_POOLED]:
            connection.prepare_threshold = None
        else:
            connection.execute(for_session)
        connection.commit()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.info.get(_POOLED):
            connection.exec_driver_sql(for_transaction)

    return engine


def connect_directly(engine: Engine, url: URL) -> psycopg.Connection[Any]:
    """Return a connection outside the engine's pool, in autocommit, for LISTEN."""
    import psycopg

    _, arguments = engine.dialect.create_connect_args(url)
    return psycopg.connect(**{**_KEEPALIVE, **arguments}, autocommit=True, prepare_threshold=None)


def is_pooled(connection: psycopg.Connection[Any]) -> bool:
    """Say whether a pooler stands between: it gives out process numbers of its own."""
    found = connection.execute("SELECT pg_backend_pid()").fetchone()
    return found is None or found[0] != connection.info.backend_pid
