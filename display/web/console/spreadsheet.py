"""Tables for spreadsheet programs: CSV as those of Indonesian systems read it, without formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from werkzeug import Response

# What a spreadsheet takes for a formula at the beginning of a cell (OWASP, CSV Injection).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
# The list separator of Indonesian systems, where the comma is the decimal mark.
_SEPARATOR: Final = ";"


def table_file(headings: Iterable[str], rows: Iterable[Iterable[str]], file_name: str) -> Response:
    """Return a table to be saved as ``file_name``, sent while ``rows`` are read."""
    response = Response(_lines(headings, rows), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _lines(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines; a byte order mark tells spreadsheets that it is UTF-8."""
    yield "\ufeff" + _line(headings)
    for cells in rows:
        yield _line(cells)


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=_SEPARATOR).writerow([harmless(cell) for cell in cells])
    return line.getvalue()
