"""The counter pad: the list of counters, and the pad of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flask import Blueprint
from werkzeug import Response
from werkzeug.exceptions import NotFound as NoSuchPage

from display.hall.calling import LONGEST_REASON, UNDO_S, coming_at
from display.web.console.frame import console_blueprint, show
from display.web.edge.own_counters import check_counter, is_own
from display.web.screen.view import state_words

if TYPE_CHECKING:
    from display.parts import Parts

Row = Mapping[str, Any]

PAUSES = ("Istirahat", "Salat", "Rapat", "Gangguan")
CLOSINGS = ("Tutup", "Selesai hari ini", "Pindah loket")
"""The usual reasons; a clerk may write another one."""


def pad_blueprint(parts: Parts) -> Blueprint:
    """Return the pages of the counters at work."""
    blueprint = console_blueprint("pad")

    @blueprint.get("/loket")
    def counters() -> Response:
        state = parts.hub.snapshot()
        rows = [_row(state, counter) for counter in state["counters"] if is_own(counter["id"])]
        return show("work/counters.html", state=state, rows=rows)

    @blueprint.get("/loket/<counter_id>")
    def pad(counter_id: str) -> Response:
        check_counter(counter_id)
        state = parts.hub.snapshot()
        counter = next((row for row in state["counters"] if row["id"] == counter_id), None)
        if counter is None:
            raise NoSuchPage
        coming, each = parts.hall.read(lambda tx: coming_at(tx, counter_id))
        return show(
            "work/pad.html",
            state=state,
            counter=counter,
            row=_row(state, counter),
            coming=coming,
            each=each,
            undo_s=UNDO_S,
            longest_reason=LONGEST_REASON,
            pauses=PAUSES,
            closings=CLOSINGS,
        )

    return blueprint


def _row(state: Row, counter: Row) -> dict[str, Any]:
    """Return what both pages say of a counter."""
    serving = _found(state["now_serving"], "counter", counter["id"])
    services = [_found(state["services"], "id", each) for each in counter["services"]]
    return {
        "id": counter["id"],
        "name": counter["name"],
        "state": counter["state"],
        "words": state_words(counter),
        "services": " · ".join(row["short_name"] for row in services if row) or "Belum ada layanan",
        "service": serving.get("service") or next(iter(counter["services"]), ""),
        "number": serving["ticket"]["number"] if serving else "",
        "called_at": serving.get("called_at", ""),
        "count": serving.get("count", 0),
    }


def _found(rows: Sequence[Row], key: str, value: str) -> Row:
    return next((row for row in rows if row[key] == value), {})
