"""The fields of templates: a closed table of what may stand in braces, and what each of them takes.

A field becomes a part of the written text; how it is said is decided by the one formatter, as for
any other text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from audio import WordingError, read_counter, word_text
from display.hall.errors import Refused
from display.hall.lookup import find_counter
from display.journal import Transaction

Kind = Literal["time", "minutes", "counter", "plate", "name", "place", "text"]

LONGEST_VALUE: Final = 120
"""Letters that any field may have at most."""

_BRACE = re.compile(r"\{([^{}]*)\}")
_TIME = re.compile(r"([01]?[0-9]|2[0-3])(?:[.:]([0-5][0-9]))?")
_PLATE = re.compile(r"([A-Z]{1,2}) ?([1-9][0-9]{0,3}) ?([A-Z]{0,3})")
_SENTENCE_STARTS = re.compile(r"(?:^|[.!?]\s+)$")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that may stand in braces: its kind, what staff read beside it, and an example."""

    name: str
    kind: Kind
    label: str
    example: str
    longest: int = 60


FIELDS: Final[Mapping[str, Field]] = {
    field.name: field
    for field in (
        Field("jam", "time", "Jam", "14.30", 5),
        Field("menit", "minutes", "Menit", "15", 3),
        Field("loket", "counter", "Loket", "3", 64),
        Field("loket_tujuan", "counter", "Loket tujuan", "4", 64),
        Field("plat", "plate", "Nomor polisi kendaraan", "BG 1234 EA", 11),
        Field("nama", "name", "Nama", "Rizky"),
        Field("tempat", "place", "Tempat", "meja informasi", 80),
        Field("barang", "text", "Barang", "sebuah kunci motor", 80),
        Field("ciri", "text", "Ciri-ciri", "berbaju merah", LONGEST_VALUE),
    )
}


def known_fields() -> tuple[Field, ...]:
    """Return every field that a template may have."""
    return tuple(FIELDS.values())


def fields_of(text: str) -> tuple[Field, ...]:
    """Return the fields of a template's text, each once, in order.

    Raises :class:`Refused` for field "text" when a brace is unknown or does not close.
    """
    names = list(dict.fromkeys(_BRACE.findall(text)))
    if "{" in _BRACE.sub("", text) or "}" in _BRACE.sub("", text):
        raise Refused("text", "A brace in this text does not close.", code="bad_brace")
    for name in names:
        if name not in FIELDS:
            known = ", ".join(f"{{{one}}}" for one in FIELDS)
            message = f"There is no field {{{name[:40]}}}; the fields are {known}."
            raise Refused("text", message, code="unknown_field")
    return tuple(FIELDS[name] for name in names)


def fill_fields(tx: Transaction, text: str, given: Mapping[str, str | int]) -> str:
    """Return a template's text with its fields filled in.

    Raises :class:`Refused` that names the field, as ``fields.jam``, when one is missing, too many
    or not of its kind.
    """
    # A value too many is a page that is out of date: it would be left out without a word.
    wanted = fields_of(text)
    for name in given:
        if name not in {field.name for field in wanted}:
            raise Refused(f"fields.{name}", "This template has no such field.")
    values = {field.name: _value(tx, field, given.get(field.name)) for field in wanted}
    for field in wanted:
        text = _put(text, field, values[field.name])
    return text


def example_of(text: str) -> str:
    """Return a template's text filled with the examples; raises as :func:`fields_of` does."""
    for field in fields_of(text):
        text = _put(text, field, "loket 3" if field.kind == "counter" else field.example)
    return text


def _value(tx: Transaction, field: Field, given: str | int | None) -> str:
    written = "" if given is None else " ".join(str(given).split())
    if not written:
        raise Refused(f"fields.{field.name}", "This field is missing.", code="missing")
    if len(written) > field.longest:
        message = f"This field takes at most {field.longest} letters."
        raise Refused(f"fields.{field.name}", message, code="too_long")
    return _READERS[field.kind](tx, field, written)


def _time(tx: Transaction, field: Field, written: str) -> str:
    found = _TIME.fullmatch(written)
    if not found:
        raise _refuse(field, "Write a time of day, for example 14.30.")
    # With a dot, as Indonesian writes the time; the formatter says it from there.
    return f"{int(found[1]):02}.{found[2] or '00'}"


def _minutes(tx: Transaction, field: Field, written: str) -> str:
    if not written.isascii() or not written.isdigit() or not 1 <= int(written) <= 180:
        raise _refuse(field, "Write a whole number of minutes from 1 to 180.")
    return str(int(written))


def _counter(tx: Transaction, field: Field, written: str) -> str:
    try:
        counter = find_counter(tx, written)
    except Refused as refused:
        code = refused.code or f"bad_{field.kind}"
        raise Refused(f"fields.{field.name}", str(refused), code=code) from None
    return read_counter(counter.name).caption


def _plate(tx: Transaction, field: Field, written: str) -> str:
    found = _PLATE.fullmatch(written.upper())
    if not found:
        raise _refuse(field, "Write a vehicle's plate, for example BG 1234 EA.")
    return " ".join(part for part in found.groups() if part)


def _words(tx: Transaction, field: Field, written: str) -> str:
    """Take words: something that can be said, and no braces that would be filled in turn."""
    if "{" in written or "}" in written:
        raise _refuse(field, "Braces are not allowed here.")
    try:
        word_text(written)
    except WordingError:
        raise _refuse(field, "This has no words that can be spoken.") from None
    # The template has the stop already; a second one would be a pause too long.
    return written.rstrip(".")


def _name(tx: Transaction, field: Field, written: str) -> str:
    if not any(letter.isalpha() for letter in written):
        raise _refuse(field, "A name has letters.")
    return _words(tx, field, written)


def _refuse(field: Field, message: str) -> Refused:
    return Refused(f"fields.{field.name}", message, code=f"bad_{field.kind}")


_READERS: Mapping[Kind, Callable[[Transaction, Field, str], str]] = {
    "time": _time,
    "minutes": _minutes,
    "counter": _counter,
    "plate": _plate,
    "name": _name,
    "place": _words,
    "text": _words,
}


def _put(text: str, field: Field, value: str) -> str:
    """Put a value in its place; a counter takes the word *loket* before it along.

    "Loket {loket} ditutup" becomes "Ruang konsultasi ditutup" for a counter of that name.
    """
    # A counter may be called by any name, and "loket Loket 3" is heard as a slip.
    lead = r"(?:[Ll]oket )?" if field.kind == "counter" else ""
    place = re.compile(f"{lead}{re.escape('{' + field.name + '}')}")

    def written(found: re.Match[str]) -> str:
        if field.kind == "counter" and _SENTENCE_STARTS.search(text[: found.start()]):
            return value[:1].upper() + value[1:]
        return value

    return place.sub(written, text)
