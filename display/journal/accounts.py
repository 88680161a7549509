"""Tokens and users as the database keeps them. What they may do is decided in display.accounts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, insert, select, update

from display.clock import iso_now
from display.journal import schema
from display.journal.database import Database
from display.journal.records import Record, Token, User


class Accounts:
    """The part of a journal that holds tokens and users; secrets only as digests or hashes."""

    _database: Database

    def add_token(self, token: Token) -> None:
        """Keep a token. Raises :class:`AlreadyExists` when its id or digest is taken."""
        self._add(schema.tokens, token)

    def find_token(self, digest: str) -> Token | None:
        """Return the token with that digest, revoked or not."""
        return next(iter(self._tokens(schema.tokens.c.digest == digest)), None)

    def tokens(self, hall: str | None = None) -> list[Token]:
        """Return the tokens of one hall or of all, revoked ones too, oldest first."""
        return self._tokens(*_of(schema.tokens, hall))

    def revoke_token(self, token_id: str) -> bool:
        """Revoke a token from now on. Returns whether that changed anything."""
        tokens = schema.tokens
        still = update(tokens).where(tokens.c.id == token_id, tokens.c.revoked_at.is_(None))
        return self._change(still.values(revoked_at=iso_now()))

    def add_user(self, user: User) -> None:
        """Keep a user. Raises :class:`AlreadyExists` when the hall has one of that name."""
        self._add(schema.users, user)

    def find_user(self, hall: str, name: str) -> User | None:
        """Return the user of that name in a hall."""
        users = schema.users
        if not schema.can_hold(users.c.name, name):
            return None
        return next(iter(self._users(users.c.hall == hall, users.c.name == name)), None)

    def users(self, hall: str | None = None) -> list[User]:
        """Return the users of one hall or of all, oldest first."""
        return self._users(*_of(schema.users, hall))

    def set_password(
        self, hall: str, name: str, password_hash: str, must_change: bool = False
    ) -> bool:
        """Replace a user's password hash. Returns whether there is such a user."""
        users = schema.users
        one = update(users).where(users.c.hall == hall, users.c.name == name)
        return self._change(one.values(password_hash=password_hash, must_change=must_change))

    def _tokens(self, *conditions: ColumnElement[bool]) -> list[Token]:
        return [Token.from_json(row) for row in self._select(schema.tokens, conditions)]

    def _users(self, *conditions: ColumnElement[bool]) -> list[User]:
        return [User.from_json(row) for row in self._select(schema.users, conditions)]

    def _add(self, table: Table, record: Record) -> None:
        self._database.write(lambda c: c.execute(insert(table).values(record.to_json())))

    def _change(self, statement: Any) -> bool:
        def work(connection: Connection) -> bool:
            return bool(connection.execute(statement).rowcount)

        return self._database.write(work)

    def _select(self, table: Table, conditions: Any) -> list[dict[str, Any]]:
        query = select(table).where(*conditions).order_by(table.c.created_at, table.c.id)
        return self._database.read(lambda c: [dict(row._mapping) for row in c.execute(query)])


def _of(table: Table, hall: str | None) -> tuple[ColumnElement[bool], ...]:
    return () if hall is None else (table.c.hall == hall,)
