"""The pages of signing in and out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from flask import g, redirect, request
from werkzeug import Response

from display.accounts import TooManyTries
from display.audit import Actor, acting
from display.journal import Counter
from display.web.console.admin.device import known_device, remember_device
from display.web.console.forms import is_sent
from display.web.console.frame import Family, show
from display.web.console.guide.steps import is_welcome
from display.web.console.pages import GUIDE, NOW, PADS, SIGN_IN
from display.web.edge.current import current_hall, current_parts
from display.web.edge.session_cookie import sign_in, sign_out

if TYPE_CHECKING:
    from display.accounts import Person, User

_WRONG = "Nama pengguna atau kata sandi salah."
_EMPTY = "Isi nama pengguna dan kata sandi."


blueprint = Family("sign_in")


@blueprint.page
def enter() -> Response:
    """Show the form; begin a session and lead on to the page that was wanted.

    422 for an empty field, 403 for a wrong name or password, 429 after too many wrong ones.
    """
    if is_sent():
        return _enter()
    return redirect(_onward(g.person), 303) if g.person else _form()


@blueprint.page
def leave() -> Response:
    """End the session of this browser."""
    current_parts().sessions.end(g.person.session)
    sign_out()
    return redirect(SIGN_IN, 303)


def _enter() -> Response:
    name, password = request.form.get("name", "").strip(), request.form.get("password", "")
    if not name or not password:
        return _form(_EMPTY, 422)
    address = request.remote_addr or "?"
    try:
        user = current_parts().sign_in.check(name, password, address, known_device(name))
    except TooManyTries as many:
        minutes = math.ceil(many.wait_s / 60)
        words = f"Terlalu banyak percobaan yang salah. Coba lagi dalam {minutes} menit."
        return _form(words, 429)
    if user is None:
        # Not 401: that must come with a challenge (RFC 9110, 15.5.2), at which a browser may open a
        # window of its own.
        return _form(_WRONG, 403)
    _begin(user, address)
    response = redirect(_onward(user), 303)
    remember_device(response, user.name)
    return response


def _begin(user: User, address: str) -> None:
    """Begin a session of ``user``; one that this browser still had ends."""
    sessions = current_parts().sessions
    if g.person:
        sessions.end(g.person.session)
    with acting(Actor(user.name, user.role, address)):
        sign_in(sessions.begin(user, address, request.user_agent.string))


def _form(error: str = "", status: int = 200) -> Response:
    # Both stand in the page again; bounded, so that no answer grows with what was sent.
    name, onward = request.form.get("name", "")[:64], request.values.get("lanjut", "")
    more = {"error": error, "name": name, "onward": onward[:500]}
    return show("admin/sign_in.html", status, hall=current_hall(), **more)


def _onward(user: User | Person) -> str:
    """Return the page of the console that somebody wanted before signing in, never another site."""
    wanted = request.values.get("lanjut", "")
    address = urlsplit(wanted)
    # Browsers read a backslash as a slash, so that "/\\other.example" leads to another site, and
    # they resolve ".." before they ask (OWASP, Unvalidated Redirects and Forwards).
    own = not address.scheme and not address.netloc and "\\" not in wanted and wanted.isprintable()
    inside = address.path == NOW or address.path.startswith(f"{NOW}/")
    straight = ".." not in address.path and address.path != SIGN_IN
    # Whoever asked for the console as a whole wants the page of their work.
    named = address.path.rstrip("/") != NOW
    return wanted if own and inside and straight and named else first_page(user)


def first_page(user: User | Person) -> str:
    """Return where somebody works: a clerk at the pad, or where there are several, at them.

    An admin of a hall that is not set up yet begins with that.
    """
    if is_welcome(user):
        return GUIDE
    if user.role != "clerk":
        return NOW
    own = user.counters or ()
    there = current_parts().hall.read(lambda tx: [each for each in own if tx.get(Counter, each)])
    return f"{PADS}/{quote(there[0], safe='')}" if len(there) == 1 else PADS
