"""Codes of letters and figures: tickets, vehicle plates, counters such as "4K-1"."""

from __future__ import annotations

import re

from audio.wording.figures import spell_amount
from audio.wording.letters import spell_letters
from audio.wording.numbers import spell_digits
from audio.wording.pieces import COMMA, JOIN, NUMBER, Break, Pieces, Reading, reading, separated
from audio.wording.ticket_number import ticket_phrases
from audio.wording.tickets import Ticket
from audio.wording.words import read_word

# Registration areas of Indonesia; any other letters before figures are no plate.
_AREAS = (
    "AA|AB|AD|AE|AG|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|DA|DB|DC|DD|DE|DG|DH|DK|DL|DM|DN|DP|DR|DS|DT"
    "|DW|EA|EB|ED|KB|KH|KT|KU|PA|PB|PG|PS|PT|PY|A|B|D|E|F|G|H|K|L|M|N|P|R|S|T|W|Z"
)
_END = r"(?![A-Za-z0-9])"
_TICKET = r"[A-Z]{1,2}-?[0-9]{1,4}"
_PLACES = (
    r"(?i:blok|gedung|golongan|huruf|kelas|konter|lantai|loket|meja|pintu|poli|ruang|tipe|zona)"
)
_PARTS = re.compile(r"[A-Za-z]+|[0-9]+")


def _called(found: re.Match[str]) -> Pieces:
    """A ticket after "nomor antrean": the very clips of a call."""
    ticket = Ticket(found["prefix"] or "", found["digits"])
    pieces: Pieces = [JOIN]
    for phrase in ticket_phrases(ticket, "digit", COMMA):
        pieces += [phrase.text, Break(phrase.pause_ms, phrase.mark)]
    return pieces


def _ticket(found: re.Match[str]) -> Pieces:
    return _read_ticket(found[0])


def _tickets(found: re.Match[str]) -> Pieces:
    return [*_read_ticket(found[1]), COMMA, "sampai", *_read_ticket(found[2])]


def _read_ticket(written: str) -> Pieces:
    prefix, digits = re.findall("[A-Z]+|[0-9]+", written)
    groups = [digits[:2], digits[2:]] if len(digits) == 4 else [digits]  # as a call says them
    return [spell_letters(prefix), NUMBER, *separated([spell_digits(group) for group in groups])]


def _place(found: re.Match[str]) -> Pieces:
    """A place that has a letter: the dot after it ends the sentence."""
    return [read_word(found[1]), spell_letters(found[2])]


def _plate(found: re.Match[str]) -> Pieces:
    area, figures, series = found["area"], found["figures"], found["series"]
    return [spell_letters(area), NUMBER, spell_digits(figures), NUMBER, spell_letters(series)]


def _mixed(found: re.Match[str]) -> Pieces:
    """Letters and figures that belong to no other kind: capitals spelled, figures as a number."""
    said = [
        spell_amount(part) if part.isdigit() else read_word(part)
        for part in _PARTS.findall(found[0])
    ]
    return [" ".join(part for part in said if part)]


def _file(found: re.Match[str]) -> Pieces:
    """The number of a letter or decree: its strokes are said, or its parts would run together."""
    parts = re.findall(r"[A-Za-z]+|[0-9]+", found["file"])
    said = [spell_amount(part) if part.isdigit() else read_word(part) for part in parts]
    return [f"nomor {' garis miring '.join(filter(None, said))}"]


# Before the abbreviations: these begin with "No." and take it in.
NUMBERED: tuple[Reading, ...] = (
    reading(
        r"(?i:nomor|no\.?)\ ?"
        rf"(?P<file>[0-9]{{1,6}}(?:[/.-][A-Za-z0-9]{{1,8}}){{0,5}}/[A-Za-z0-9]{{1,8}}){_END}",
        _file,
    ),
    reading(
        r"(?i:(?:nomor|no\.?)\ antr[ie]an)\ (?:(?P<prefix>[A-Z]{1,2})[-\ ]?)?"
        r"(?P<digits>[0-9]{1,4})(?![0-9A-Za-z]|[.,:/-][0-9])",
        _called,
    ),
)
READINGS: tuple[Reading, ...] = (
    reading(rf"({_PLACES})\ ([A-Z]){_END}(?!\.[A-Z])", _place),
    reading(
        rf"(?P<area>{_AREAS})\ ?(?P<figures>[1-9][0-9]{{0,3}})\ ?(?P<series>[A-Z]{{1,3}}){_END}",
        _plate,
    ),
    reading(
        rf"({_TICKET})(?:\ -\ |\ ?–\ ?|-)({_TICKET}){_END}",
        _tickets,
    ),
    reading(rf"[A-Z]{{1,2}}-?[0-9]{{1,4}}{_END}(?!-[0-9A-Za-z])", _ticket),
    reading(r"(?=[A-Za-z]*[0-9])[A-Z]{1,4}[0-9]+(?:-[A-Z0-9]+)*(?![A-Za-z0-9])", _mixed),
    reading(r"[0-9]+[A-Z]{1,3}[0-9]*(?:-[A-Z0-9]+)*(?![A-Za-z0-9])", _mixed),
)
