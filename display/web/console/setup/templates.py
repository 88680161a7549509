"""Setting up the templates of announcements: plain forms, each error next to its field."""

from __future__ import annotations

import unicodedata

from flask import request
from werkzeug import Response
from werkzeug.exceptions import NotFound as PageNotFound

from display.hall import NotFound
from display.hall.announcing import (
    TemplateRequest,
    describe_template,
    known_fields,
    remove_template,
    set_template,
)
from display.journal import Template
from display.web.console.forms import (
    NOT_TAKEN,
    FormDraft,
    FormWords,
    done,
    find_row,
    free_id,
    is_sent,
)
from display.web.console.frame import Family, show
from display.web.console.pages import TEMPLATES
from display.web.edge.current import current_parts

_FLAGS = ("chime", "hold_calls", "drill")
_PRIORITIES = {
    "scheduled": "Biasa – sesudah panggilan",
    "urgent": "Penting – sebelum panggilan",
    "idle": "Selingan – bila sedang sepi",
    "emergency": "Darurat – memotong semuanya",
}
_TIMES = ("satu kali", "dua kali", "tiga kali", "empat kali")
_WORDS = FormWords(
    {
        "name": "Isi nama, paling banyak 80 huruf.",
        "text": "Isi teks, paling banyak 1.500 huruf.",
        "priority": "Pilih salah satu prioritas.",
        "repeats": "Pilih satu sampai empat kali.",
        "template_id": "Templat sudah terlalu banyak; hapus yang tidak dipakai.",
    },
    {
        "unknown_field": "Bagian dalam kurung kurawal ini tidak dikenal. Pakai yang ada di daftar.",
        "bad_brace": "Ada kurung kurawal yang tidak ditutup.",
    },
)
_BLANK = {"name": "", "text": "", "priority": "scheduled", "repeats": 0, "chime": True}

blueprint = Family("templates")


@blueprint.page
def templates() -> Response:
    """Show the templates in their order."""
    rows = current_parts().hall.read(lambda tx: tx.all(Template))
    return show("setup/templates.html", rows=rows, priorities=_PRIORITIES)


@blueprint.page
def add() -> Response:
    """Show an empty form; keep the template that is filled in (422 with what is wrong)."""
    return _save(None) if is_sent() else _form(FormDraft(_BLANK))


@blueprint.page
def template(template_id: str) -> Response:
    """Show a template's form; change the template (422). Raises NotFound."""
    known = find_row(Template, template_id)
    return _save(known) if is_sent() else _form(FormDraft(known.to_json()), known)


@blueprint.page
def remove(template_id: str) -> Response:
    """Take a template away. Raises NotFound, also where somebody else was first."""
    known = find_row(Template, template_id)
    try:
        remove_template(current_parts().hall, template_id)
    except NotFound:
        raise PageNotFound from None
    return done(f"Templat {known.name} sudah dihapus.", TEMPLATES)


def _save(known: Template | None) -> Response:
    given = _given()
    try:
        asked = TemplateRequest.model_validate(given)
        set_template(current_parts().hall, known.id if known else _new_id(asked.name), asked)
    except NOT_TAKEN as error:
        return _form(_WORDS.refuse(given, error), known)
    return done(f"Templat {asked.name} sudah disimpan.", TEMPLATES)


def _given() -> dict[str, str | int | bool]:
    """Return what was filled in; ``repeats`` is -1 where none of the choices was sent."""
    form = request.form
    repeats = form.get("repeats", "")
    return {
        "name": _plain(form.get("name", "")),
        "text": _plain(form.get("text", "")),
        "priority": form.get("priority", ""),
        "repeats": int(repeats) if repeats in {"0", "1", "2", "3"} else -1,
        **{flag: form.get(flag) == "ya" for flag in _FLAGS},
    }


def _plain(text: str) -> str:
    """Return one line without control characters: what is typed here is spoken and shown."""
    shown = (" " if unicodedata.category(letter) == "Cc" else letter for letter in text)
    kept = "".join(letter for letter in shown if unicodedata.category(letter) not in {"Cf", "Cs"})
    return " ".join(kept.split())


def _new_id(name: str) -> str:
    """Return a free id that resembles the name."""
    taken = {row.id for row in current_parts().hall.read(lambda tx: tx.all(Template))}
    return free_id(name, taken, "templat")


def _form(draft: FormDraft, known: Template | None = None) -> Response:
    return draft.show(
        "setup/template.html",
        known=known,
        fields=known_fields(),
        uses=[field["name"] for field in describe_template(known)["fields"]] if known else [],
        priorities=_PRIORITIES,
        times=_TIMES,
    )
