"""How screens are known, as the database keeps it: the codes they show, the tokens they get."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from display.accounts.records import ScreenCode, Token
from display.clock import iso_now
from display.database import Database, schema

_CODES, _TOKENS = schema.screen_codes, schema.tokens


class ScreenStore:
    """The codes of unclaimed screens and the tokens of claimed ones; of secrets only the digests.

    A screen's token has the id of the screen. Methods may be called from any thread or greenlet.
    They raise :class:`JournalError`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_code(self, code: ScreenCode, most: int) -> bool:
        """Keep a code unless the hall has ``most`` already; those past their time go.

        Returns whether it is kept. Raises :class:`AlreadyExists` for a code that is in use.
        """

        def work(connection: Connection) -> bool:
            connection.execute(delete(_CODES).where(_CODES.c.expires_at < iso_now()))
            mine = select(func.count()).select_from(_CODES).where(_CODES.c.hall == code.hall)
            if connection.execute(mine).scalar_one() >= most:
                return False
            connection.execute(insert(_CODES).values(code.to_json()))
            return True

        return self._database.write(work)

    def find_code(self, hall: str, code: str) -> ScreenCode | None:
        """Return what stands behind a code that people read off a screen; None past its time."""
        return self._find((_CODES.c.hall == hall) & (_CODES.c.code == code))

    def find_secret(self, hall: str, digest: str) -> ScreenCode | None:
        """Return the code of the screen that keeps this secret; None past its time."""
        return self._find((_CODES.c.hall == hall) & (_CODES.c.digest == digest))

    def take_code(self, digest: str, screen: str) -> bool:
        """Note which screen a code becomes. Returns whether nobody was first."""
        free = update(_CODES).where(_CODES.c.digest == digest, _CODES.c.screen.is_(None))
        return self._database.write(lambda c: bool(c.execute(free.values(screen=screen)).rowcount))

    def put_token(self, token: Token) -> None:
        """Keep a screen's token in place of the one that it had."""

        def work(connection: Connection) -> None:
            connection.execute(delete(_TOKENS).where(_TOKENS.c.id == token.id))
            connection.execute(insert(_TOKENS).values(token.to_json()))

        self._database.write(work)

    def drop_token(self, hall: str, screen: str) -> None:
        """Let a screen's token be worth nothing from now on; none is no error."""
        one = delete(_TOKENS).where(_TOKENS.c.hall == hall, _TOKENS.c.id == screen)
        self._database.write(lambda c: c.execute(one))

    def _find(self, wanted: ColumnElement[bool]) -> ScreenCode | None:
        query = select(_CODES).where(wanted, _CODES.c.expires_at >= iso_now())
        row = self._database.read(lambda c: c.execute(query).one_or_none())
        return ScreenCode.from_json(dict(row._mapping)) if row else None
