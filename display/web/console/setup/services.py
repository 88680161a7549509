"""Set-up of the services: what visitors queue for, and how their numbers run."""

from __future__ import annotations

from flask import request
from werkzeug import Response

from display.hall import Conflict
from display.hall.setup import (
    ServiceRequest,
    add_service,
    alike_prefixes,
    change_service,
    move_service,
    next_colour,
    remove_service,
)
from display.journal import Service
from display.web.console.forms import (
    NOT_TAKEN,
    FormDraft,
    FormWords,
    back_to,
    direction,
    done,
    find_row,
    is_sent,
    listed,
)
from display.web.console.frame import Family, show
from display.web.console.pages import SERVICES
from display.web.edge.current import current_parts
from display.web.screen.colours import legible

_MODES = (
    ("digit", "Angka demi angka (nol satu dua)"),
    ("terbilang", "Sebagai bilangan (dua belas)"),
    ("otomatis", "Otomatis: dengan nol di depan angka demi angka, selain itu bilangan"),
)
_LETTERS = (
    ("otomatis", "Otomatis: kata panjang dibaca (UMUM), yang lain huruf demi huruf (KIA)"),
    ("huruf", "Huruf demi huruf (ka i a)"),
    ("kata", "Sebagai kata (gigi)"),
)
SERVICE_WORDS = FormWords(
    {
        "name": "Isi nama layanan, paling banyak 120 huruf.",
        "short_name": "Isi nama pendek, paling banyak 40 huruf.",
        "prefix": "Paling banyak lima huruf A–Z atau angka; boleh kosong.",
        "colour": "Pilih sebuah warna.",
        "number_mode": "Pilih salah satu cara.",
        "letter_mode": "Pilih salah satu cara.",
        "first_number": "Bilangan dari 1 sampai 9999.",
        "last_number": "Bilangan dari 1 sampai 9999, tidak lebih kecil dari nomor pertama.",
        "digits": "Dari 1 sampai 4, cukup untuk nomor terakhir.",
        "aliases": "Paling banyak 20 nama, masing-masing paling banyak 64 huruf.",
        "": "Ruang ini sudah punya layanan sebanyak yang dapat diatur.",
    },
    {
        "prefix.taken": "Awalan ini sudah dipakai layanan lain; nomornya tidak dapat dibedakan.",
        "taken": "Nama ini sudah dipakai layanan lain.",
        "unspeakable": "Nama ini tidak dapat diucapkan. Pakai huruf Latin.",
    },
)
_BLANK = {
    **{"name": "", "short_name": "", "prefix": "", "number_mode": "digit"},
    **{"letter_mode": "otomatis"},
    **{"first_number": 1, "last_number": 999, "digits": 3, "resets_daily": True},
    "aliases": (),
}


blueprint = Family("services")


@blueprint.page
def services() -> Response:
    """Show the services in their order, and which prefixes sound alike."""
    parts = current_parts()
    rows = parts.hall.read(lambda tx: tx.all(Service))
    seq = parts.journal.position(parts.hall.id)[1]
    return show("setup/services.html", services=rows, alike=alike_prefixes(rows), seq=seq)


@blueprint.page
def add() -> Response:
    """Show an empty form; add the service that is filled in (422 with what is wrong)."""
    return _save(None) if is_sent() else _form(FormDraft({**_BLANK, "colour": _free_colour()}))


@blueprint.page
def service(service_id: str) -> Response:
    """Show a service's form; change the service (422). Raises NotFound."""
    known = find_row(Service, service_id)
    return _save(known) if is_sent() else _form(FormDraft(known.to_json()), known)


@blueprint.page
def arrange(service_id: str) -> Response:
    """Move a service by one place; at the end of the list it stays."""
    move_service(current_parts().hall, service_id, direction())
    return back_to(SERVICES, service_id)


@blueprint.page
def remove(service_id: str) -> Response:
    """Take a service away: 409 while it has a number or a counter. Raises NotFound."""
    known = find_row(Service, service_id)
    try:
        remove_service(current_parts().hall, service_id)
    except Conflict as conflict:
        facts = conflict.facts
        words = f"Nomor {facts.get('number')} dari layanan ini belum selesai."
        if conflict.code == "has_counters":
            words = f"Masih dilayani {facts.get('counters')}. Lepaskan dulu dari loket itu."
        return _form(FormDraft(known.to_json(), {"remove": words}, 409), known)
    return done(f"Layanan {known.short_name} sudah dihapus.", SERVICES)


def _free_colour() -> str:
    rows = current_parts().hall.read(lambda tx: tx.all(Service))
    return next_colour(row.colour for row in rows)


def _save(known: Service | None) -> Response:
    given, hall = _given(), current_parts().hall
    try:
        asked = ServiceRequest.model_validate(given)
        kept = change_service(hall, known.id, asked) if known else add_service(hall, asked)
    except NOT_TAKEN as error:
        return _form(SERVICE_WORDS.refuse(given, error), known)
    wanted = request.form.get("colour", "").lower()
    dark = " Warnanya digelapkan supaya terbaca dari jauh." if kept.colour != wanted else ""
    return done(f"Layanan {kept.short_name} sudah disimpan.{dark}", SERVICES)


def _given() -> dict[str, str | bool | list[str]]:
    """Return what was filled in; numbers stay text, which the request reads."""
    form = request.form
    texts = ("name", "short_name", "number_mode", "first_number", "last_number", "digits")
    letters = form.get("letter_mode", "otomatis").strip()
    return {
        **{name: form.get(name, "").strip() for name in texts},
        "letter_mode": letters,
        "prefix": form.get("prefix", "").strip().upper(),
        # Darkened before it is judged and kept, as screens show no other (screen/colours.py).
        "colour": legible(form.get("colour", "").lower()),
        "resets_daily": form.get("resets_daily") == "ya",
        "aliases": listed("aliases"),
    }


def _form(draft: FormDraft, known: Service | None = None) -> Response:
    return draft.show("setup/service.html", known=known, modes=_MODES, letters=_LETTERS)
