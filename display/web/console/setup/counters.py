"""Set-up of the counters: where visitors are served, and for what."""

from __future__ import annotations

from flask import request
from werkzeug import Response

from display.hall import MAIN_ZONE, Conflict
from display.hall.setup import (
    CounterRequest,
    add_counter,
    change_counter,
    move_counter,
    remove_counter,
)
from display.journal import Counter, Service, Zone
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
from display.web.console.pages import COUNTERS
from display.web.edge.current import current_parts

COUNTER_WORDS = FormWords(
    {
        "id": "Pakai 1–16 huruf, angka, titik, atau tanda hubung.",
        "name": "Isi nama loket, paling banyak 60 huruf.",
        "short_name": "Paling banyak 24 huruf.",
        "services": "Pilih layanan dari daftar.",
        "aliases": "Paling banyak 20 nama, masing-masing paling banyak 64 huruf.",
        "zone": "Pilih zona dari daftar.",
        "": "Ruang ini sudah punya loket sebanyak yang dapat diatur.",
    },
    {
        "id.taken": "Kode ini sudah dipakai.",
        "taken": "Nama ini sudah dipakai loket lain.",
        "unspeakable": "Nama ini tidak dapat diucapkan. Pakai huruf Latin dan angka.",
    },
)
_BLANK = {"id": "", "name": "", "short_name": "", "services": (), "aliases": (), "zone": MAIN_ZONE}

blueprint = Family("counters")


@blueprint.page
def counters() -> Response:
    """Show the counters in their order, each with the services that it serves."""
    rows = current_parts().hall.read(lambda tx: tx.all(Counter))
    return show("setup/counters.html", counters=rows, names=dict(_services()))


@blueprint.page
def add() -> Response:
    """Show an empty form; add the counter that is filled in (422 with what is wrong)."""
    return _save(None) if is_sent() else _form(FormDraft(_BLANK))


@blueprint.page
def counter(counter_id: str) -> Response:
    """Show a counter's form; change the counter (422). Raises NotFound."""
    known = find_row(Counter, counter_id)
    return _save(known) if is_sent() else _form(FormDraft(known.to_json()), known)


@blueprint.page
def arrange(counter_id: str) -> Response:
    """Move a counter by one place; at the end of the list it stays."""
    move_counter(current_parts().hall, counter_id, direction())
    return back_to(COUNTERS, counter_id)


@blueprint.page
def remove(counter_id: str) -> Response:
    """Take a counter away: 409 while it serves a number. Raises NotFound."""
    known = find_row(Counter, counter_id)
    try:
        remove_counter(current_parts().hall, counter_id)
    except Conflict as conflict:
        number = conflict.facts.get("number")
        words = f"Masih melayani {number}. Selesaikan dulu di {known.name}."
        return _form(FormDraft(known.to_json(), {"remove": words}, 409), known)
    return done(f"{known.name} sudah dihapus.", COUNTERS)


def _save(known: Counter | None) -> Response:
    hall, form = current_parts().hall, request.form
    names = {name: form.get(name, "").strip() for name in ("name", "short_name")}
    # Where there is one zone the form does not ask.
    zone = form.get("zone", known.zone if known else MAIN_ZONE)
    given = {**names, "services": form.getlist("services"), "aliases": listed("aliases")}
    given["zone"] = zone
    counter_id = form.get("id", "").strip()
    try:
        asked = CounterRequest.model_validate(given)
        if known:
            kept = change_counter(hall, known.id, asked)
        else:
            kept = add_counter(hall, counter_id, asked)
    except NOT_TAKEN as error:
        return _form(COUNTER_WORDS.refuse({**given, "id": counter_id}, error), known)
    return done(f"{kept.name} sudah disimpan.", COUNTERS)


def _form(draft: FormDraft, known: Counter | None = None) -> Response:
    services = [(key, name, "") for key, name in _services()]
    zones = current_parts().hall.read(lambda tx: tx.all(Zone))
    choice = [(zone.id, zone.name) for zone in zones]
    return draft.show("setup/counter.html", known=known, services=services, zones=choice)


def _services() -> list[tuple[str, str]]:
    """Return the id and the short name of each service, in the order of the hall."""
    rows = current_parts().hall.read(lambda tx: tx.all(Service))
    return [(row.id, row.short_name) for row in rows]
