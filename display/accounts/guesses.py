"""Whose token is this? And whoever guesses is slowed down, wherever a token may be shown.

HTTP, the websocket's handshake and its hello ask the same question here, so that a guesser who is
refused at one door has no other one to try.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import structlog

from display.accounts.errors import TooManyTries
from display.accounts.throttle import Throttle
from display.accounts.tokens import Grant, is_issued

log = structlog.get_logger(__name__)

# Addresses that a chosen secret has come from; a hall has a few.
_MOST_PROVEN: Final = 1000
# A secret of a person's choice with this many characters is found by nobody who may only ask.
_BEYOND_GUESSING: Final = 32


class Guesses:
    """Checks the bearer tokens of one server. ``find`` returns what a secret grants in its hall.

    Ten wrong secrets from one address within three minutes are refused instead of looked at. A
    right one passes all the same when it could not have been guessed (256 bits of ours, or as long)
    or came from that address before: a forgotten program with an old token, or a flood through the
    proxy that all share, must not silence the hall.
    """

    def __init__(self, find: Callable[[str], Grant | None]) -> None:
        self._find = find
        self._throttle = Throttle()
        self._proven: dict[tuple[str, str], None] = {}

    def check(self, secret: str, address: str) -> Grant | None:
        """Return what ``secret`` grants, ``None`` when it is wrong, which is counted.

        Raises :class:`TooManyTries` after too many wrong ones, alike for wrong ones and right ones
        that might be guesses.
        """
        wait_s = self._throttle.wait_s(address)
        grant = self._find(secret)
        if grant is not None and self._passes(secret, grant, address, wait_s):
            return grant
        if wait_s:
            raise TooManyTries(wait_s)
        self._throttle.count(address)
        log.warning("wrong token", address=address)
        return None

    def knows(self, secret: str) -> bool:
        """Tell whether ``secret`` grants anything here. Says nothing to whoever shows it."""
        return bool(secret) and self._find(secret) is not None

    def _passes(self, secret: str, grant: Grant, address: str, wait_s: float) -> bool:
        known = (address, grant.id)
        if known in self._proven or is_issued(secret) or len(secret) >= _BEYOND_GUESSING:
            return True
        if wait_s:
            return False
        # When it is full nothing is forgotten: whoever is in it has the better right.
        if len(self._proven) < _MOST_PROVEN:
            self._proven[known] = None
        return True
