"""What the hall says by itself: today as it goes, the entries, and a form for each of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from flask import request
from werkzeug import Response
from werkzeug.exceptions import NotFound as PageNotFound

from display.clock import now
from display.hall import WEEKDAYS, Busy, Conflict, FollowUpRequest, NotFound, Refused
from display.hall.schedule import (
    PRAYERS,
    EntryRequest,
    MoveRequest,
    describe_schedule,
    move_occurrence,
    play_now,
    read_timeline,
    remove_entry,
    set_entry,
    skip_occurrence,
)
from display.journal import Recording, ScheduleEntry, Template
from display.web.console.formats import DAYS, current_zone, day_words
from display.web.console.forms import (
    NOT_TAKEN,
    FormDraft,
    FormWords,
    done,
    find_row,
    free_id,
    is_sent,
    listed,
)
from display.web.console.frame import Family, show
from display.web.console.pages import SCHEDULE
from display.web.console.setup.holidays import read_day
from display.web.edge.current import asker_name, current_parts

_PRIORITIES: Final = {
    "": "Seperti templatnya",
    "scheduled": "Biasa – sesudah panggilan",
    "urgent": "Penting – sebelum panggilan",
    "idle": "Selingan – bila sedang sepi",
}
_NUMBERS: Final = ("every_min", "offset_min", "hold_min", "late_min")
_FLAGS: Final = ("enabled", "chime", "hold_calls", "on_closed_days")
_BLANK: Final[dict[str, Any]] = {
    **{"name": "", "weekdays": [], "dates": "", "at": "", "until": "", "prayer": ""},
    **{"template": "", "fields": "", "text": "", "recording": "", "priority": ""},
    **{"every_min": "", "offset_min": "", "hold_min": "", "late_min": "5"},
    **{"enabled": True, "chime": True, "hold_calls": False, "on_closed_days": False},
}
_SUGGESTED: Final[dict[str, dict[str, Any]]] = {
    "buka": {"name": "Pelayanan dibuka", "template": "buka", "at": "08.00"},
    "lagu": {"name": "Indonesia Raya", "template": "indonesia-raya", "at": "10.00"}
    | {"hold_calls": True},
    "istirahat": {"name": "Istirahat", "template": "istirahat", "at": "12.00", "hold_min": "60"},
    "jumat": {"name": "Salat Jumat", "template": "salat-jumat", "prayer": "zuhur"}
    | {"offset_min": "-10", "weekdays": ["fri"], "hold_min": "75"},
    "nomor": {"name": "Nomor terakhir", "template": "nomor-terakhir", "at": "14.00"}
    | {"fields": "jam=14.30"},
    "tutup": {"name": "Pelayanan ditutup", "template": "tutup", "at": "15.00"},
}
"""What most halls say by themselves: forms filled in so far that only the times are to be checked.
"""

_WORDS: Final = FormWords(
    {
        "name": "Isi nama, paling banyak 80 huruf.",
        "dates": "Tulis tanggal seperti 17-8-2027, dengan koma di antaranya.",
        "weekdays": "Pilih hari atau tulis tanggal, jangan keduanya.",
        "at": "Isi jam seperti 10.00, atau pilih waktu salat.",
        "until": "Isi sampai jam berapa, sesudah jam mulai.",
        "every_min": "Isi 5 sampai 720 menit, atau kosongkan.",
        "offset_min": "Isi -120 sampai 120 menit, hanya bersama waktu salat.",
        "prayer": "Pilih waktu salat atau isi jam, jangan keduanya.",
        "template": "Pilih templat, isi teks, atau pilih rekaman: salah satu saja.",
        "text": "Pilih templat, isi teks, atau pilih rekaman: salah satu saja.",
        "recording": "Rekaman ini tidak ada lagi.",
        "fields": "Isi semua bagian templat, misalnya jam=14.30.",
        "hold_min": "Isi 0 sampai 240 menit.",
        "late_min": "Isi 1 sampai 120 menit, dan kurang dari jarak pengulangannya.",
        "entry_id": "Jadwal sudah terlalu banyak; hapus yang tidak dipakai.",
    },
    {
        "no_place": "Isi dulu lintang dan bujur di halaman Aula.",
        "emergency": "Pengumuman darurat tidak boleh berbunyi sendiri.",
        "unknown_template": "Templat ini tidak ada lagi.",
    },
)

blueprint = Family("schedule")


@blueprint.page
def schedule() -> Response:
    """Show today (or tomorrow, when asked for) and every entry."""
    hall = current_parts().hall
    ahead = 1 if request.args.get("hari") == "besok" else 0
    day = now().astimezone(current_zone()).date() + timedelta(days=ahead)
    timeline = hall.read(lambda tx: read_timeline(tx, day))
    known = hall.read(describe_schedule)
    entries = [ScheduleEntry.from_json(row) for row in known["entries"]]
    rows = [(entry, when_words(entry)) for entry in sorted(entries, key=_by_time)]
    return show(
        "setup/schedule.html",
        items=timeline["items"],
        rows=rows,
        prayers=known["prayers"],
        suggested=_suggested(entries, hall.read(lambda tx: tx.all(Template))),
        day=day_words(day),
        ahead=ahead,
    )


@blueprint.page
def add() -> Response:
    """Show an empty form, or one that is suggested; keep the entry that is filled in (422)."""
    suggested = _SUGGESTED.get(request.args.get("usulan", ""), {})
    return _save(None) if is_sent() else _form(FormDraft({**_BLANK, **suggested}))


@blueprint.page
def entry(entry_id: str) -> Response:
    """Show an entry's form; replace the entry (422). Raises NotFound."""
    known = find_row(ScheduleEntry, entry_id)
    return _save(known) if is_sent() else _form(FormDraft(_shown(known)), known)


@blueprint.page
def remove(entry_id: str) -> Response:
    """Take an entry away. Raises NotFound, also where somebody else was first."""
    known = find_row(ScheduleEntry, entry_id)
    try:
        remove_entry(current_parts().hall, entry_id)
    except NotFound:
        raise PageNotFound from None
    return done(f"Jadwal {known.name} sudah dihapus.", SCHEDULE)


@blueprint.page
def step(entry_id: str, due: str) -> Response:
    """Have one occurrence said now, skip it or move it, by the button that was pressed."""
    known = find_row(ScheduleEntry, entry_id)
    where = (current_parts().hall, entry_id, due)
    steps: dict[str, tuple[Callable[[], object], str]] = {
        "putar": (
            lambda: play_now(*where, FollowUpRequest(), asker_name()),
            "masuk antrean suara",
        ),
        "lewati": (
            lambda: skip_occurrence(*where, FollowUpRequest(), asker_name()),
            "dilewati kali ini",
        ),
        "pindah": (
            lambda: move_occurrence(*where, MoveRequest(at=_clock("at")), asker_name()),
            f"dipindahkan ke pukul {_clock('at').replace(':', '.')} kali ini",
        ),
    }
    work, words = steps.get(request.form.get("langkah", ""), steps["lewati"])
    try:
        work()
    except NOT_TAKEN:
        return done(f"{known.name} tidak dipindahkan: isi jam yang belum lewat.", SCHEDULE)
    except (Conflict, NotFound):
        return done(f"{known.name} sudah disiarkan atau tidak ada lagi.", SCHEDULE)
    except Busy:
        return done("Antrean suara sedang penuh. Coba lagi sebentar lagi.", SCHEDULE)
    return done(f"{known.name} {words}.", SCHEDULE)


def when_words(row: ScheduleEntry) -> str:
    """Return when an entry is said, as staff say it: ``Senin, Kamis pukul 10.00``."""
    if row.dates:
        days = ", ".join(_written_day(day) for day in row.dates)
    elif row.weekdays:
        days = ", ".join(DAYS[WEEKDAYS.index(day)] for day in row.weekdays)
    else:
        days = "Setiap hari"
    at = row.at.replace(":", ".")
    if row.prayer:
        side = "sesudah" if row.offset_min > 0 else "sebelum"
        name = row.prayer.capitalize()
        time = f"{abs(row.offset_min)} menit {side} {name}" if row.offset_min else f"waktu {name}"
    elif row.every_min:
        until = row.until.replace(":", ".")
        time = f"setiap {row.every_min} menit, pukul {at}–{until}"
    else:
        time = f"pukul {at}"
    return f"{days}, {time}"


def _suggested(entries: list[ScheduleEntry], templates: list[Template]) -> list[tuple[str, str]]:
    """Return what the hall does not say by itself yet, and has a template for: key and name."""
    used, there = {row.template for row in entries}, {row.id for row in templates}
    return [
        (key, str(about["name"]))
        for key, about in _SUGGESTED.items()
        if about["template"] in there - used
    ]


def _by_time(row: ScheduleEntry) -> tuple[str, str]:
    return row.at or row.prayer, row.name


def _save(known: ScheduleEntry | None) -> Response:
    given = _given()
    try:
        asked = EntryRequest.model_validate(_asked(given))
        ids = {row.id for row in current_parts().hall.read(lambda tx: tx.all(ScheduleEntry))}
        entry_id = known.id if known else free_id(asked.name, ids, "jadwal")
        set_entry(current_parts().hall, entry_id, asked)
    except NOT_TAKEN as error:
        return _form(_refused(given, error), known)
    return done(f"Jadwal {asked.name} sudah disimpan.", SCHEDULE)


def _refused(given: dict[str, Any], error: Any) -> FormDraft:
    """Return the form with what is wrong; the fields of a template have one line together."""
    if isinstance(error, Refused) and error.field.startswith("fields."):
        missing = f"Isi bagian templat ini, misalnya {error.field[7:]}=…"
        return FormDraft(given, {"fields": missing})
    return _WORDS.refuse(given, error)


def _given() -> dict[str, Any]:
    """Return what stands in the form."""
    form = request.form
    texts = {name: form.get(name, "").strip() for name in _BLANK if name not in _FLAGS}
    flags = {name: form.get(name) == "ya" for name in _FLAGS}
    return {**texts, **flags, "weekdays": form.getlist("weekdays")}


def _asked(given: dict[str, Any]) -> dict[str, Any]:
    """Return what the form asks for; what is empty is not asked."""
    asked = {name: given[name] for name in ("name", "weekdays", "enabled", "on_closed_days")}
    asked |= {name: given[name] or None for name in ("template", "text", "recording", "priority")}
    asked |= {name: _number(given[name]) for name in _NUMBERS if given[name]}
    asked |= {name: _clock(name) for name in ("at", "until") if given[name]}
    asked["prayer"] = given["prayer"]
    asked["dates"] = [_iso_day(day) for day in listed("dates")]
    # A box that is not ticked leaves it to the template, or to what is usual.
    asked |= {"hold_calls": given["hold_calls"] or None, "chime": None if given["chime"] else False}
    pairs = (part.partition("=") for part in re.split(r"[;,]", given["fields"]) if part.strip())
    asked["fields"] = {name.strip(): value.strip() for name, _, value in pairs}
    return asked


def _shown(row: ScheduleEntry) -> dict[str, Any]:
    """Return what stands in the fields of an entry's form."""
    shown = {**_BLANK, **{name: getattr(row, name) or "" for name in _BLANK}}
    return {
        **shown,
        **{name: getattr(row, name) or "" for name in _NUMBERS},
        "at": row.at.replace(":", "."),
        "until": row.until.replace(":", "."),
        "weekdays": list(row.weekdays),
        "dates": ", ".join(map(_written_day, row.dates)),
        "fields": "; ".join(f"{name}={value}" for name, value in row.fields.items()),
        "enabled": row.enabled,
        "chime": row.chime is not False,
        "hold_calls": bool(row.hold_calls),
        "on_closed_days": row.on_closed_days,
    }


def _form(draft: FormDraft, known: ScheduleEntry | None = None) -> Response:
    hall = current_parts().hall
    templates = hall.read(lambda tx: tx.all(Template))
    recordings = hall.read(lambda tx: tx.all(Recording))
    return draft.show(
        "setup/schedule_entry.html",
        known=known,
        days_of_form=[(day, name, "") for day, name in zip(WEEKDAYS, DAYS, strict=True)],
        prayers=[("", "– bukan waktu salat –"), *((one, one.capitalize()) for one in PRAYERS)],
        priorities=_PRIORITIES,
        templates=[("", "– tanpa templat –")]
        + [(row.id, row.name) for row in templates if row.priority != "emergency"],
        recordings=[("", "– tanpa rekaman –"), *((row.id, row.name) for row in recordings)],
    )


def _clock(name: str) -> str:
    """Return a time of the form as the hall takes it: 7.30 becomes 07:30."""
    written = request.form.get(name, "").strip().replace(".", ":")
    hour, _, minute = written.partition(":")
    return f"{hour.zfill(2)}:{(minute or '00').zfill(2)}"


def _number(written: str) -> int | str:
    try:
        return int(written)
    except ValueError:
        return written  # refused by its field


def _iso_day(written: str) -> str:
    """Return a date of the form as ISO; another form stays, and is refused."""
    day = read_day(written)
    return day.isoformat() if day else written


def _written_day(day: str) -> str:
    year, month, date = day.split("-")
    return f"{int(date)}-{int(month)}-{year}"
