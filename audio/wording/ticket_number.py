"""A ticket's number as clips: the opening words with the letter, then the figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from audio.wording.letters import LETTER_NAMES
from audio.wording.numbers import DIGITS, cardinal_pieces
from audio.wording.pauses import (
    BEFORE_NUMBER_MS,
    BETWEEN_DIGITS_MS,
    BETWEEN_GROUPS_MS,
    BETWEEN_LETTERS_MS,
    WITHIN_CARDINAL_MS,
)
from audio.wording.pieces import Break
from audio.wording.sentence import Phrase
from audio.wording.tickets import Ticket

Mode = Literal["digit", "terbilang", "otomatis"]

OPENING = "Nomor antrean"
SHORT_OPENING = "Nomor"


def ticket_phrases(
    ticket: Ticket, mode: Mode, end: Break, *, short: bool = False
) -> Iterator[Phrase]:
    """Yield "Nomor antrean A" | "nol" | "satu" | "dua", with ``end`` after the last figure.

    A second letter of the prefix is a phrase of its own, said by its name.
    """
    prefix = ticket.prefix
    opening = Phrase(number_opening(prefix, short=short), BEFORE_NUMBER_MS, "," if prefix else "")
    if len(prefix) == 2:
        yield replace(opening, pause_ms=BETWEEN_LETTERS_MS, mark="")
        opening = replace(opening, text=LETTER_NAMES[prefix[1]])
    yield opening
    *first, last = figure_phrases(ticket.digits, mode)
    yield from first
    yield replace(last, pause_ms=end.pause_ms, mark=end.mark)


def number_opening(prefix: str, *, short: bool = False) -> str:
    """Return the phrase that a number begins with; it holds the first letter of the prefix."""
    return f"{SHORT_OPENING if short else OPENING} {prefix[:1]}".strip()


def number_phrase(digits: str, mode: Mode) -> str:
    """Return a ticket's figures as one phrase, "" where there is a rest in them or only one.

    A voice that has this clip says the number in one breath.
    """
    phrases = figure_phrases(digits, mode)
    if len(phrases) < 2 or any(phrase.mark for phrase in phrases[:-1]):
        return ""
    return " ".join(phrase.text for phrase in phrases)


def figure_phrases(digits: str, mode: Mode) -> list[Phrase]:
    """Return the figures of a ticket as phrases; the pause after the last one is the caller's."""
    if mode == "terbilang" or (mode == "otomatis" and not digits.startswith("0")):
        return [Phrase(piece, WITHIN_CARDINAL_MS) for piece in cardinal_pieces(int(digits))]
    phrases = [Phrase(DIGITS[int(digit)], BETWEEN_DIGITS_MS) for digit in digits]
    if len(digits) == 4:  # two and two: four figures in a row are not kept in mind
        phrases[1] = replace(phrases[1], pause_ms=BETWEEN_GROUPS_MS, mark=",")
    return phrases
