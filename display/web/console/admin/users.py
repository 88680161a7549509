"""The people who may sign in: added with a one-time password, changed, disabled, sent out."""

from __future__ import annotations

from typing import TypedDict

from flask import g, request
from werkzeug import Response
from werkzeug.exceptions import NotFound

from display.accounts import (
    ROLES,
    LastAdmin,
    User,
    add_user,
    describe_user,
    disable_user,
    enable_user,
    reset_password,
)
from display.database import AlreadyExists
from display.journal import Counter
from display.web.console.forms import NOT_TAKEN, Errors, FormDraft, FormWords, done, is_sent
from display.web.console.frame import ROLE_NAMES, Family, show
from display.web.console.pages import USERS
from display.web.edge.current import current_parts

_ABOUT_ROLES = {
    "admin": "boleh semuanya, termasuk pengguna dan token",
    "officer": "mengumumkan, memanggil, mengatur layar dan suara",
    "clerk": "memanggil nomor di loketnya sendiri",
    "viewer": "hanya melihat",
}
_WORDS = FormWords(
    {
        "name": "Pakai 1–64 huruf tanpa spasi, angka, atau tanda . _ @ -",
        "role": "Pilih salah satu peran.",
        "display_name": "Paling banyak 80 huruf.",
        "counters": "Pilih loket dari daftar.",
    }
)
_TAKEN = {"name": "Nama pengguna ini sudah dipakai."}
_LAST_ADMIN = {"role": "Harus tetap ada seorang admin yang aktif. Angkat admin lain lebih dulu."}
_NO_COUNTER = {"counters": "Pilih paling sedikit satu loket untuk peran Loket."}
_BLANK = {"name": "", "display_name": "", "role": "clerk", "counters": ()}

blueprint = Family("users")


class _Description(TypedDict):
    """What a person is called and may do, as it was filled in."""

    display_name: str
    role: str
    counters: list[str]


@blueprint.page
def users() -> Response:
    """Show everybody who may sign in, and when they were last here."""
    parts = current_parts()
    everybody = parts.accounts.users(parts.hall.id)
    # Newest first, so from behind: of several sessions the newest stays.
    seen = {user.id: session.seen_at for session, user in reversed(parts.sessions.all())}
    return show("admin/users.html", users=everybody, seen=seen, roles=ROLE_NAMES)


@blueprint.page
def add() -> Response:
    """Show an empty form; add the person who is filled in, and show the one-time password.

    422 with what is wrong, 409 for a name that is taken.
    """
    return _add() if is_sent() else _form("admin/user_new.html", FormDraft(_BLANK))


@blueprint.page
def user(user_id: str) -> Response:
    """Show a person's form and sessions; change what the person may do (422). Raises NotFound."""
    whose = _find(user_id)
    return _describe(whose) if is_sent() else _show_user(whose)


@blueprint.page
def reset(user_id: str) -> Response:
    """Give a person another one-time password, and show it. Raises NotFound."""
    parts, whose = current_parts(), _find(user_id)
    secret = reset_password(parts.accounts, whose, parts.run)
    return show("admin/secret.html", secret=secret, of=whose, back=f"{USERS}/{whose.id}")


@blueprint.page
def status(user_id: str) -> Response:
    """Let a person sign in no more, or again (422 for the last admin). Raises NotFound."""
    whose, may_sign_in = _find(user_id), request.form.get("aktif") == "ya"
    step = enable_user if may_sign_in else disable_user
    try:
        step(current_parts().accounts, whose)
    except LastAdmin:
        return _show_user(whose, FormDraft(_stored(whose), _LAST_ADMIN))
    words = "boleh masuk lagi" if may_sign_in else "tidak dapat masuk lagi"
    return done(f"{whose.called} {words}.", f"{USERS}/{whose.id}")


@blueprint.page
def leave(user_id: str) -> Response:
    """End one session of a person, or all where none is named. Raises NotFound."""
    parts, whose, session_id = current_parts(), _find(user_id), request.form.get("session", "")
    if session_id:
        own = {session.id for session, _ in parts.sessions.all(whose.id)}
        # The page may be old, and the session over: that is no error. One of somebody else stays.
        if session_id in own:
            parts.sessions.end(session_id)
    else:
        parts.session_store.end_sessions_of(parts.hall.id, whose)
    return done("Sesi sudah diakhiri.", f"{USERS}/{whose.id}")


def _add() -> Response:
    parts, name, given = current_parts(), request.form.get("name", "").strip(), _given()
    shown = {**given, "name": name}
    if errors := _check_counters(given):
        return _form("admin/user_new.html", FormDraft(shown, errors))
    try:
        secret = add_user(
            parts.accounts, parts.hall.id, name, password=None, run=parts.run, **given
        )
    except AlreadyExists:
        return _form("admin/user_new.html", FormDraft(shown, _TAKEN, 409))
    except NOT_TAKEN as error:
        return _form("admin/user_new.html", _WORDS.refuse(shown, error))
    made = parts.accounts.find_user(parts.hall.id, name)
    return show("admin/secret.html", secret=secret, of=made, back=USERS, fresh=True)


def _describe(whose: User) -> Response:
    given = _given()
    if errors := _check_counters(given):
        return _show_user(whose, FormDraft({**given}, errors))
    try:
        describe_user(current_parts().accounts, whose, **given)
    except NOT_TAKEN as error:
        return _show_user(whose, _WORDS.refuse({**given}, error))
    except LastAdmin:
        return _show_user(whose, FormDraft({**given}, _LAST_ADMIN))
    called = given["display_name"] or whose.name
    return done(f"{called} sudah diubah dan harus masuk lagi.", USERS)


def _given() -> _Description:
    form = request.form
    return {
        "display_name": form.get("display_name", "").strip(),
        "role": form.get("role", ""),
        "counters": form.getlist("counters"),
    }


def _check_counters(given: _Description) -> Errors:
    """Say what is wrong with the counters asked for, if anything is."""
    # The other roles are not bound to counters; what is ticked for them counts for nothing.
    if given["role"] != "clerk":
        return {}
    if not given["counters"]:
        return _NO_COUNTER
    known = {key for key, _, _ in _counters()}
    return {} if known.issuperset(given["counters"]) else {"counters": _WORDS.fields["counters"]}


def _form(template: str, draft: FormDraft, **more: object) -> Response:
    roles = [(role, ROLE_NAMES[role], _ABOUT_ROLES[role]) for role in ROLES]
    return draft.show(template, roles=roles, counters=_counters(), **more)


def _show_user(whose: User, draft: FormDraft | None = None) -> Response:
    return _form(
        "admin/user.html",
        draft or FormDraft(_stored(whose)),
        whose=whose,
        sessions=[session for session, _ in current_parts().sessions.all(whose.id)],
        me=whose.id == g.person.id,
    )


def _stored(whose: User) -> dict[str, object]:
    return {
        "display_name": whose.display_name or "",
        "role": whose.role,
        "counters": whose.counters or (),
    }


def _counters() -> list[tuple[str, str, str]]:
    """Return the hall's counters as choices: id, name, nothing to explain."""
    counters = current_parts().hall.read(lambda tx: tx.all(Counter))
    return [(counter.id, counter.name, "") for counter in counters]


def _find(user_id: str) -> User:
    """Return the person whom an address names; raise NotFound when the hall has none."""
    parts = current_parts()
    found = next((one for one in parts.accounts.users(parts.hall.id) if one.id == user_id), None)
    if found is None:
        raise NotFound
    return found
