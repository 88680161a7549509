"""Set-up of the services: what visitors queue for, and how their numbers run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, request
from pydantic import ValidationError
from werkzeug import Response

from display.hall import Conflict, Refused
from display.hall.setup import (
    ServiceRequest,
    add_service,
    alike_prefixes,
    change_service,
    move_service,
    remove_service,
)
from display.journal import Service
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
from display.web.console.pages import SERVICES
from display.web.screen.colours import legible

if TYPE_CHECKING:
    from display.parts import Parts

_MODES = (
    ("digit", "Angka demi angka (nol satu dua)"),
    ("terbilang", "Sebagai bilangan (dua belas)"),
    ("otomatis", "Otomatis: dengan nol di depan angka demi angka, selain itu bilangan"),
)
_WRONG = {
    "name": "Isi nama layanan, paling banyak 120 huruf.",
    "short_name": "Isi nama pendek, paling banyak 40 huruf.",
    "prefix": "Nol sampai dua huruf A–Z.",
    "colour": "Pilih sebuah warna.",
    "number_mode": "Pilih salah satu cara.",
    "first_number": "Bilangan dari 1 sampai 9999.",
    "last_number": "Bilangan dari 1 sampai 9999, tidak lebih kecil dari nomor pertama.",
    "digits": "Dari 1 sampai 4, cukup untuk nomor terakhir.",
    "": "Ruang ini sudah punya layanan sebanyak yang dapat diatur.",
}
_CODES = {
    "taken": "Awalan ini sudah dipakai layanan lain; nomornya tidak dapat dibedakan.",
    "unspeakable": "Nama ini tidak dapat diucapkan. Pakai huruf Latin.",
}
_BLANK = {
    **{"name": "", "short_name": "", "prefix": "", "colour": "#095a49", "number_mode": "digit"},
    **{"first_number": 1, "last_number": 999, "digits": 3, "resets_daily": True},
}


def services_blueprint(parts: Parts) -> Blueprint:
    """Return the pages of services."""
    blueprint = console_blueprint("services")

    @blueprint.get("/pengaturan/layanan")
    def services() -> Response:
        rows = parts.hall.read(lambda tx: tx.all(Service))
        seq = parts.journal.position(parts.hall.id)[1]
        return show("setup/services.html", services=rows, alike=alike_prefixes(rows), seq=seq)

    @blueprint.route("/pengaturan/layanan/baru", methods=["GET", "POST"])
    def add() -> Response:
        if request.method == "GET":
            return _form(_BLANK, {})
        return _keep(parts, None)

    @blueprint.route("/pengaturan/layanan/<service_id>", methods=["GET", "POST"])
    def service(service_id: str) -> Response:
        known = find_row(parts, Service, service_id)
        return _form(known.to_json(), {}, known) if request.method == "GET" else _keep(parts, known)

    @blueprint.post("/pengaturan/layanan/<service_id>/urut")
    def arrange(service_id: str) -> Response:
        move_service(parts.hall, service_id, direction())
        return redirect(f"{SERVICES}#{service_id}", 303)

    @blueprint.post("/pengaturan/layanan/<service_id>/hapus")
    def remove(service_id: str) -> Response:
        return _remove(parts, find_row(parts, Service, service_id))

    return blueprint


def _keep(parts: Parts, known: Service | None) -> Response:
    given = _given()
    try:
        asked = ServiceRequest.model_validate(given)
        kept = (
            change_service(parts.hall, known.id, asked) if known else add_service(parts.hall, asked)
        )
    except ValidationError as error:
        return _form(given, explain_invalid(error, _WRONG, _WRONG["name"]), known)
    except Refused as refused:
        return _form(given, explain_refused(refused, _WRONG, _CODES), known)
    wanted = request.form.get("colour", "").lower()
    dark = " Warnanya digelapkan supaya terbaca dari jauh." if kept.colour != wanted else ""
    return done(f"Layanan {kept.short_name} sudah disimpan.{dark}", SERVICES)


def _remove(parts: Parts, known: Service) -> Response:
    try:
        remove_service(parts.hall, known.id)
    except Conflict as conflict:
        facts = conflict.facts
        words = f"Nomor {facts.get('number')} dari layanan ini belum selesai."
        if conflict.code == "has_counters":
            words = f"Masih dilayani {facts.get('counters')}. Lepaskan dulu dari loket itu."
        return _form(known.to_json(), {"remove": words}, known, 409)
    return done(f"Layanan {known.short_name} sudah dihapus.", SERVICES)


def _given() -> dict[str, Any]:
    form = request.form
    texts = ("name", "short_name", "prefix", "number_mode", "first_number", "last_number", "digits")
    given: dict[str, Any] = {name: form.get(name, "").strip() for name in texts}
    given["prefix"] = given["prefix"].upper()
    given["colour"] = legible(form.get("colour", "").lower())
    given["resets_daily"] = form.get("resets_daily") == "ya"
    return given


def _form(
    given: Mapping[str, Any], errors: Errors, known: Service | None = None, status: int = 0
) -> Response:
    code = status or status_of(errors)
    return show("setup/service.html", code, given=given, errors=errors, known=known, modes=_MODES)
