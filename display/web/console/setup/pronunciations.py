"""How the hall's words are said: listened to, mended, and taken back; plain forms."""

from __future__ import annotations

from urllib.parse import quote

from flask import request
from werkzeug import Response
from werkzeug.exceptions import NotFound as PageNotFound

from display.hall import NotFound
from display.hall.speech import (
    Entry,
    PronunciationRequest,
    list_pronunciations,
    remove_pronunciation,
    set_pronunciation,
    uses_of,
    words_now,
)
from display.web.console.forms import NOT_TAKEN, FormDraft, FormWords, done, is_sent
from display.web.console.frame import Family, show
from display.web.console.pages import PRONUNCIATIONS
from display.web.edge.current import current_parts

_KINDS = {"service": "layanan", "counter": "loket", "template": "templat"}
_WORDS = FormWords(
    {
        "written": "Tulis kata atau singkatan, 2 sampai 64 huruf.",
        "spoken": "Tulis ucapannya, paling banyak 200 huruf.",
    }
)

blueprint = Family("pronunciations")


@blueprint.page
def pronunciations() -> Response:
    """Show the hall's own entries, then those that come with Panggil."""
    entries = current_parts().hall.read(list_pronunciations)
    own = [entry for entry in entries if not entry.shipped]
    shipped = [entry for entry in entries if entry.shipped]
    return show("setup/pronunciations.html", own=own, shipped=shipped)


@blueprint.page
def change() -> Response:
    """Show how a word is said and what says it; keep how it is to be said (422)."""
    if not is_sent():
        written = request.args.get("tulisan", "").strip()
        known = _known(written)
        # What is said now stands in the field: a small change is a small change.
        return _form(FormDraft({"written": written, "spoken": known.spoken if known else ""}))
    given = {key: request.form.get(key, "").strip() for key in ("written", "spoken")}
    try:
        asked = PronunciationRequest.model_validate({"spoken": given["spoken"]})
        set_pronunciation(current_parts().hall, given["written"], asked)
    except NOT_TAKEN as error:
        return _form(_WORDS.refuse(given, error))
    return done(f"Ucapan {given['written']} sudah disimpan.", _address(given["written"]))


@blueprint.page
def remove() -> Response:
    """Take the hall's own entry back. Raises NotFound, also where somebody else was first."""
    written = request.form.get("written", "")
    try:
        remove_pronunciation(current_parts().hall, written)
    except NotFound:
        raise PageNotFound from None
    return done(f"Ucapan {written} kembali seperti semula.", PRONUNCIATIONS)


def _form(draft: FormDraft) -> Response:
    written = str(draft.given["written"])
    hall, known = current_parts().hall, _known(written)
    uses = hall.read(lambda tx: uses_of(tx, written)) if written else []
    return draft.show(
        "setup/pronunciation.html",
        now=hall.read(lambda tx: words_now(tx, written)) if written else "",
        known=known if known and not known.shipped else None,
        uses=[(_KINDS[use.kind], use.name) for use in uses],
    )


def _known(written: str) -> Entry | None:
    entries = current_parts().hall.read(list_pronunciations)
    return next((one for one in entries if one.written.lower() == written.lower()), None)


def _address(written: str) -> str:
    return f"{PRONUNCIATIONS}/ubah?tulisan={quote(written)}"
