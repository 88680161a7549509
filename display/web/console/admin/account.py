"""One's own account: a new password, and where one is signed in."""

from __future__ import annotations

from flask import g, redirect, request
from werkzeug import Response
from werkzeug.exceptions import NotFound

from display.accounts import SHORTEST, TooManyTries, WeakSecret, set_password
from display.web.console.admin.sign_in import first_page
from display.web.console.forms import Errors, done, is_sent
from display.web.console.frame import Family, show
from display.web.console.pages import ACCOUNT, SIGN_IN
from display.web.edge.current import current_parts
from display.web.edge.session_cookie import sign_in, sign_out

_WEAK = f"Paling sedikit {SHORTEST} huruf atau angka, dan bukan yang mudah ditebak."
_MANY = "Terlalu banyak percobaan yang salah. Tunggu beberapa menit."


blueprint = Family("account")


@blueprint.page
def account() -> Response:
    """Show where one is signed in."""
    return show("admin/account.html", sessions=current_parts().sessions.all(g.person.id))


@blueprint.page
def end(session_id: str) -> Response:
    """End a session of one's own; whose own this is signs in again. Raises NotFound."""
    sessions = current_parts().sessions
    own = {session.id for session, _ in sessions.all(g.person.id)}
    if session_id not in own:
        raise NotFound
    sessions.end(session_id)
    if session_id == g.person.session:
        sign_out()
        return redirect(SIGN_IN, 303)
    return done("Sesi itu sudah diakhiri.", ACCOUNT)


@blueprint.page
def password() -> Response:
    """Show the form of a new password; change it and end the other sessions (422)."""
    if not is_sent():
        return show("admin/password.html", errors={})
    if errors := _change_password():
        return show("admin/password.html", 422, errors=errors)
    return done(
        "Kata sandi Anda sudah diganti. Sesi di peramban lain sudah diakhiri.", first_page(g.person)
    )


def _change_password() -> Errors:
    """Change the password and begin a session anew, or return what is wrong, by field."""
    parts = current_parts()
    # Passwords are not stripped: a blank at an end is part of one.
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
    # The new password ended every session, also this one: whoever changed it goes on in another.
    fresh = parts.accounts.find_user(parts.hall.id, user.name) or user
    sign_in(parts.sessions.begin(fresh, address, request.user_agent.string))
    return {}
