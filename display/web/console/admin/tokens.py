"""The keys of other programs: made, shown once, revoked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, request
from werkzeug import Response
from werkzeug.exceptions import NotFound

from display.accounts import SCOPES, AccountError, issue_token
from display.web.console.frame import console_blueprint, show
from display.web.console.pages import TOKENS

if TYPE_CHECKING:
    from display.parts import Parts

SCOPE_WORDS = {
    "calls": ("Memanggil", "sistem antrean: memanggil, memanggil ulang, mengakhiri"),
    "announcements": ("Mengumumkan", "mengirim dan membatalkan pengumuman"),
    "read": ("Melihat", "papan, layar, dan laporan"),
    "speaker": ("Pengeras suara", "mesin yang memutar suara di aula"),
    "voice": ("Suara", "mengubah cara kata diucapkan"),
    "admin": ("Semuanya", "hanya untuk pemasang"),
}
_WRONG = {
    "name": "Beri nama 1–80 huruf, misalnya program yang memakainya.",
    "scopes": "Pilih paling sedikit satu hak.",
}


def tokens_blueprint(parts: Parts) -> Blueprint:
    """Return the page of tokens."""
    blueprint = console_blueprint("tokens")

    @blueprint.route("/pengaturan/token", methods=["GET", "POST"])
    def tokens() -> Response:
        return _add(parts) if request.method == "POST" else _list(parts, {})

    @blueprint.post("/pengaturan/token/<token_id>/cabut")
    def revoke(token_id: str) -> Response:
        found = {token.id: token for token in parts.accounts.tokens(parts.hall.id)}
        if token_id not in found:
            raise NotFound
        if parts.accounts.revoke_token(token_id):
            parts.tokens.forget()
            flash(f"Token {found[token_id].name} sudah dicabut.")
        return redirect(TOKENS, 303)

    return blueprint


def _add(parts: Parts) -> Response:
    name, scopes = request.form.get("name", "").strip(), request.form.getlist("scopes")
    try:
        secret = issue_token(parts.accounts, parts.hall.id, name, scopes)
    except AccountError as error:
        wrong = {error.field: _WRONG.get(error.field, str(error))}
        return _list(parts, wrong, {"name": name, "scopes": scopes}, 422)
    return show("admin/secret.html", secret=secret, token=name, back=TOKENS)


def _list(
    parts: Parts,
    errors: dict[str, str],
    given: dict[str, Any] | None = None,
    status: int = 200,
) -> Response:
    living = [token for token in parts.accounts.tokens(parts.hall.id) if not token.revoked_at]
    choices = [(scope, *SCOPE_WORDS[scope]) for scope in SCOPES]
    return show(
        *("admin/tokens.html", status),
        errors=errors,
        given=given or {"name": "", "scopes": []},
        tokens=living[::-1],
        choices_of=choices,
        words=SCOPE_WORDS,
    )
