"""Holidays and joint leave: the calendar's days, and those of staff; the decree is the truth."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from flask import request
from werkzeug import Response
from werkzeug.exceptions import NotFound as PageNotFound

from display.clock import now
from display.hall import NotFound
from display.hall.schedule import HolidayRequest, remove_holiday, set_holiday
from display.journal import Holiday
from display.web.console.formats import current_zone, day_words
from display.web.console.forms import NOT_TAKEN, FormDraft, FormWords, done, is_sent
from display.web.console.frame import Family
from display.web.console.pages import HOLIDAYS
from display.web.edge.current import current_parts

_WORDS: Final = FormWords({"name": "Isi nama, paling banyak 80 huruf."})
_DAY_WRONG: Final = "Tulis tanggal seperti 17-8-2027."

blueprint = Family("holidays")


@blueprint.page
def holidays() -> Response:
    """Show the holidays from today on; take a day in that is filled in (422)."""
    if not is_sent():
        return _form(FormDraft({"day": "", "name": ""}))
    given = {name: request.form.get(name, "").strip() for name in ("day", "name")}
    day = read_day(given["day"])
    try:
        asked = HolidayRequest(name=given["name"])
    except NOT_TAKEN as error:
        return _form(_WORDS.refuse(given, error))
    if day is None:
        return _form(FormDraft(given, {"day": _DAY_WRONG}))
    set_holiday(current_parts().hall, day.isoformat(), asked)
    return done(f"{day_words(day)}: aula tutup, {asked.name}.", HOLIDAYS)


@blueprint.page
def remove(day: str) -> Response:
    """Let the hall be open on a day. Raises NotFound, also where somebody else was first."""
    try:
        remove_holiday(current_parts().hall, day)
    except NotFound:
        raise PageNotFound from None
    return done(f"{day_words(date.fromisoformat(day))}: bukan hari libur lagi.", HOLIDAYS)


def read_day(written: str) -> date | None:
    """Return the day that is written as ``17-8-2027`` (or as ISO), None for another form."""
    found = re.fullmatch(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](20\d\d)", written)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(written)
    except ValueError:
        return None


def _form(draft: FormDraft) -> Response:
    today = now().astimezone(current_zone()).date()
    rows = current_parts().hall.read(lambda tx: tx.all(Holiday))
    coming = [(row, day_words(date.fromisoformat(row.day))) for row in rows]
    coming = [one for one in coming if one[0].day >= today.isoformat()]
    return draft.show("setup/holidays.html", rows=coming)
