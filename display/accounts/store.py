"""Tokens and users as the database keeps them. What they may do is decided beside it.

Changes by somebody (:func:`~display.audit.actor.current_actor`) are audited in their transaction.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import TypedDict

from sqlalchemy import ColumnElement, Connection, Table, func, insert, select, update

from display.accounts.errors import LastAdmin
from display.accounts.records import Token, User
from display.accounts.session_store import end_sessions
from display.audit import Actor, current_actor, write_entry
from display.clock import iso_now
from display.database import AlreadyExists, Database, Record, schema
from display.json_object import JsonObject, JsonView

_TOKENS, _USERS, _KEYS = schema.tokens, schema.users, schema.keys


class UserDescription(TypedDict):
    """What a user is called and may do; ``counters`` None: not bound to any."""

    role: str
    display_name: str | None
    counters: tuple[str, ...] | None


class UserChanges(TypedDict, total=False):
    """What else of a user may be changed; fields that are not here stay as they are."""

    password_hash: str
    must_change: bool
    disabled_at: str | None


class AccountStore:
    """Tokens, users and the keys of the installation; secrets only as digests or hashes.

    Methods may be called from any thread or greenlet. They raise :class:`JournalError`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_token(self, token: Token) -> None:
        """Keep a token. Raises :class:`AlreadyExists` when its id or digest is taken."""
        self._add(_TOKENS, "token", token.hall, token)

    def find_token(self, digest: str) -> Token | None:
        """Return the token with that digest, revoked or not."""
        return next(iter(self._tokens(_TOKENS.c.digest == digest)), None)

    def tokens(self, hall: str | None = None) -> list[Token]:
        """Return the tokens of one hall or of all, revoked ones too, oldest first."""
        return self._tokens(*_of(_TOKENS, hall))

    def revoke_token(self, token_id: str) -> bool:
        """Revoke a token from now on. Returns whether that changed anything."""
        still = update(_TOKENS).where(_TOKENS.c.id == token_id, _TOKENS.c.revoked_at.is_(None))
        step = still.values(revoked_at=iso_now()).returning(_TOKENS.c.hall, _TOKENS.c.name)
        actor = current_actor()

        def work(connection: Connection) -> bool:
            found = connection.execute(step).one_or_none()
            if found and actor:
                write_entry(connection, found.hall, actor, "token.revoked", found.name, {}, {})
            return found is not None

        return self._database.write(work)

    def add_user(self, user: User) -> None:
        """Keep a user. Raises :class:`AlreadyExists` when the hall has one of that name."""
        self._add(_USERS, "user", user.hall, user)

    def find_user(self, hall: str, name: str) -> User | None:
        """Return the user of that name in a hall."""
        if not schema.can_hold(_USERS.c.name, name):
            return None
        return next(iter(self._users(_USERS.c.hall == hall, _USERS.c.name == name)), None)

    def users(self, hall: str | None = None) -> list[User]:
        """Return the users of one hall or of all, oldest first."""
        return self._users(*_of(_USERS, hall))

    def change_user(self, user: User, changes: UserChanges | UserDescription, what: str) -> bool:
        """Change fields of a user and end every session of theirs; ``what`` is for the audit log.

        Returns whether there is such a user. Raises :class:`LastAdmin` when nobody would be left
        who may do everything.
        """
        actor = current_actor()

        def work(connection: Connection) -> bool:
            _lock(connection, user.hall)
            query = select(_USERS).where(_USERS.c.id == user.id)
            found = connection.execute(query).one_or_none()
            if found is None:
                return False
            before = {"user": User.from_json(dict(found._mapping)).to_json()}
            after = {"user": {**before["user"], **changes}}
            connection.execute(update(_USERS).where(_USERS.c.id == user.id).values(**changes))
            if _is_able_admin(before["user"]):
                _check_admins(connection, user.hall)
            end_sessions(connection, schema.sessions.c.user_id == user.id)
            if actor:
                write_entry(connection, user.hall, actor, what, user.name, before, after)
            return True

        return self._database.write(work)

    def set_password(
        self, hall: str, name: str, password_hash: str, must_change: bool = False
    ) -> bool:
        """Replace a user's password hash by itself. Returns whether there is such a user."""
        one = update(_USERS).where(_USERS.c.hall == hall, _USERS.c.name == name)
        done = one.values(password_hash=password_hash, must_change=must_change)
        return self._database.write(lambda c: bool(c.execute(done).rowcount))

    def key(self, name: str) -> str:
        """Return a secret of this installation, 256 random bits made when first asked for."""
        query = select(_KEYS.c.value).where(_KEYS.c.name == name)
        found = self._database.read(lambda c: c.execute(query).scalar())
        if found is not None:
            return str(found)
        try:
            make = insert(_KEYS).values(name=name, value=secrets.token_hex(32))
            self._database.write(lambda c: c.execute(make))
        except AlreadyExists:
            pass  # another server made it at the same moment
        return str(self._database.read(lambda c: c.execute(query).scalar_one()))

    def _tokens(self, *conditions: ColumnElement[bool]) -> list[Token]:
        return [Token.from_json(row) for row in self._select(_TOKENS, conditions)]

    def _users(self, *conditions: ColumnElement[bool]) -> list[User]:
        return [User.from_json(row) for row in self._select(_USERS, conditions)]

    def _add(self, table: Table, kind: str, hall: str, record: Record) -> None:
        actor, row = current_actor(), record.to_json()

        def work(connection: Connection) -> None:
            connection.execute(insert(table).values(row))
            _audit_added(connection, hall, actor, kind, row)

        self._database.write(work)

    def _select(self, table: Table, conditions: Iterable[ColumnElement[bool]]) -> list[JsonObject]:
        query = select(table).where(*conditions).order_by(table.c.created_at, table.c.id)
        return self._database.read(lambda c: [dict(row._mapping) for row in c.execute(query)])


def _of(table: Table, hall: str | None) -> tuple[ColumnElement[bool], ...]:
    return () if hall is None else (table.c.hall == hall,)


def _audit_added(
    connection: Connection, hall: str, actor: Actor | None, kind: str, row: JsonObject
) -> None:
    if actor:
        write_entry(connection, hall, actor, f"{kind}.added", row["name"], {}, {kind: row})


def _lock(connection: Connection, hall: str) -> None:
    """Let one change of users go after the other: two admins may disable each other at once."""
    heads = schema.heads
    connection.execute(select(heads.c.hall).where(heads.c.hall == hall).with_for_update())


def _is_able_admin(row: JsonView) -> bool:
    return row["role"] == "admin" and row["disabled_at"] is None


def _check_admins(connection: Connection, hall: str) -> None:
    able = (_USERS.c.hall == hall, _USERS.c.role == "admin", _USERS.c.disabled_at.is_(None))
    query = select(func.count()).select_from(_USERS).where(*able)
    if not connection.execute(query).scalar_one():
        raise LastAdmin("The last admin must stay one.")
