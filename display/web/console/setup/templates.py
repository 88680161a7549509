"""Setting up the templates of announcements: plain forms, each error next to its field."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from flask import Blueprint, request
from pydantic import ValidationError
from werkzeug import Response
from werkzeug.exceptions import NotFound as PageNotFound

from audio import WordingError
from display.hall import NotFound, Refused
from display.hall.announcing import (
    TemplateRequest,
    describe_template,
    known_fields,
    remove_template,
    set_template,
)
from display.journal import Template
from display.web.console.forms import Errors, done, explain_invalid, find_row, status_of
from display.web.console.frame import console_blueprint, show
from display.web.console.pages import TEMPLATES

if TYPE_CHECKING:
    from display.parts import Parts

_FLAGS = ("chime", "hold_calls", "drill")
_PRIORITIES = {
    "scheduled": "Biasa – sesudah panggilan",
    "urgent": "Penting – sebelum panggilan",
    "idle": "Selingan – bila sedang sepi",
    "emergency": "Darurat – memotong semuanya",
}
_TIMES = ("satu kali", "dua kali", "tiga kali", "empat kali")
_LONGEST_ID = 48
_WRONG = {
    "name": "Isi nama, paling banyak 80 huruf.",
    "text": "Isi teks, paling banyak 500 huruf.",
    "priority": "Pilih salah satu prioritas.",
    "repeats": "Pilih satu sampai empat kali.",
    "template_id": "Templat sudah terlalu banyak; hapus yang tidak dipakai.",
}
_CODES = {
    "unknown_field": "Bagian dalam kurung kurawal ini tidak dikenal. Pakai yang ada di daftar.",
    "bad_brace": "Ada kurung kurawal yang tidak ditutup.",
}


def templates_blueprint(parts: Parts) -> Blueprint:
    """Return the pages of templates."""
    blueprint = console_blueprint("templates")

    @blueprint.get("/pengaturan/templat")
    def templates() -> Response:
        rows = parts.hall.read(lambda tx: tx.all(Template))
        return show("setup/templates.html", rows=rows, priorities=_PRIORITIES)

    @blueprint.route("/pengaturan/templat/baru", methods=["GET", "POST"])
    def add() -> Response:
        if request.method == "GET":
            return _form(None, _blank(), {})
        return _save(parts, None)

    @blueprint.route("/pengaturan/templat/<template_id>", methods=["GET", "POST"])
    def template(template_id: str) -> Response:
        known = find_row(parts, Template, template_id)
        if request.method == "GET":
            return _form(known, known.to_json(), {})
        return _save(parts, known)

    @blueprint.post("/pengaturan/templat/<template_id>/hapus")
    def remove(template_id: str) -> Response:
        known = find_row(parts, Template, template_id)
        try:
            remove_template(parts.hall, template_id)
        except NotFound:
            raise PageNotFound from None
        return done(f"Templat {known.name} sudah dihapus.", TEMPLATES)

    return blueprint


def _blank() -> dict[str, Any]:
    return {"name": "", "text": "", "priority": "scheduled", "repeats": 0, "chime": True}


def _save(parts: Parts, known: Template | None) -> Response:
    given = _given()
    try:
        asked = TemplateRequest(**given)
    except ValidationError as error:
        return _form(known, given, explain_invalid(error, _WRONG))
    try:
        set_template(parts.hall, known.id if known else _new_id(parts, asked.name), asked)
    except Refused as error:
        return _form(known, given, {error.field: _words(error)})
    return done(f"Templat {asked.name} sudah disimpan.", TEMPLATES)


def _given() -> dict[str, Any]:
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


def _words(error: Refused) -> str:
    if isinstance(error.__cause__, WordingError):
        return str(error)  # the wording speaks Indonesian
    return _CODES.get(error.code or "") or _WRONG.get(error.field, "Belum benar.")


def _new_id(parts: Parts, name: str) -> str:
    """Return a free id that resembles the name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_ID].strip("-") or "templat"
    taken = {row.id for row in parts.hall.read(lambda tx: tx.all(Template))}
    tries = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(one for one in tries if one not in taken)


def _form(known: Template | None, given: dict[str, Any], errors: Errors) -> Response:
    return show(
        "setup/template.html",
        status_of(errors),
        known=known,
        given=given,
        errors=errors,
        fields=known_fields(),
        uses=[field["name"] for field in describe_template(known)["fields"]] if known else [],
        priorities=_PRIORITIES,
        times=_TIMES,
    )
