"""The morning check: begun by a button or by the clock, read, and printed for the hall's file."""

from __future__ import annotations

from typing import Final

from flask import g, request
from werkzeug import Response

from display.hall.setup import HallRequest, change_profile
from display.web.console.forms import NOT_TAKEN, FormDraft, FormWords, done
from display.web.console.frame import Family
from display.web.console.pages import MORNING_CHECK
from display.web.edge.current import current_parts

_TIMES: Final = [
    ("0", "Tidak, hanya dengan tombol"),
    *((str(minutes), f"{minutes} menit sebelum buka") for minutes in (10, 20, 30, 45, 60)),
]
_WORDS: Final = FormWords({"morning_check_min": "Pilih waktunya dari daftar."})
_STATES: Final = {"good": "baik", "warn": "perlu dilihat", "bad": "tidak beres"}

blueprint = Family("morning_check")


@blueprint.page
def morning_check() -> Response:
    """Show what the last check found, and how far the one is that is on its way."""
    return _show(FormDraft({}))


@blueprint.page
def start() -> Response:
    """Begin a check; one that is on its way goes on."""
    if current_parts().morning_check.start(g.person.name):
        return done("Pemeriksaan dimulai.", MORNING_CHECK)
    return done("Pemeriksaan sedang berjalan.", MORNING_CHECK)


@blueprint.page
def arrange() -> Response:
    """Set how long before opening the hall checks itself (422 if bad)."""
    given = {"morning_check_min": request.form.get("morning_check_min", "")}
    try:
        change_profile(current_parts().hall, HallRequest.model_validate(given))
    except NOT_TAKEN as error:
        return _show(_WORDS.refuse(given, error))
    return done("Waktu pemeriksaan sudah disimpan.", MORNING_CHECK)


def _show(draft: FormDraft) -> Response:
    parts = current_parts()
    desk = parts.morning_check
    about = parts.hall.read(lambda tx: tx.about())
    chosen = str(about.morning_check_min)
    known = {minutes for minutes, _ in _TIMES}
    times = _TIMES if chosen in known else [*_TIMES, (chosen, f"{chosen} menit sebelum buka")]
    return draft.show(
        "setup/morning_check.html",
        last=desk.last(),
        progress=desk.progress(),
        states=_STATES,
        times=times,
        chosen=chosen,
        hours_known=bool(about.hours),
        about=about,
    )
