"""The counter pad: the list of counters, and the pad of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from werkzeug import Response
from werkzeug.exceptions import NotFound as NoSuchPage

from display.hall.calling import LONGEST_REASON, UNDO_S, coming_at
from display.json_object import JsonView
from display.web.console.frame import Family, show
from display.web.edge.current import current_parts
from display.web.edge.own_counters import check_counter, is_own
from display.web.screen.board import state_words

PAUSES = ("Istirahat", "Salat", "Rapat", "Gangguan")
CLOSINGS = ("Tutup", "Selesai hari ini", "Pindah loket")
"""The usual reasons; a clerk may write another one."""


blueprint = Family("pad")


class _Counter(TypedDict):
    """What both pages say of a counter. ``count``: how often its ticket was called, 0 for none.

    ``service`` is that of the visit, else the first that the counter serves, else "".
    """

    id: str
    name: str
    state: str
    words: str
    services: str
    service: str
    number: str
    called_at: str
    count: int


@blueprint.page
def counters() -> Response:
    """Show the counters at which the person may call."""
    state = current_parts().hub.snapshot()
    rows = [_describe(state, counter) for counter in state["counters"] if is_own(counter["id"])]
    return show("work/counters.html", state=state, rows=rows)


@blueprint.page
def pad(counter_id: str) -> Response:
    """Show the pad of a counter.

    Raises :class:`~display.web.edge.problem.Problem`, 403: not one of the person's own; NotFound.
    """
    check_counter(counter_id)
    parts = current_parts()
    state = parts.hub.snapshot()
    counter = next((row for row in state["counters"] if row["id"] == counter_id), None)
    if counter is None:
        raise NoSuchPage
    coming, each = parts.hall.read(lambda tx: coming_at(tx, counter_id))
    return show(
        "work/pad.html",
        state=state,
        counter=counter,
        row=_describe(state, counter),
        coming=coming,
        each=each,
        undo_s=UNDO_S,
        longest_reason=LONGEST_REASON,
        pauses=PAUSES,
        closings=CLOSINGS,
    )


def _describe(state: JsonView, counter: JsonView) -> _Counter:
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


def _found(rows: Sequence[JsonView], key: str, value: str) -> JsonView:
    return next((row for row in rows if row[key] == value), {})
