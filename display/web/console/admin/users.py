"""The people who may sign in: added with a one-time password, changed, disabled, sent out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, g, redirect, request
from werkzeug import Response
from werkzeug.exceptions import NotFound

from display.accounts import (
    ROLES,
    AccountError,
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
from display.web.console.frame import ROLE_NAMES, console_blueprint, show
from display.web.console.pages import USERS

if TYPE_CHECKING:
    from display.parts import Parts

_ABOUT_ROLES = {
    "admin": "boleh semuanya, termasuk pengguna dan token",
    "officer": "mengumumkan, memanggil, mengatur layar dan suara",
    "clerk": "memanggil nomor di loketnya sendiri",
    "viewer": "hanya melihat",
}
_WRONG = {
    "name": "Pakai 1–64 huruf tanpa spasi, angka, atau tanda . _ @ -",
    "role": "Pilih salah satu peran.",
    "display_name": "Paling banyak 80 huruf.",
    "counters": "Pilih loket dari daftar.",
}
_TAKEN = {"name": "Nama pengguna ini sudah dipakai."}
_LAST_ADMIN = {"role": "Harus tetap ada seorang admin yang aktif. Angkat admin lain lebih dulu."}
_NO_COUNTER = {"counters": "Pilih paling sedikit satu loket untuk peran Loket."}


def users_blueprint(parts: Parts) -> Blueprint:
    """Return the pages of users."""
    blueprint = console_blueprint("users")

    @blueprint.get("/pengaturan/pengguna")
    def users() -> Response:
        everybody = parts.accounts.users(parts.hall.id)
        seen = {user.id: session.seen_at for session, user in reversed(parts.sessions.all())}
        return show("admin/users.html", users=everybody, seen=seen, roles=ROLE_NAMES)

    @blueprint.route("/pengaturan/pengguna/baru", methods=["GET", "POST"])
    def add() -> Response:
        return _add(parts) if request.method == "POST" else _form(parts, "admin/user_new.html", {})

    @blueprint.route("/pengaturan/pengguna/<user_id>", methods=["GET", "POST"])
    def user(user_id: str) -> Response:
        whose = _find(parts, user_id)
        return _describe(parts, whose) if request.method == "POST" else _show_user(parts, whose, {})

    _route_actions(blueprint, parts)
    return blueprint


def _route_actions(blueprint: Blueprint, parts: Parts) -> None:
    @blueprint.post("/pengaturan/pengguna/<user_id>/sandi")
    def reset(user_id: str) -> Response:
        whose = _find(parts, user_id)
        secret = reset_password(parts.accounts, whose, parts.run)
        return show("admin/secret.html", secret=secret, of=whose, back=f"{USERS}/{whose.id}")

    @blueprint.post("/pengaturan/pengguna/<user_id>/status")
    def status(user_id: str) -> Response:
        whose = _find(parts, user_id)
        disable = request.form.get("aktif") != "ya"
        words = "tidak dapat masuk lagi" if disable else "boleh masuk lagi"
        step = disable_user if disable else enable_user
        return _done(parts, whose, lambda: step(parts.accounts, whose), words)

    @blueprint.post("/pengaturan/pengguna/<user_id>/keluar")
    def leave(user_id: str) -> Response:
        whose, session_id = _find(parts, user_id), request.form.get("session", "")
        if session_id:
            own = {session.id for session, _ in parts.sessions.all(whose.id)}
            if session_id in own:
                parts.sessions.end(session_id)
        else:
            parts.session_store.end_sessions_of(parts.hall.id, whose)
        flash("Sesi sudah diakhiri.")
        return redirect(f"{USERS}/{whose.id}", 303)


def _add(parts: Parts) -> Response:
    given = _given()
    errors = _check_counters(parts, given)
    if errors:
        return _form(parts, "admin/user_new.html", errors, given, 422)
    name = given.pop("name")
    try:
        secret = add_user(
            parts.accounts, parts.hall.id, name, **given, password=None, run=parts.run
        )
    except AlreadyExists:
        return _form(parts, "admin/user_new.html", _TAKEN, given | {"name": name}, 409)
    except AccountError as error:
        wrong = {error.field: _WRONG.get(error.field, str(error))}
        return _form(parts, "admin/user_new.html", wrong, given | {"name": name}, 422)
    made = parts.accounts.find_user(parts.hall.id, name)
    return show("admin/secret.html", secret=secret, of=made, back=USERS, fresh=True)


def _describe(parts: Parts, whose: User) -> Response:
    given = _given()
    errors = _check_counters(parts, given)
    given.pop("name")
    try:
        if not errors:
            describe_user(parts.accounts, whose, **given)
    except AccountError as error:
        errors = {error.field: _WRONG.get(error.field, str(error))}
    except LastAdmin:
        errors = _LAST_ADMIN
    if errors:
        return _show_user(parts, whose, errors, given, 422)
    flash(f"{given['display_name'] or whose.name} sudah diubah dan harus masuk lagi.")
    return redirect(USERS, 303)


def _done(parts: Parts, whose: User, step: Callable[[], None], words: str) -> Response:
    try:
        step()
    except LastAdmin:
        return _show_user(parts, whose, _LAST_ADMIN, status=422)
    flash(f"{whose.called} {words}.")
    return redirect(f"{USERS}/{whose.id}", 303)


def _given() -> dict[str, Any]:
    form = request.form
    return {
        "name": form.get("name", "").strip(),
        "display_name": form.get("display_name", "").strip(),
        "role": form.get("role", ""),
        "counters": form.getlist("counters"),
    }


def _check_counters(parts: Parts, given: dict[str, Any]) -> dict[str, str]:
    """Say what is wrong with the counters asked for, if anything is."""
    if given["role"] != "clerk":
        return {}
    known = {key for key, _, _ in _counters(parts)}
    if not given["counters"]:
        return _NO_COUNTER
    return {} if known.issuperset(given["counters"]) else {"counters": _WRONG["counters"]}


def _form(
    parts: Parts,
    template: str,
    errors: dict[str, str],
    given: dict[str, Any] | None = None,
    status: int = 200,
    **more: Any,
) -> Response:
    blank = {"name": "", "display_name": "", "role": "clerk", "counters": []}
    roles = [(role, ROLE_NAMES[role], _ABOUT_ROLES[role]) for role in ROLES]
    return show(
        *(template, status),
        errors=errors,
        given=blank | (given or {}),
        roles=roles,
        counters=_counters(parts),
        **more,
    )


def _show_user(
    parts: Parts,
    whose: User,
    errors: dict[str, str],
    given: dict[str, Any] | None = None,
    status: int = 200,
) -> Response:
    stored = {
        "display_name": whose.display_name or "",
        "role": whose.role,
        "counters": whose.counters or (),
    }
    sessions = [session for session, _ in parts.sessions.all(whose.id)]
    mine = whose.id == g.person.id
    shown = given or stored
    return _form(
        parts, "admin/user.html", errors, shown, status, whose=whose, sessions=sessions, me=mine
    )


def _counters(parts: Parts) -> list[tuple[str, str, str]]:
    """Return the hall's counters as choices: id, name, nothing to explain."""
    counters = parts.hall.read(lambda tx: tx.all(Counter))
    return [(counter.id, counter.name, "") for counter in counters]


def _find(parts: Parts, user_id: str) -> User:
    found = [user for user in parts.accounts.users(parts.hall.id) if user.id == user_id]
    if not found:
        raise NotFound
    return found[0]
