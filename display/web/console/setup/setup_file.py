"""The whole set-up as a file: taken home, brought, and looked at before it is taken over."""

from __future__ import annotations

from typing import Final

from flask import request
from werkzeug import Response

from display.hall.setup import (
    SetupChange,
    SetupRefused,
    export_setup,
    lines_of,
    plan_setup,
    read_setup,
    with_lines,
    write_counters,
    write_setup,
    write_toml,
)
from display.web.console.forms import brought, done, is_sent
from display.web.console.frame import Family, show
from display.web.console.pages import SETUP_FILE
from display.web.console.setup.setup_faults import FaultWords, fault_words
from display.web.edge.current import current_parts

_PARTS: Final = {
    "hall": "Aula",
    "services": "Layanan",
    "counters": "Loket",
    "zones": "Zona",
    "schedule": "Jadwal",
    "holidays": "Hari libur",
}
_STEPS: Final = {"added": "baru", "changed": "diubah", "removed": "dihapus"}

blueprint = Family("setup_file")


@blueprint.page
def setup_file() -> Response:
    """Show what a file would change, or what is wrong with it (422); take it over when told so."""
    if not is_sent():
        return _show()
    name, data = brought("file")
    as_csv = name.lower().endswith(".csv")
    if not name:
        data = request.form.get("text", "").encode()
        as_csv = request.form.get("kind") == "csv"
    return _take(data, as_csv=as_csv, sure=request.form.get("sure") == "ya")


@blueprint.page
def download() -> Response:
    """Send the set-up as a TOML file."""
    known = current_parts().hall.read(export_setup)
    return _file(write_toml(known), "application/toml", "panggil-aula.toml")


@blueprint.page
def counters() -> Response:
    """Send the counters as a table for spreadsheets."""
    known = current_parts().hall.read(export_setup)
    # With the mark by which Excel knows UTF-8.
    return _file("\ufeff" + write_counters(known), "text/csv", "panggil-loket.csv")


def _take(data: bytes, *, as_csv: bool, sure: bool) -> Response:
    hall = current_parts().hall
    try:
        asked = read_setup(data, as_csv=as_csv)
    except SetupRefused as refused:
        return _show(faults=fault_words(refused.faults))
    try:
        if sure:
            hall.write(lambda tx: write_setup(tx, asked))
            return done("Susunan aula sudah diganti. Semua layar sudah menampilkannya.", SETUP_FILE)
        changes = hall.read(lambda tx: plan_setup(tx, asked))
    except SetupRefused as refused:
        faults = with_lines(refused.faults, lines_of(data, as_csv=as_csv))
        return _show(faults=fault_words(faults))
    text, kind = data.decode("utf-8-sig"), "csv" if as_csv else "toml"
    return _show(changes=list(map(_words, changes)), text=text, kind=kind)


def _words(change: SetupChange) -> tuple[str, str, str]:
    return _PARTS[change.part], change.name, _STEPS[change.step]


def _show(
    faults: list[FaultWords] | None = None,
    changes: list[tuple[str, str, str]] | None = None,
    text: str = "",
    kind: str = "toml",
) -> Response:
    words = {"faults": faults, "changes": changes, "text": text, "kind": kind}
    return show("setup/setup_file.html", 422 if faults else 200, **words)


def _file(text: str, media: str, name: str) -> Response:
    response = Response(text, mimetype=media)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
