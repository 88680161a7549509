"""The history: what was really heard, when, on what device, or why not."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import g, request
from werkzeug import Response

from display.hall.announcing import read_history
from display.journal import Counter, Recording, Template
from display.web.console.frame import Family, show
from display.web.console.pages import HISTORY
from display.web.edge.current import current_parts

if TYPE_CHECKING:
    from display.journal import Row, Transaction

_PER_PAGE = 30
# A page of what was not heard may lie among many that were; a longer search is the next page's.
_MOST_PARTS = 10
_KINDS = {"": "Semua", "message": "Pengumuman", "call": "Panggilan"}
_RESULTS = {"": "Semua hasil", "gagal": "Yang tidak terdengar"}
_UNHEARD = frozenset({"failed", "expired"})
# What a browser counts to exactly, and far below what the database's integers hold (2**63).
_LARGEST_SEQ = 2**53


blueprint = Family("history")


@blueprint.page
def history() -> Response:
    """Show a page of what has ended; what cannot be read of the address counts as not given."""
    kind = _one_of(_KINDS, request.args.get("jenis", ""))
    result = _one_of(_RESULTS, request.args.get("hasil", ""))
    begin = _before()
    rows, before, names = current_parts().hall.read(
        lambda tx: _read(tx, begin, kind or None, result)
    )
    later = {"jenis": kind, "hasil": result, "sebelum": before}
    return show(
        "work/history.html",
        rows=rows,
        names=names,
        kinds=_KINDS,
        results=_RESULTS,
        kind=kind,
        result=result,
        older=f"{HISTORY}?{urlencode(later)}" if before else "",
        is_first=not request.args.get("sebelum"),
        may_send=g.person.role in {"admin", "officer"},
    )


def _read(
    tx: Transaction, before: int | None, kind: str | None, result: str
) -> tuple[list[Row], int | None, dict[str, str]]:
    """Return a page of rows, where the next begins, and how templates and recordings are called."""
    rows: list[Row] = []
    for _ in range(_MOST_PARTS):
        page = read_history(tx, before, _PER_PAGE - len(rows), kind)
        rows += [row for row in page.announcements if not result or row["state"] in _UNHEARD]
        before = page.before
        if before is None or len(rows) >= _PER_PAGE:
            break
    names = {row.id: row.name for row in tx.all(Template)}
    names |= {row.id: row.name for row in tx.all(Recording)}
    names |= {f"loket {row.id}": row.name for row in tx.all(Counter)}
    return rows, before, names


def _before() -> int | None:
    written = request.args.get("sebelum", "")
    if not (written.isascii() and written.isdigit()):
        return None
    return min(int(written), _LARGEST_SEQ)


def _one_of(known: dict[str, str], given: str) -> str:
    return given if given in known else ""
