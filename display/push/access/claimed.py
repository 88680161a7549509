"""Is this a screen that staff have claimed? By its token, wherever its browser can carry one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Request

from display.accounts import SCREEN
from display.push.access.bearer import bearer

if TYPE_CHECKING:
    from display.journal import Screen
    from display.parts import Parts

CLAIM_COOKIE: Final = "panggil_claim"
"""The cookie in which a claimed screen keeps its token: it comes with the handshake, before any
word. Its page writes it, so that an engine that loses it gets it back."""


def claimed_screen(request: Request, parts: Parts) -> Screen | None:
    """Return the claimed screen that sends this request, None for everybody else.

    Its token is looked for in the header ``Authorization`` and in its cookie; in a hello it is
    looked for first (:func:`~display.push.access.admission.check_role`).
    """
    for secret in (bearer(request), request.cookies.get(CLAIM_COOKIE)):
        screen = screen_of(parts, secret)
        if screen is not None:
            return screen
    return None


def screen_of(parts: Parts, secret: str | None) -> Screen | None:
    """Return the claimed screen whose token ``secret`` is, None for any other secret."""
    grant = parts.allow(secret, SCREEN)
    # Who may do everything is no screen for that.
    if grant is None or SCREEN not in grant.scopes:
        return None
    return parts.screens.find(grant.id)
