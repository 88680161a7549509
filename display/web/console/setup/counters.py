"""Set-up of the counters: where visitors are served, and for what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, request
from pydantic import ValidationError
from werkzeug import Response

from display.hall import Conflict, Refused
from display.hall.setup import (
    CounterRequest,
    add_counter,
    change_counter,
    move_counter,
    remove_counter,
)
from display.journal import Counter, Service
from display.web.console.forms import (
    Errors,
    direction,
    done,
    explain_invalid,
    explain_refused,
    find_row,
    status_of,
)
from display.web.console.frame import console_blueprint, show
from display.web.console.pages import COUNTERS

if TYPE_CHECKING:
    from display.parts import Parts

_WRONG = {
    "id": "Pakai 1–16 huruf, angka, titik, atau tanda hubung.",
    "name": "Isi nama loket, paling banyak 24 huruf.",
    "services": "Pilih layanan dari daftar.",
    "": "Ruang ini sudah punya loket sebanyak yang dapat diatur.",
}
_TAKEN = {"id": "Kode ini sudah dipakai.", "name": "Nama ini sudah dipakai loket lain."}
_UNSPEAKABLE = "Nama ini tidak dapat diucapkan. Pakai huruf Latin dan angka."


def counters_blueprint(parts: Parts) -> Blueprint:
    """Return the pages of the counters' set-up."""
    blueprint = console_blueprint("counters")

    @blueprint.get("/pengaturan/loket")
    def counters() -> Response:
        rows = parts.hall.read(lambda tx: tx.all(Counter))
        return show("setup/counters.html", counters=rows, names=dict(_services(parts)))

    @blueprint.route("/pengaturan/loket/baru", methods=["GET", "POST"])
    def add() -> Response:
        if request.method == "GET":
            return _form(parts, {"id": "", "name": "", "services": ()}, {})
        return _keep(parts, None)

    @blueprint.route("/pengaturan/loket/<counter_id>", methods=["GET", "POST"])
    def counter(counter_id: str) -> Response:
        known = find_row(parts, Counter, counter_id)
        if request.method == "GET":
            return _form(parts, known.to_json(), {}, known)
        return _keep(parts, known)

    @blueprint.post("/pengaturan/loket/<counter_id>/urut")
    def arrange(counter_id: str) -> Response:
        move_counter(parts.hall, counter_id, direction())
        return redirect(f"{COUNTERS}#{counter_id}", 303)

    @blueprint.post("/pengaturan/loket/<counter_id>/hapus")
    def remove(counter_id: str) -> Response:
        return _remove(parts, find_row(parts, Counter, counter_id))

    return blueprint


def _keep(parts: Parts, known: Counter | None) -> Response:
    form = request.form
    given = {"name": form.get("name", "").strip(), "services": form.getlist("services")}
    counter_id = form.get("id", "").strip()
    shown = given | {"id": counter_id}
    try:
        asked = CounterRequest.model_validate(given)
        if known:
            kept = change_counter(parts.hall, known.id, asked)
        else:
            kept = add_counter(parts.hall, counter_id, asked)
    except ValidationError as error:
        return _form(parts, shown, explain_invalid(error, _WRONG), known)
    except Refused as refused:
        codes = {"taken": _TAKEN.get(refused.field, ""), "unspeakable": _UNSPEAKABLE}
        return _form(parts, shown, explain_refused(refused, _WRONG, codes), known)
    return done(f"{kept.name} sudah disimpan.", COUNTERS)


def _remove(parts: Parts, known: Counter) -> Response:
    try:
        remove_counter(parts.hall, known.id)
    except Conflict as conflict:
        number = conflict.facts.get("number")
        words = f"Masih melayani {number}. Selesaikan dulu di {known.name}."
        return _form(parts, known.to_json(), {"remove": words}, known, 409)
    return done(f"{known.name} sudah dihapus.", COUNTERS)


def _form(
    parts: Parts,
    given: Mapping[str, Any],
    errors: Errors,
    known: Counter | None = None,
    status: int = 0,
) -> Response:
    code = status or status_of(errors)
    services = [(key, name, "") for key, name in _services(parts)]
    return show(
        "setup/counter.html", code, given=given, errors=errors, known=known, services=services
    )


def _services(parts: Parts) -> list[tuple[str, str]]:
    rows = parts.hall.read(lambda tx: tx.all(Service))
    return [(row.id, row.short_name) for row in rows]
