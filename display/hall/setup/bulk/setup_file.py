"""A set-up as a file: one TOML for the whole hall, a CSV for its counters; errors name the line."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError

from display.hall.setup.bulk.plan import SetupFault, SetupRefused, SetupRequest

LARGEST_FILE: Final = 256 * 1024
"""Bytes of a file: a hundred services and counters with their aliases take some 60,000."""

CSV_FIELDS: Final = ("id", "name", "short_name", "services", "aliases", "zone")
_HEAD: Final = """# Panggil: the set-up of a hall / susunan aula.
# A part that is not here stays as it is; of one that is here, what is not listed goes.
# Bagian yang tidak ada tetap seperti semula; dari bagian yang ada, yang tidak tertulis dihapus.

"""


def write_toml(setup: Mapping[str, Any]) -> str:
    """Return a set-up as TOML, which :func:`read_setup` takes back."""
    import tomli_w

    return _HEAD + tomli_w.dumps(setup)


def write_counters(setup: Mapping[str, Any]) -> str:
    """Return the counters of a set-up as CSV; services and aliases have ``;`` between them."""
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow(CSV_FIELDS)
    for row in setup["counters"]:
        joined = (";".join(row["services"]), ";".join(row["aliases"]))
        table.writerow((row["id"], row["name"], row["short_name"], *joined, row["zone"]))
    return file.getvalue()


def read_setup(data: bytes, *, as_csv: bool = False) -> SetupRequest:
    """Return what a file sets up. Raises :class:`SetupRefused`, whose faults have their lines.

    A CSV sets up the counters alone. A byte order mark is taken as what it is.
    """
    if len(data) > LARGEST_FILE:
        raise _file_refused("too_large", f"More than {LARGEST_FILE // 1024} KB are not taken.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _file_refused("no_utf8", "this is no UTF-8.", line) from None
    setup, lines = _read_csv(text) if as_csv else (_read_toml(text), TomlLines(text))
    try:
        return SetupRequest.model_validate(setup)
    except ValidationError as error:
        raise SetupRefused(with_lines(map(_fault, error.errors()), lines)) from None


class TomlLines:
    """Where the things of a TOML text stand; the library that reads it does not tell."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()

    def find(self, where: Sequence[str | int]) -> int | None:
        """Return the line (from 1) of a place: its field, else its table, else None."""
        if not where:
            return None
        part, *rest = where
        at = rest.pop(0) if rest and isinstance(rest[0], int) else 0
        heads = self._heads(str(part))
        names = [str(name) for name in rest if isinstance(name, str)]
        for inner in self._heads(f"{part}.{names[0]}") if len(names) > 1 else ():
            return self._field(inner, names[1]) or inner + 1
        if not isinstance(at, int) or at >= len(heads):
            return self._field(0, str(part))
        return self._field(heads[at], names[0] if names else "") or heads[at] + 1

    def _heads(self, name: str) -> list[int]:
        head = re.compile(rf"\s*\[{{1,2}}\s*{re.escape(name)}\s*\]")
        return [at for at, line in enumerate(self._lines) if head.match(line)]

    def _field(self, begin: int, name: str) -> int | None:
        key = re.compile(rf'\s*"?{re.escape(name)}"?\s*=') if name else None
        for at, line in enumerate(self._lines[begin:], begin):
            if at > begin and re.match(r"\s*\[", line):
                return None
            if key and key.match(line):
                return at + 1
        return None


class CsvLines:
    """Where the counters of a CSV stand."""

    def __init__(self, lines: Sequence[int]) -> None:
        self._lines = lines

    def find(self, where: Sequence[str | int]) -> int | None:
        """Return the line (from 1) of a counter."""
        at = where[1] if len(where) > 1 else None
        return self._lines[at] if isinstance(at, int) and at < len(self._lines) else None


Lines = TomlLines | CsvLines


def lines_of(data: bytes, *, as_csv: bool = False) -> Lines:
    """Return where the things of a file stand that :func:`read_setup` took."""
    text = data.decode("utf-8-sig")
    return _read_csv(text)[1] if as_csv else TomlLines(text)


def with_lines(faults: Iterable[SetupFault], lines: Lines) -> list[SetupFault]:
    """Return faults that know their line."""
    return [fault._replace(line=lines.find(fault.where)) for fault in faults]


def _file_refused(code: str, message: str, line: int | None = None) -> SetupRefused:
    """Return the refusal of a file that cannot be read, for one reason."""
    return SetupRefused([SetupFault((), message, code, line=line)])


def _read_toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.fullmatch(
            r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", str(error)
        )
        what = found[1] if found else str(error)
        line = int(found[2]) if found and found[2] else text.count("\n") + 1
        raise _file_refused("no_toml", f"{what}.", line) from None
    except RecursionError:
        raise _file_refused("too_deep", "This is nested too deep.") from None


def _read_csv(text: str) -> tuple[dict[str, Any], CsvLines]:
    """Return counters and their lines; a spreadsheet may have written ``;`` between columns."""
    first = text.partition("\n")[0]
    between, other = (";", ",") if ";" in first else (",", ";")
    table = csv.reader(io.StringIO(text, newline=""), delimiter=between)
    head: list[str] | None = None
    rows, lines = list[dict[str, Any]](), list[int]()
    try:
        for cells in table:
            if not any(cell.strip() for cell in cells):
                continue
            if head is None:
                head = _head(cells)
                continue
            if len(cells) > len(head):
                message = "there are more columns than in the first line."
                raise _file_refused("columns", message, table.line_num)
            # Its other cells would be lost in the name, and all counters replaced by that.
            if len(cells) == 1 < len(head) and other in cells[0]:
                message = f"its columns are parted by {other!r}, not by {between!r} as the first."
                raise _file_refused("parted", message, table.line_num)
            rows.append(_counter(dict(zip(head, cells, strict=False))))
            lines.append(table.line_num)
    except csv.Error as error:
        raise _file_refused("no_csv", f"{error}.", table.line_num) from None
    return {"counters": rows}, CsvLines(lines)


def _head(cells: list[str]) -> list[str]:
    head = [cell.strip().lower() for cell in cells]
    unknown = [name for name in head if name not in CSV_FIELDS]
    if unknown or "name" not in head or len(set(head)) < len(head):
        names = ", ".join(CSV_FIELDS)
        message = f"the first line names the columns, of {names}; name must be there."
        raise _file_refused("head", message, 1)
    return head


def _counter(cells: Mapping[str, str]) -> dict[str, Any]:
    """Return a counter of its cells; an empty id is chosen, a column that is missing stays out."""
    row: dict[str, Any] = {name: cell.strip() for name, cell in cells.items()}
    if not row.get("id"):
        row.pop("id", None)
    if not row.get("zone"):
        row.pop("zone", None)
    for name in {"services", "aliases"} & row.keys():
        row[name] = [part.strip() for part in re.split(r"[;|,]", row[name]) if part.strip()]
    return row


def _fault(found: Mapping[str, Any]) -> SetupFault:
    """Return what is wrong with a field, and what stood there."""
    message = str(found["msg"]).removeprefix("Value error, ")
    if found["type"] == "extra_forbidden":
        message = "there is no such field"
    given = found.get("input")
    facts = {"given": str(given)[:50]} if isinstance(given, (str, int, float)) else {}
    shown = f", not {given!r}"[:60] if facts else ""
    where = tuple(part for part in found["loc"] if part != "[key]")
    return SetupFault(where, f"{message}{shown}.", str(found["type"]), facts)
