"""The zones: made, renamed, taken away; what speaks in each, and which counters belong to it."""

from __future__ import annotations

from typing import TypedDict

from flask import request
from werkzeug import Response

from display.finding import Finding
from display.hall import MAIN_ZONE, Conflict
from display.hall.announcing import (
    MOST_ZONES,
    NewZoneRequest,
    ZoneRequest,
    add_zone,
    change_zone,
    remove_zone,
)
from display.hall.health import check_pa
from display.journal import Counter, Zone
from display.push import ZoneSpeakerNow
from display.web.console.forms import NOT_TAKEN, FormDraft, FormWords, done, find_row, is_sent
from display.web.console.frame import Family, show
from display.web.console.pages import ZONES
from display.web.edge.current import current_parts

ZONE_WORDS = FormWords(
    {
        "id": "Pakai huruf kecil, angka, dan tanda hubung; paling banyak 32.",
        "name": "Isi nama zona, paling banyak 80 huruf.",
        "volume": "Isi volume: 0 sampai 100 persen.",
        "": f"Sebuah aula punya paling banyak {MOST_ZONES} zona.",
    },
    {"taken": "Nama ini sudah dipakai zona lain."},
)
_HELD_BY = {
    "counters": "loket",
    "speakers": "komputer pengeras suara",
    "screens": "layar",
    "schedule entries": "acara jadwal",
}

blueprint = Family("zones")


class _ZoneView(TypedDict):
    """A zone as the page shows it; ``trouble`` is why it is silent, None while it speaks."""

    id: str
    name: str
    counters: list[str]
    trouble: Finding | None
    device: str


@blueprint.page
def zones() -> Response:
    """Show the zones: what speaks in each, and which counters' calls."""
    parts = current_parts()
    counters = parts.hall.read(lambda tx: tx.all(Counter))
    known = parts.hall.read(lambda tx: tx.all(Zone))
    told = {each["zone"]: each for each in parts.hub.snapshot_message()["speakers"]}
    views: list[_ZoneView] = []
    for zone in sorted(known, key=lambda row: row.id != MAIN_ZONE):
        speaker = told.get(zone.id)
        views.append(
            {
                "id": zone.id,
                "name": zone.name,
                "counters": [row.name for row in counters if row.zone == zone.id],
                "trouble": _trouble(speaker),
                "device": (speaker["device"] or "") if speaker else "",
            }
        )
    return show("setup/zones.html", zones=views)


def _trouble(speaker: ZoneSpeakerNow | None) -> Finding | None:
    """Return why a zone is silent; a server that was not told of it does not say that it speaks."""
    if speaker is None:
        return Finding("Pengeras suara", "Belum ada kabar dari pengeras suaranya.", "")
    return None if speaker["state"] == "ready" else check_pa(speaker, {})


@blueprint.page
def add() -> Response:
    """Show an empty form; make the zone that is filled in (422 with what is wrong)."""
    if not is_sent():
        return _form(FormDraft({"name": ""}))
    given = {"name": request.form.get("name", "").strip()}
    try:
        made = add_zone(current_parts().hall, NewZoneRequest.model_validate(given)).thing
    except NOT_TAKEN as error:
        return _form(ZONE_WORDS.refuse(given, error))
    return done(f"Zona {made.name} sudah dibuat.", f"{ZONES}/{made.id}")


@blueprint.page
def zone(zone_id: str) -> Response:
    """Show a zone's form; change its name and volume (422). Raises NotFound."""
    known = find_row(Zone, zone_id)
    if not is_sent():
        return _form(FormDraft({"name": known.name, "volume": known.volume}), known)
    given = {name: request.form.get(name, "").strip() for name in ("name", "volume")}
    try:
        change_zone(current_parts().hall, zone_id, ZoneRequest.model_validate(given))
    except NOT_TAKEN as error:
        return _form(ZONE_WORDS.refuse(given, error), known)
    return done(f"Zona {given['name']} sudah disimpan.", ZONES)


@blueprint.page
def remove(zone_id: str) -> Response:
    """Take a zone away: 409 while something belongs to it. Raises NotFound."""
    known, parts = find_row(Zone, zone_id), current_parts()
    at_work = parts.zones.find(zone_id)
    connected = [row["name"] for row in at_work.speakers.rows()] if at_work else []
    try:
        remove_zone(parts.hall, zone_id, connected)
    except Conflict as conflict:
        draft = FormDraft({"name": known.name, "volume": known.volume}, _in_use(conflict), 409)
        return _form(draft, known)
    return done(f"Zona {known.name} sudah dihapus.", ZONES)


def _in_use(conflict: Conflict) -> dict[str, str]:
    if conflict.code != "zone_in_use":
        return {"remove": "Zona pertama selalu ada."}
    what = _HELD_BY.get(str(conflict.facts.get("what")), "yang lain")
    names = conflict.facts.get("names")
    words = f"Masih ada {what} di zona ini: {names}. Pindahkan dulu ke zona lain."
    if what == "komputer pengeras suara":
        words = f"Masih ada {what} yang tersambung: {names}. Hentikan dulu di sana."
    return {"remove": words}


def _form(draft: FormDraft, known: Zone | None = None) -> Response:
    return draft.show("setup/zone.html", known=known, main=MAIN_ZONE)
