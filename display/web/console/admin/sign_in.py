"""The pages of signing in and out."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Blueprint, g, redirect, request
from werkzeug import Response

from display.accounts import TooManyTries
from display.audit import Actor, acting
from display.web.console.formats import hall_of
from display.web.console.frame import console_blueprint, show
from display.web.console.pages import NOW, SIGN_IN
from display.web.edge.session_cookie import sign_in, sign_out

if TYPE_CHECKING:
    from display.accounts import User
    from display.journal import Hall
    from display.parts import Parts

_WRONG = "Nama pengguna atau kata sandi salah."
_EMPTY = "Isi nama pengguna dan kata sandi."


def sign_in_blueprint(parts: Parts) -> Blueprint:
    """Return the pages of signing in and out."""
    blueprint, hall = console_blueprint("sign_in"), hall_of(parts)
    form = partial(_form, hall)

    @blueprint.route("/masuk", methods=["GET", "POST"])
    def enter() -> Response:
        if request.method == "POST":
            return _enter(parts, form)
        return redirect(_onward(), 303) if g.person else form()

    @blueprint.post("/keluar")
    def leave() -> Response:
        parts.sessions.end(g.person.session)
        sign_out()
        return redirect(SIGN_IN, 303)

    return blueprint


def _enter(parts: Parts, form: Callable[..., Response]) -> Response:
    name, password = request.form.get("name", "").strip(), request.form.get("password", "")
    if not name or not password:
        return form(_EMPTY, 422)
    address = request.remote_addr or "?"
    try:
        user = parts.sign_in.check(name, password, address)
    except TooManyTries as many:
        minutes = math.ceil(many.wait_s / 60)
        words = f"Terlalu banyak percobaan yang salah. Coba lagi dalam {minutes} menit."
        return form(words, 429)
    if user is None:
        return form(_WRONG, 403)
    _begin(parts, user, address)
    return redirect(_onward(), 303)


def _begin(parts: Parts, user: User, address: str) -> None:
    """Begin a session of ``user``; one that this browser still had ends."""
    if g.person:
        parts.sessions.end(g.person.session)
    with acting(Actor(user.name, user.role, address)):
        sign_in(parts.sessions.begin(user, address, request.user_agent.string))


def _form(hall: Callable[[], Hall], error: str = "", status: int = 200) -> Response:
    name, onward = request.form.get("name", "")[:64], request.values.get("lanjut", "")
    more = {"error": error, "name": name, "onward": onward[:500]}
    return show("admin/sign_in.html", status, hall=hall(), **more)


def _onward() -> str:
    """Return the page of the console that somebody wanted before signing in, never another site."""
    wanted = request.values.get("lanjut", "")
    parts = urlsplit(wanted)
    own = not parts.scheme and not parts.netloc and "\\" not in wanted and wanted.isprintable()
    inside = parts.path == NOW or parts.path.startswith(f"{NOW}/")
    straight = ".." not in parts.path and parts.path != SIGN_IN
    return wanted if own and inside and straight else NOW
