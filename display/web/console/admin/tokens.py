"""The keys of other programs: made, shown once, revoked."""

from __future__ import annotations

from flask import redirect, request
from werkzeug import Response
from werkzeug.exceptions import NotFound

from display.accounts import SCOPES, SCREEN, issue_token
from display.web.console.forms import NOT_TAKEN, FormDraft, FormWords, done, is_sent
from display.web.console.frame import Family, show
from display.web.console.pages import TOKENS
from display.web.edge.current import current_parts

SCOPE_WORDS = {
    "calls": ("Memanggil", "sistem antrean: memanggil, memanggil ulang, mengakhiri"),
    "announcements": ("Mengumumkan", "mengirim dan membatalkan pengumuman"),
    "read": ("Melihat", "papan, layar, dan laporan"),
    "speaker": ("Pengeras suara", "mesin yang memutar suara di aula"),
    "listen": ("Mikrofon ruangan", "mendengarkan apakah pengeras suara terdengar"),
    "voice": ("Suara", "mengubah cara kata diucapkan"),
    "admin": ("Semuanya", "hanya untuk pemasang"),
}
_WORDS = FormWords(
    {
        "name": "Beri nama 1–80 huruf, misalnya program yang memakainya.",
        "scopes": "Pilih paling sedikit satu hak.",
    }
)
_BLANK = {"name": "", "scopes": ()}

blueprint = Family("tokens")


@blueprint.page
def tokens() -> Response:
    """Show the tokens in use and an empty form; make one, and show its secret (422)."""
    return _add() if is_sent() else _form(FormDraft(_BLANK))


@blueprint.page
def revoke(token_id: str) -> Response:
    """Refuse a token from now on; one that is revoked already stays so. Raises NotFound."""
    parts = current_parts()
    found = {token.id: token for token in parts.accounts.tokens(parts.hall.id)}
    if token_id not in found:
        raise NotFound
    # Two pages that were open at once: nothing is said twice.
    if not parts.accounts.revoke_token(token_id):
        return redirect(TOKENS, 303)
    # Checked tokens are held in memory for a moment; this one must be dead at once.
    parts.tokens.forget()
    return done(f"Token {found[token_id].name} sudah dicabut.", TOKENS)


def _add() -> Response:
    parts = current_parts()
    name, scopes = request.form.get("name", "").strip(), request.form.getlist("scopes")
    try:
        secret = issue_token(parts.accounts, parts.hall.id, name, scopes)
    except NOT_TAKEN as error:
        return _form(_WORDS.refuse({"name": name, "scopes": scopes}, error))
    return show("admin/secret.html", secret=secret, token=name, back=TOKENS)


def _form(draft: FormDraft) -> Response:
    parts = current_parts()
    # Those of screens are looked after where the screens are.
    living = [
        token
        for token in parts.accounts.tokens(parts.hall.id)
        if not token.revoked_at and SCREEN not in token.scopes
    ]
    return draft.show(
        "admin/tokens.html",
        tokens=living[::-1],
        choices_of=[(scope, *SCOPE_WORDS[scope]) for scope in SCOPES],
        words=SCOPE_WORDS,
    )
