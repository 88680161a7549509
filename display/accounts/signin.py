"""Signing in: passwords checked in even time, whoever guesses slowed down."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from display.accounts.errors import TooManyTries
from display.accounts.throttle import Throttle
from display.accounts.users import check_password
from display.audit import Actor
from display.database import Run, run_here
from display.errors import PanggilError

if TYPE_CHECKING:
    from display.accounts.records import User
    from display.accounts.store import AccountStore
    from display.audit import AuditLog

# Names and addresses that a right password has come from; a hall has a few.
_MOST_PROVEN = 1000
# Passwords looked at side by side: at 40 ms each the last one waits less than a second, and a flood
# from many addresses cannot pile up work.
_MOST_AT_ONCE = 16
# Refused sign-ins that the audit log takes in three minutes; a flood must not push the rest out.
_MOST_NOTED = 60


class SignIn:
    """Checks passwords of one server. Safe to share between greenlets.

    Ten wrong ones within three minutes from one address, or for one name from wherever, must wait.
    An address from which that name has signed in before is not held up by the guesses of others:
    nobody can lock a member of staff out.
    """

    def __init__(
        self, accounts: AccountStore, audit: AuditLog, hall: str, run: Run = run_here
    ) -> None:
        self._accounts, self._audit = accounts, audit
        self._hall, self._run = hall, run
        self._addresses, self._names = Throttle(), Throttle()
        self._noted = Throttle(most=_MOST_NOTED)
        self._room = threading.BoundedSemaphore(_MOST_AT_ONCE)
        self._proven: dict[tuple[str, str], None] = {}

    def check(self, name: str, password: str, address: str) -> User | None:
        """Return the user when the password is right, ``None`` when it or the name is wrong.

        Raises :class:`TooManyTries`, alike for names that nobody has, and when too many are at it.
        """
        account = name.casefold()[:64]
        self._refuse_guessers(account, address)
        if not self._room.acquire(blocking=False):
            raise TooManyTries(1)
        try:
            return self._check(name, account, password, address)
        finally:
            self._room.release()

    def _check(self, name: str, account: str, password: str, address: str) -> User | None:
        # Counted before the password is looked at: tries sent side by side cannot slip through.
        self._addresses.count(address)
        self._names.count(account)
        user = check_password(self._accounts, self._hall, name, password, self._run)
        if user is None:
            self._note_refused(name, address)
            return None
        self._addresses.forget(address)
        self._names.forget(account)
        if len(self._proven) < _MOST_PROVEN:
            self._proven[account, address] = None
        return user

    def _refuse_guessers(self, account: str, address: str) -> None:
        wait_s = self._addresses.wait_s(address)
        if (account, address) not in self._proven:
            wait_s = max(wait_s, self._names.wait_s(account))
        if wait_s:
            raise TooManyTries(wait_s)

    def _note_refused(self, name: str, address: str) -> None:
        if self._noted.wait_s(""):
            return
        self._noted.count("")
        with contextlib.suppress(PanggilError):  # the answer does not depend on the log
            who = Actor(name[:80] or "?", "nobody", address)
            self._audit.note(self._hall, who, "session.refused", name)
