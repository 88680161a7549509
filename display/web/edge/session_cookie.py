"""The browser's session: a signed cookie that holds the session's secret and the CSRF seed.

Flask-Login keeps who is signed in, as the session's own secret ("alternative token"), so that the
journal can end a session whatever the cookie says. Flask-WTF makes and checks the CSRF tokens; it
is loaded when the first page of the console is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Flask, g, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, current_user, login_user, logout_user

from display.accounts import Person
from display.web.edge.problem import Problem

if TYPE_CHECKING:
    from display.parts import Parts

COOKIE: Final = "panggil"
CSRF_HEADER: Final = "X-CSRF-Token"
CSRF_FIELD: Final = "csrf_token"
_HTTPS: Final = "https"


class _Cookie(SecureCookieSessionInterface):
    """Flask's signed cookie; ``Secure`` exactly when the browser speaks https.

    Before a proxy that ends https only the ``Origin`` of a form tells, and a page has none: a
    session that began by https remembers it.
    """

    def get_cookie_secure(self, app: Flask) -> bool:
        """Tell whether the browser came by https, also to a proxy before this server."""
        return _by_https() or bool(session.get(_HTTPS))


def _by_https() -> bool:
    return request.is_secure or request.headers.get("Origin", "").startswith("https://")


def register_cookie(app: Flask, parts: Parts) -> None:
    """Let ``app`` know its staff by a cookie: HttpOnly, SameSite, of this host alone."""
    app.secret_key = parts.accounts.key("cookie")
    app.session_interface = _Cookie()
    app.config.update(
        SESSION_COOKIE_NAME=COOKIE,
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # a pad stays open all day; the token ends with its session
    )
    manager = LoginManager()
    manager.session_protection = None  # phones change their address; the journal ends sessions
    manager.user_loader(parts.sessions.find)
    # Not init_app: its remember-me cookie, looked for at every answer, is not wanted here.
    app.login_manager = manager  # type: ignore[attr-defined]


def has_cookie() -> bool:
    """Tell whether the browser sent a session's cookie, good or not."""
    return COOKIE in request.cookies


def is_signed_cookie() -> bool:
    """Tell whether the browser sent a cookie of ours with a session in it, ended or not.

    By its signature alone, without the database: nobody else can make one.
    """
    return has_cookie() and "_user_id" in session


def signed_in_person() -> Person | None:
    """Return who is signed in, ``None`` for nobody. Reads the journal once per request."""
    if not has_cookie():
        return None
    person = current_user._get_current_object()
    return person if isinstance(person, Person) else None


def sign_in(person: Person) -> None:
    """Bind the browser to a session that has just begun; nothing of its old cookie stays."""
    # A cookie planted before sign-in must not live on after it (session fixation, ASVS 5.0, 7.2.4).
    sign_out()
    login_user(person)
    if _by_https():
        session[_HTTPS] = True


def sign_out() -> None:
    """Let the browser forget who it was. Ending the session itself is the desk's."""
    logout_user()
    session.clear()
    g.pop(CSRF_FIELD, None)


def csrf_token() -> str:
    """Return the token that this browser must send along with what changes something."""
    from flask_wtf.csrf import generate_csrf

    return str(generate_csrf())


def check_csrf() -> None:
    """Raise :class:`Problem` unless the request carries this browser's CSRF token."""
    from flask_wtf.csrf import validate_csrf
    from wtforms import ValidationError

    try:
        validate_csrf(request.headers.get(CSRF_HEADER) or request.form.get(CSRF_FIELD))
    except ValidationError:
        raise Problem(
            403, f"Send the page's CSRF token in the header {CSRF_HEADER}.", code="csrf"
        ) from None
