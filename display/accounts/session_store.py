"""Sessions as the database keeps them: who is signed in, in which browser."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from display.accounts.records import Session, User
from display.audit import current_actor, write_entry
from display.clock import iso_after, iso_now
from display.database import Database, schema

# Ended and forgotten sessions are of use for a while, then the audit log remembers enough.
_KEPT_DAYS = 30
_TABLE, _USERS = schema.sessions, schema.users


class SessionStore:
    """The sessions of every hall; of their secrets only the digests.

    Methods may be called from any thread or greenlet. They raise :class:`JournalError`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_session(self, session: Session) -> None:
        """Keep a new session; those that began more than 30 days ago go."""
        actor = current_actor()

        def work(connection: Connection) -> None:
            old = _TABLE.c.created_at < iso_after(-_KEPT_DAYS * 86400)
            connection.execute(delete(_TABLE).where(_TABLE.c.hall == session.hall, old))
            connection.execute(insert(_TABLE).values(session.to_json()))
            if actor:
                write_entry(connection, session.hall, actor, "session.started", actor.who, {}, {})

        self._database.write(work)

    def find_session(self, digest: str) -> tuple[Session, User] | None:
        """Return the session of that digest and its user, ended or not, disabled or not."""
        return next(iter(self._sessions(_TABLE.c.digest == digest)), None)

    def live_sessions(self, ids: Collection[str]) -> list[tuple[Session, User]]:
        """Return those of the sessions that were not ended, each with its user."""
        return self._sessions(_TABLE.c.id.in_(ids), _TABLE.c.ended_at.is_(None))

    def sessions_of(self, hall: str, user_id: str | None = None) -> list[tuple[Session, User]]:
        """Return the sessions of a hall, or of one user, that were not ended, newest first."""
        only = () if user_id is None else (_TABLE.c.user_id == user_id,)
        found = self._sessions(_TABLE.c.hall == hall, _TABLE.c.ended_at.is_(None), *only)
        return found[::-1]

    def places(self, hall: str, most: int) -> list[tuple[str, str]]:
        """Return name and address of the last ``most`` sign-ins of a hall, ended or not."""
        query = select(_USERS.c.name, _TABLE.c.address).join(
            _TABLE, _TABLE.c.user_id == _USERS.c.id
        )
        query = query.where(_TABLE.c.hall == hall).order_by(_TABLE.c.created_at.desc()).limit(most)
        return self._database.read(lambda c: [(name, at) for name, at in c.execute(query)])

    def touch_session(self, session_id: str) -> None:
        """Note that a session was used now."""
        one = update(_TABLE).where(_TABLE.c.id == session_id)
        self._database.write(lambda c: c.execute(one.values(seen_at=iso_now())))

    def end_session(self, hall: str, session_id: str) -> bool:
        """End a session from now on. Returns whether that changed anything."""
        actor = current_actor()

        def work(connection: Connection) -> bool:
            whose = select(_USERS.c.name).join(_TABLE, _TABLE.c.user_id == _USERS.c.id)
            name = connection.execute(whose.where(_TABLE.c.id == session_id)).scalar()
            ended = end_sessions(connection, _TABLE.c.hall == hall, _TABLE.c.id == session_id)
            if ended and actor:
                write_entry(connection, hall, actor, "session.ended", str(name), {}, {})
            return bool(ended)

        return self._database.write(work)

    def end_sessions_of(self, hall: str, user: User) -> int:
        """End every session of a user; returns how many there were."""
        actor = current_actor()

        def work(connection: Connection) -> int:
            ended = end_sessions(connection, _TABLE.c.hall == hall, _TABLE.c.user_id == user.id)
            if ended and actor:
                write_entry(connection, hall, actor, "session.ended", user.name, {}, {})
            return ended

        return self._database.write(work)

    def _sessions(self, *conditions: ColumnElement[bool]) -> list[tuple[Session, User]]:
        query = select(_TABLE, _USERS).join(_USERS, _TABLE.c.user_id == _USERS.c.id)
        query = query.where(*conditions).order_by(_TABLE.c.created_at, _TABLE.c.id)
        return self._database.read(lambda c: [_pair(tuple(row)) for row in c.execute(query)])


def end_sessions(connection: Connection, *conditions: ColumnElement[bool]) -> int:
    """End the sessions that fit and were not ended; returns how many."""
    these = update(_TABLE).where(*conditions, _TABLE.c.ended_at.is_(None))
    return connection.execute(these.values(ended_at=iso_now())).rowcount


def _pair(values: tuple[Any, ...]) -> tuple[Session, User]:
    """Split a joined row: both tables have columns of the same names."""
    width = len(_TABLE.c)
    session = dict(zip(_TABLE.c.keys(), values[:width], strict=True))
    user = dict(zip(_USERS.c.keys(), values[width:], strict=True))
    return Session.from_json(session), User.from_json(user)
