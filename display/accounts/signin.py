"""Signing in: passwords checked in even time, whoever guesses slowed down."""

from __future__ import annotations

import contextlib
import itertools
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
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
# from many addresses cannot pile up work. Known clients have as much room again.
_MOST_AT_ONCE = 16
# Of strangers from one address.
_MOST_AT_ONCE_EACH = 4
# Refused sign-ins that the audit log takes in three minutes; a flood must not push the rest out.
_MOST_NOTED = 60


class SignIn:
    """Checks passwords of one server. Safe to share between greenlets.

    Ten wrong ones within three minutes from one address, or for one name from wherever, must wait.
    Guesses of others do not count for a browser in which that name has signed in before
    (``device``), nor at an address from which it has: nobody can lock a member of staff out, also
    not one who comes through the same proxy. Each of these has ten wrong ones of its own.
    """

    def __init__(
        self,
        accounts: AccountStore,
        audit: AuditLog,
        hall: str,
        run: Run = run_here,
        *,
        signed_in: Callable[[], Iterable[tuple[str, str]]] = tuple,
    ) -> None:
        """``signed_in``: names and addresses that somebody has signed in from, newest first."""
        self._accounts, self._audit = accounts, audit
        self._hall, self._run = hall, run
        self._wrong = Throttle()
        self._noted = Throttle(most=_MOST_NOTED)
        self._room = threading.BoundedSemaphore(_MOST_AT_ONCE)
        self._own_room = threading.BoundedSemaphore(_MOST_AT_ONCE)
        self._going: Counter[str] = Counter()
        self._signed_in = signed_in
        self._known: dict[tuple[str, str], None] | None = None

    def check(
        self, name: str, password: str, address: str, device: str | None = None
    ) -> User | None:
        """Return the user when the password is right, ``None`` when it or the name is wrong.

        ``device`` is the id of a browser in which ``name`` has signed in before. Raises
        :class:`TooManyTries`, alike for names that nobody has, and when too many are at it.
        """
        account = name.casefold()[:64]
        keys = self._keys(account, address, device)
        wait_s = max(map(self._wrong.wait_s, keys))
        if wait_s:
            raise TooManyTries(wait_s)
        with self._take_room(address, is_known=len(keys) == 1):
            return self._check(name, account, password, address, keys)

    def _keys(self, account: str, address: str, device: str | None) -> tuple[str, ...]:
        """Return the counts of wrong passwords that such a try belongs to."""
        if device is not None:
            return (f"device {device} {account}",)
        if (account, address) in self._places():
            return (f"place {address} {account}",)
        return (f"address {address}", f"name {account}")

    def _places(self) -> dict[tuple[str, str], None]:
        """Return from where each name has signed in; also before this server was started."""
        if self._known is None:
            self._known = {}
            for name, address in itertools.islice(self._signed_in(), _MOST_PROVEN // 2):
                self._known[name.casefold()[:64], address] = None
        return self._known

    @contextlib.contextmanager
    def _take_room(self, address: str, *, is_known: bool) -> Iterator[None]:
        room = self._own_room if is_known else self._room
        is_crowded = not is_known and self._going[address] >= _MOST_AT_ONCE_EACH
        if is_crowded or not room.acquire(blocking=False):
            raise TooManyTries(1)
        self._going[address] += 1
        try:
            yield
        finally:
            room.release()
            self._going[address] -= 1
            if not self._going[address]:
                del self._going[address]

    def _check(
        self, name: str, account: str, password: str, address: str, keys: tuple[str, ...]
    ) -> User | None:
        # Counted before the password is looked at: tries sent side by side cannot slip through.
        for key in keys:
            self._wrong.count(key)
        user = check_password(self._accounts, self._hall, name, password, self._run)
        if user is None:
            self._note_refused(name, address)
            return None
        for key in keys:
            self._wrong.forget(key)
        places = self._places()
        if len(places) < _MOST_PROVEN:
            places[account, address] = None
        return user

    def _note_refused(self, name: str, address: str) -> None:
        if self._noted.wait_s(""):
            return
        self._noted.count("")
        with contextlib.suppress(PanggilError):  # the answer does not depend on the log
            who = Actor(name[:80] or "?", "nobody", address)
            self._audit.note(self._hall, who, "session.refused", name)
