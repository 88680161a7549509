"""The one table of the console's pages: it guards the routes and makes the navigation.

A route below ``/console`` without a row here is refused (:mod:`display.web.guard`), and a row
without a route fails the tests. ``path`` is written as Flask writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ADMIN: Final = ("admin",)
STAFF: Final = ("admin", "officer")
COUNTER: Final = ("admin", "officer", "clerk")
EVERYONE: Final = ("admin", "officer", "clerk", "viewer")
NOBODY_YET: Final = ("",)
"""Also who is not signed in."""

SIGN_IN: Final = "/console/masuk"
NEW_PASSWORD: Final = "/console/sandi"  # noqa: S105
SIGN_OUT: Final = "/console/keluar"
BEFORE_ALL: Final = frozenset({NEW_PASSWORD, SIGN_OUT})
"""What a person with a one-time password may open."""


@dataclass(frozen=True, slots=True)
class Page:
    """One address of the console: who may open it, and how it is called.

    ``nav`` is its short name in the navigation ("" keeps it out), ``icon`` the name of its sign in
    ``templates/console/icons.html``; ``on_phone``: it has a place in the bar of five on a phone.
    """

    path: str
    endpoint: str
    roles: tuple[str, ...]
    title: str
    methods: tuple[str, ...] = ("GET",)
    nav: str = ""
    icon: str = ""
    on_phone: bool = True

    @property
    def is_open(self) -> bool:
        """Tell whether nobody need be signed in."""
        return self.roles == NOBODY_YET


BOTH: Final = ("GET", "POST")
POST: Final = ("POST",)

PAGES_OF_CONSOLE: tuple[Page, ...] = (
    Page("/console", "console_start.start", EVERYONE, "Sekarang", nav="Sekarang", icon="now"),
    Page("/console/loket", "console_pad.counters", COUNTER, "Loket", nav="Loket", icon="counter"),
    Page("/console/loket/<counter_id>", "console_pad.pad", COUNTER, "Loket"),
    Page(SIGN_IN, "console_door.enter", NOBODY_YET, "Masuk", BOTH),
    Page(SIGN_OUT, "console_door.leave", EVERYONE, "Keluar", POST),
    Page(NEW_PASSWORD, "console_account.password", EVERYONE, "Kata sandi baru", BOTH),
    Page("/console/akun", "console_account.account", EVERYONE, "Akun saya"),
    Page("/console/akun/sesi/<session_id>", "console_account.end", EVERYONE, "Akhiri sesi", POST),
)
"""Every page, in the order of the navigation."""


def find_page(rule: str) -> Page | None:
    """Return the row of a route."""
    return _BY_PATH.get(rule)


def navigation(role: str) -> list[Page]:
    """Return the pages that the navigation shows to a role."""
    return [page for page in PAGES_OF_CONSOLE if page.nav and role in page.roles]


def current_of(path: str, pages: list[Page]) -> Page | None:
    """Return which of the navigation's pages ``path`` belongs to: the nearest above it."""
    above = [page for page in pages if path == page.path or path.startswith(page.path + "/")]
    return max(above, key=lambda page: len(page.path), default=None)


_BY_PATH = {page.path: page for page in PAGES_OF_CONSOLE}
