"""The page *Aula*: what the hall says of itself, live on every screen."""

from __future__ import annotations

from typing import Any, Final
from zoneinfo import available_timezones

from flask import redirect, request
from pydantic import ValidationError
from werkzeug import Response

from display.hall import WEEKDAYS, Conflict, NoRoom, Refused
from display.hall.schedule import PRAYERS
from display.hall.setup import (
    INDONESIAN,
    LARGEST_LOGO,
    HallRequest,
    change_profile,
    empty_hall,
    is_sample,
    remove_logo,
    set_logo,
    zone_words,
)
from display.journal import Hall
from display.web.console.forms import (
    NOT_TAKEN,
    Errors,
    FormDraft,
    FormWords,
    NotTaken,
    brought,
    is_sent,
)
from display.web.console.forms import done as saved
from display.web.console.frame import Family
from display.web.console.pages import HALL
from display.web.edge.current import current_hall, current_parts

_DAYS: Final = tuple(
    zip(WEEKDAYS, ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"), strict=True)
)
_TEXTS: Final = ("name", "second_line", "place", "timezone", "running_text", "phone_address")
_PLACE: Final = ("latitude", "longitude")
HALL_WORDS = FormWords(
    {
        "name": "Isi nama aula, paling banyak 80 huruf.",
        "second_line": "Paling banyak 80 huruf.",
        "place": "Paling banyak 80 huruf.",
        "timezone": "Pilih zona waktu dari daftar, misalnya WITA.",
        "running_text": "Paling banyak 300 huruf.",
        "phone_address": "Tulis alamat seperti http://192.168.1.5:8080, atau kosongkan.",
        "languages": "Pilih bahasa dari daftar.",
        "latitude": "Isi derajat, misalnya -3,79 (selatan di bawah nol).",
        "longitude": "Isi derajat, misalnya 103,54.",
        "prayer_minutes": "Isi menit dari -30 sampai 30.",
    }
)
LOGO_WORDS = FormWords(
    {"logo": "Pilih gambar PNG, JPEG, atau WebP yang utuh. SVG tidak diterima."},
    {
        "too_large": f"Gambar lebih dari {LARGEST_LOGO // 1024} KB tidak diterima. Perkecil dulu.",
        "pixels": "Tinggi dan lebarnya harus 16 sampai 2048 piksel. Ubah ukurannya dulu.",
        "disk_full": "Disk komputer aula penuh. Kosongkan dulu, lalu coba lagi.",
        "unwritable": "Server tidak dapat menulis ke folder datanya. Hubungi teknisi.",
    },
)
HOURS_WRONG = "Tulis misalnya 08.00-12.00, 13.00-15.00, atau kosongkan bila tutup."

blueprint = Family("hall")


@blueprint.page
def hall() -> Response:
    """Show what the hall says of itself; change it (422 with what is wrong)."""
    return _save() if is_sent() else _form(FormDraft(_shown(current_hall())))


@blueprint.page
def logo() -> Response:
    """Show a picture that was brought as the hall's logo, or show none any more."""
    hall = current_parts().hall
    if request.form.get("remove") == "ya":
        remove_logo(hall)
        return saved("Logo sudah dihapus.", HALL)
    try:
        set_logo(hall, brought("logo")[1])
    except Refused as refused:
        words = LOGO_WORDS.words_for("logo", refused.code or "")
        return _form(FormDraft(_shown(current_hall()), {"logo": words}))
    except NoRoom as full:
        words = LOGO_WORDS.words_for("logo", full.code or "")
        return _form(FormDraft(_shown(current_hall()), {"logo": words}, 409))
    return saved("Logo sudah disimpan. Semua layar sudah menampilkannya.", HALL)


@blueprint.page
def empty() -> Response:
    """Take all services and counters away when told so: 409 while a number is called or served."""
    if request.form.get("sure") != "ya":
        return redirect(f"{HALL}#f-empty", 303)
    try:
        empty_hall(current_parts().hall, forget_figures=request.form.get("figures") == "ya")
    except Conflict as conflict:
        number, counter = conflict.facts.get("number"), conflict.facts.get("counter")
        words = f"Nomor {number} di {counter} belum selesai. Selesaikan dulu, lalu coba lagi."
        return _form(FormDraft(_shown(current_hall()), {"empty": words}, 409))
    return saved("Aula sudah dikosongkan: tidak ada lagi layanan dan loket.", HALL)


def _save() -> Response:
    form = request.form
    hours = {day: form.get(f"hours_{day}", "").strip() for day in WEEKDAYS}
    given = {name: form.get(name, "").strip() for name in _TEXTS}
    languages = ["id", *form.getlist("languages")]
    where = {name: form.get(name, "").strip().replace(",", ".") for name in _PLACE}
    minutes = {name: form.get(f"minutes_{name}", "").strip() or "0" for name in PRAYERS}
    placed = {name: text for name, text in where.items() if text}
    rest = {"hours": hours, "languages": languages, "prayer_minutes": minutes}
    try:
        asked = HallRequest.model_validate({**given, **placed, **rest})
        change_profile(current_parts().hall, asked)
    except NOT_TAKEN as error:
        typed = {f"hours_{day}": text for day, text in hours.items()}
        typed |= {f"minutes_{name}": text for name, text in minutes.items()}
        shown = {**given, **where, **typed, "languages": languages}
        return _form(FormDraft(shown, _explain(error)))
    return saved("Aula sudah disimpan. Semua layar sudah menampilkannya.", HALL)


def _explain(error: NotTaken) -> Errors:
    """Return a sentence for every field at fault; each day's hours are a field of their own."""
    found = HALL_WORDS.explain(error)
    if "hours" in found and isinstance(error, ValidationError):
        del found["hours"]
        days = [one["loc"][1] for one in error.errors() if one["loc"][0] == "hours"]
        found.update({f"hours_{day}": HOURS_WRONG for day in days})
    return found


def _shown(row: Hall) -> dict[str, Any]:
    """Return what stands in the fields: hours with points, as people write them here."""
    hours = {f"hours_{day}": row.hours.get(day, "").replace(":", ".") for day in WEEKDAYS}
    where = {name: getattr(row, name) for name in _PLACE}
    written = {name: "" if at is None else f"{at:g}" for name, at in where.items()}
    minutes = {f"minutes_{name}": str(row.prayer_minutes.get(name, 0)) for name in PRAYERS}
    texts = {name: getattr(row, name) for name in (*_TEXTS, "languages")}
    return {**texts, **hours, **written, **minutes}


def _form(draft: FormDraft) -> Response:
    return draft.show(
        "setup/hall.html",
        days=_DAYS,
        prayers=PRAYERS,
        zones=_zones(),
        logo=current_hall().logo,
        is_sample=current_parts().hall.read(is_sample),
    )


def _zones() -> list[tuple[str, str]]:
    """Return the zones to choose from: Indonesia's first, then the world's."""
    first = [(zone, f"{short} ({zone})") for short, zone in INDONESIAN.items()]
    ours = set(INDONESIAN.values())
    others = sorted(name for name in available_timezones() if "/" in name and name not in ours)
    known = current_hall().timezone
    if known not in {*ours, *others}:
        others.insert(0, known)
    return first + [(name, zone_words(name)) for name in others]
