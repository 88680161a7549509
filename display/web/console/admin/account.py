"""One's own account: a new password, and where one is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, g, redirect, request
from werkzeug import Response
from werkzeug.exceptions import NotFound

from display.accounts import SHORTEST, TooManyTries, WeakSecret, set_password
from display.web.console.frame import console_blueprint, show
from display.web.console.pages import ACCOUNT, NOW, SIGN_IN
from display.web.edge.session_cookie import sign_in, sign_out

if TYPE_CHECKING:
    from display.parts import Parts

_WEAK = f"Paling sedikit {SHORTEST} huruf atau angka, dan bukan yang mudah ditebak."
_MANY = "Terlalu banyak percobaan yang salah. Tunggu beberapa menit."


def account_blueprint(parts: Parts) -> Blueprint:
    """Return the pages of one's own account."""
    blueprint = console_blueprint("account")

    @blueprint.get("/akun")
    def account() -> Response:
        return show("admin/account.html", sessions=parts.sessions.all(g.person.id))

    @blueprint.post("/akun/sesi/<session_id>")
    def end(session_id: str) -> Response:
        return _end(parts, session_id)

    @blueprint.route("/sandi", methods=["GET", "POST"])
    def password() -> Response:
        if request.method == "GET":
            return show("admin/password.html", errors={})
        errors = _change_password(parts)
        if errors:
            return show("admin/password.html", 422, errors=errors)
        flash("Kata sandi Anda sudah diganti. Sesi di peramban lain sudah diakhiri.")
        return redirect(NOW, 303)

    return blueprint


def _end(parts: Parts, session_id: str) -> Response:
    own = {session.id for session, _ in parts.sessions.all(g.person.id)}
    if session_id not in own:
        raise NotFound
    parts.sessions.end(session_id)
    if session_id == g.person.session:
        sign_out()
        return redirect(SIGN_IN, 303)
    flash("Sesi itu sudah diakhiri.")
    return redirect(ACCOUNT, 303)


def _change_password(parts: Parts) -> dict[str, str]:
    """Change the password and begin a session anew, or return what is wrong, by field."""
    old, new = request.form.get("old", ""), request.form.get("new", "")
    address = request.remote_addr or "?"
    if new != request.form.get("again", ""):
        return {"again": "Kedua kata sandi baru tidak sama."}
    if old == new:
        return {"new": "Kata sandi baru harus berbeda dari yang sekarang."}
    try:
        user = parts.sign_in.check(g.person.name, old, address)
        if user is None:
            return {"old": "Kata sandi yang sekarang salah."}
        set_password(parts.accounts, parts.hall.id, g.person.name, new, parts.run)
    except TooManyTries:
        return {"old": _MANY}
    except WeakSecret:
        return {"new": _WEAK}
    fresh = parts.accounts.find_user(parts.hall.id, user.name) or user
    sign_in(parts.sessions.begin(fresh, address, request.user_agent.string))
    return {}
