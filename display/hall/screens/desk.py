"""The desk of the screens: gives out codes, lets staff claim who shows one, knows the claimed.

A screen asks for a code and keeps the secret behind it. Staff claim the code, which journals the
screen; then the screen collects its token with the secret. Its answer may be lost: within the
code's time it collects again, and the token before is worth nothing any more.
"""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal
from uuid import uuid4

from display.accounts import SCREEN, ScreenCode, Throttle, Token, digest_of, new_secret
from display.clock import iso_after, iso_now
from display.database import AlreadyExists
from display.hall.errors import NotFound, Refused, TooOften
from display.hall.outcome import Outcome, kept_row
from display.hall.request import Asked, FollowUpRequest
from display.hall.screens.codes import LIFETIME_S, new_code, read_code
from display.journal import Counter, Screen, Service, Transaction, Zone

if TYPE_CHECKING:
    from display.accounts import ScreenStore, TokenCheck
    from display.hall.context import HallContext
    from display.hall.screens.requests import ClaimRequest, ScreenRequest

MOST_SCREENS: Final = 200
#: Codes that are shown at a time; a hall has some forty screens, and visitors may open the page.
MOST_CODES: Final = 400
#: Wrong codes of one person or address within three minutes before they have to wait.
MOST_WRONG: Final = 5
#: Codes for one address within ten minutes: forty screens may stand behind one.
MOST_ASKED: Final = 120
_FULL_FOR_S: Final = 60

Order = Literal["identified", "reloaded"]
"""What staff may tell a screen to do; it is an event, so that every way to a screen carries it."""


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """What a screen gets to show, and the secret with which it asks what became of it."""

    secret: str
    code: str
    expires_in_s: int


@dataclass(frozen=True, slots=True)
class Welcome:
    """What became of a code: it waits, its time is over, or a screen has it and its token."""

    state: Literal["waiting", "over", "claimed"]
    token: str | None = None
    screen: Screen | None = None


class ScreenDesk:
    """Knows the screens of one hall. ``position`` is that of the journal as it was last heard of.

    What it remembers of the claimed screens holds as long as the position.
    """

    def __init__(
        self,
        hall: HallContext,
        store: ScreenStore,
        tokens: TokenCheck,
        position: Callable[[], tuple[str, int]],
    ) -> None:
        self._hall, self._store, self._tokens, self._position = hall, store, tokens, position
        self._wrong = Throttle(most=MOST_WRONG)
        self._asked = Throttle(most=MOST_ASKED, within_s=LIFETIME_S)
        self._read_at: tuple[str, int] | None = None
        self._rows: tuple[Screen, ...] = ()

    def issue_code(self, address: str) -> IssuedCode:
        """Return a code for a screen at ``address``. Raises :class:`TooOften`."""
        _refuse_eager(self._asked, (address,), "Too many codes were asked for; wait.")
        self._asked.count(address)
        secret = secrets.token_urlsafe(32)
        for _ in range(3):
            code = new_code()
            row = ScreenCode(digest_of(secret), self._hall.id, code, iso_after(LIFETIME_S))
            try:
                if self._store.add_code(row, MOST_CODES):
                    return IssuedCode(secret, code, LIFETIME_S)
            except AlreadyExists:
                continue  # another screen shows the same eight letters
            break
        raise TooOften("Too many screens show a code; wait.", _FULL_FOR_S)

    def collect(self, secret: str) -> Welcome:
        """Say what became of the code behind ``secret``; once it is claimed, with a token."""
        row = self._store.find_secret(self._hall.id, digest_of(secret))
        if row is None:
            return Welcome("over")
        screen_id = row.screen
        if screen_id is None:
            return Welcome("waiting")
        screen = self._hall.read(lambda tx: tx.get(Screen, screen_id))
        if screen is None:  # claimed this moment, or revoked already: then its time runs out
            return Welcome("waiting")
        token = new_secret()
        self._store.put_token(
            Token(screen.id, self._hall.id, screen.name, (SCREEN,), digest_of(token), iso_now())
        )
        self._tokens.forget()
        return Welcome("claimed", token, screen)

    def claim(self, request: ClaimRequest, who: str, address: str) -> Outcome[Screen]:
        """Journal the screen that shows a code; the same key again gets the first answer.

        Raises :class:`Refused` for a code that no screen shows, a name that another has and an
        unknown zone, and :class:`TooOften` after five wrong codes of ``who`` or from ``address``.
        """
        asked, kept = Asked.of("claim", request), kept_row(Screen)
        if self._hall.was_answered(request.event_id):
            return self._hall.earlier(asked, kept)
        guessers = (f"who:{who}", f"address:{address}")
        _refuse_eager(self._wrong, guessers, "Too many wrong codes; wait.")
        row = self._store.find_code(self._hall.id, read_code(request.code))
        if row is None:
            for guesser in guessers:
                self._wrong.count(guesser)
            raise Refused("code", "No screen shows this code now.", code="unknown_code")
        screen_id = row.screen or uuid4().hex

        def work(tx: Transaction, event_id: str) -> Outcome[Screen]:
            if tx.get(Screen, screen_id):
                raise Refused("code", "This screen was claimed already.", code="claimed_already")
            if len(tx.all(Screen)) >= MOST_SCREENS:
                raise Refused("code", f"A hall has at most {MOST_SCREENS} screens.", code="full")
            given = request.model_dump(exclude={"event_id", "code"}, exclude_none=True)
            screen = Screen(id=screen_id, claimed_at=iso_now(), **given)
            _check(tx, screen)
            return _append(tx, "screen.claimed", event_id, screen)

        # Noted first: of two who claim one code the second finds it taken. Where the journal then
        # refuses, the code stays free to be claimed, as the same screen.
        if row.screen is None and not self._store.take_code(row.digest, screen_id):
            raise Refused("code", "This screen was claimed already.", code="claimed_already")
        claimed = self._hall.once(asked, kept, work)
        self._wrong.forget(guessers[0])
        return claimed

    def change(self, screen_id: str, request: ScreenRequest) -> Outcome[Screen]:
        """Alter a screen; the same again changes nothing.

        Raises :class:`NotFound`, and :class:`Refused` as :meth:`claim` does.
        """
        given = request.model_dump(exclude={"event_id"}, exclude_none=True)

        def work(tx: Transaction, event_id: str) -> Outcome[Screen]:
            known = _require(tx, screen_id)
            screen = replace(known, **given)
            if screen == known:
                return Outcome(False, known.seq, known)
            _check(tx, screen)
            return _append(tx, "screen.changed", event_id, screen)

        asked = Asked.of("screen", request, screen=screen_id)
        return self._hall.once(asked, kept_row(Screen), work)

    def order(self, screen_id: str, order: Order, request: FollowUpRequest) -> Outcome[Screen]:
        """Tell a screen to show its name, or to load its page again. Raises :class:`NotFound`."""

        def work(tx: Transaction, event_id: str) -> Outcome[Screen]:
            return _append(tx, f"screen.{order}", event_id, _require(tx, screen_id))

        asked = Asked.of(order, request, screen=screen_id)
        return self._hall.once(asked, kept_row(Screen), work)

    def revoke(self, screen_id: str) -> Outcome[None]:
        """Let a screen be nobody's again; its token opens nothing. Raises :class:`NotFound`."""

        def work(tx: Transaction) -> Outcome[None]:
            row = {**_require(tx, screen_id).to_json(), "removed": True}
            return Outcome(False, tx.append("screen.revoked", {"screen": row}).seq, None)

        revoked = self._hall.write(work)
        self._read_at = None
        self._store.drop_token(self._hall.id, screen_id)
        self._tokens.forget()
        return revoked

    def all(self) -> list[Screen]:
        """Return the claimed screens by name."""
        return self._hall.read(lambda tx: tx.all(Screen))

    def known(self) -> tuple[Screen, ...]:
        """Return the claimed screens as of the position; asked again, it costs nothing."""
        at = self._position()
        if at != self._read_at:
            self._rows, self._read_at = tuple(self.all()), at
        return self._rows

    def find(self, screen_id: str) -> Screen | None:
        """Return a claimed screen, None when it is not or was revoked."""
        rows = {row.id: row for row in self.known()}
        # Whoever collects a token may come before the hub has heard of the event that made it.
        return rows.get(screen_id) or self._hall.read(lambda tx: tx.get(Screen, screen_id))


def _refuse_eager(throttle: Throttle, keys: tuple[str, ...], message: str) -> None:
    wait_s = max(throttle.wait_s(key) for key in keys)
    if wait_s:
        raise TooOften(message, math.ceil(wait_s))


def _require(tx: Transaction, screen_id: str) -> Screen:
    screen = tx.get(Screen, screen_id)
    if screen is None:
        raise NotFound(f"There is no screen {screen_id!r}.", code="unknown_screen")
    return screen


def _check(tx: Transaction, screen: Screen) -> None:
    if tx.get(Zone, screen.zone) is None:
        raise Refused("zone", f"There is no zone {screen.zone!r}.", code="unknown_zone")
    for service in screen.services:
        if tx.get(Service, service) is None:
            raise Refused("services", f"There is no service {service!r}.", code="unknown_service")
    if screen.layout == "service" and len(screen.services) != 1:
        raise Refused("services", "The layout service shows exactly one.", code="one_service")
    if screen.counter and tx.get(Counter, screen.counter) is None:
        raise Refused("counter", f"There is no counter {screen.counter!r}.", code="unknown_counter")
    if screen.layout == "counter" and not screen.counter:
        raise Refused("counter", "The layout counter shows one; say which.", code="no_counter")
    name = screen.name.casefold()
    # A fault names its screen: two of one name would send people to the wrong TV.
    if any(row.name.casefold() == name and row.id != screen.id for row in tx.all(Screen)):
        raise Refused("name", "Another screen has this name.", code="taken")


def _append(tx: Transaction, name: str, event_id: str, screen: Screen) -> Outcome[Screen]:
    event = tx.append(name, {"screen": screen.to_json()}, event_id)
    return Outcome(name == "screen.claimed", event.seq, Screen.from_json(event.data["screen"]))
