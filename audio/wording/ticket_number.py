"""A ticket's number as clips: the opening words with the first letter, then letters and figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from audio.wording.letters import LETTER_NAMES
from audio.wording.numbers import DIGITS, cardinal_pieces
from audio.wording.pauses import (
    BETWEEN_DIGITS_MS,
    BETWEEN_GROUPS_MS,
    BETWEEN_LETTERS_MS,
    CALL_NUMBER_MS,
    WITHIN_CARDINAL_MS,
)
from audio.wording.pieces import Break
from audio.wording.readings.words import is_word
from audio.wording.sentence import Phrase
from audio.wording.tickets import Ticket

Mode = Literal["digit", "terbilang", "otomatis"]
LetterMode = Literal["otomatis", "huruf", "kata"]
"""How a ticket's letters are said: by name, as a word, or as a word where they make a long one."""

OPENING = "Nomor antrean"
SHORT_OPENING = "Nomor"
# A hall prints UMUM or GIGI to be read; of three letters (KIA, IGD, LAB) nobody can tell.
_SHORTEST_WORD = 4


def ticket_phrases(
    ticket: Ticket,
    mode: Mode,
    end: Break,
    *,
    short: bool = False,
    letters: LetterMode = "otomatis",
) -> Iterator[Phrase]:
    """Yield "Nomor antrean A" | "nol" | "satu" | "dua", with ``end`` after the last phrase.

    A letter after the first is a phrase of its own, said by its name; so is a word. Figures that
    the ticket ends with are said in ``mode``, those before one by one.
    """
    *first, last = _phrases(ticket, mode, short, letters)
    yield from first
    yield replace(last, pause_ms=end.pause_ms, mark=end.mark)


def prefix_phrases(
    prefix: str, *, short: bool = False, letters: LetterMode = "otomatis"
) -> list[str]:
    """Return the phrases of a number before its own figures, which every ticket of a prefix needs.

    The figures of a prefix are among them.
    """
    opening, rest = _opening(_runs(prefix), short, letters)
    return [opening.text, *(phrase.text for run in rest for phrase in _run(run, letters))]


def number_phrase(digits: str, mode: Mode) -> str:
    """Return a ticket's figures as one phrase, "" where there is a rest in them or only one.

    A voice that has this clip says the number in one breath.
    """
    phrases = figure_phrases(digits, mode)
    if len(phrases) < 2 or any(phrase.mark for phrase in phrases[:-1]):
        return ""
    return " ".join(phrase.text for phrase in phrases)


def figure_phrases(digits: str, mode: Mode) -> list[Phrase]:
    """Return the figures of a ticket as phrases; the pause after the last one is the caller's.

    More than four are said one by one in any mode: no number of so many is kept in mind.
    """
    counted = mode == "terbilang" or (mode == "otomatis" and not digits.startswith("0"))
    if counted and len(digits) <= 4:
        return [Phrase(piece, WITHIN_CARDINAL_MS) for piece in cardinal_pieces(int(digits))]
    phrases = [Phrase(DIGITS[int(digit)], BETWEEN_DIGITS_MS) for digit in digits]
    for place in group_ends(len(digits))[:-1]:
        phrases[place - 1] = replace(phrases[place - 1], pause_ms=BETWEEN_GROUPS_MS, mark=",")
    return phrases


def group_ends(count: int) -> list[int]:
    """Return after which figures of a row there is a rest: four go two by two, seven three, four.

    Three are one breath; more in a row are not kept in mind.
    """
    groups = 1 if count <= 3 else max(2, -(-count // 4))
    return [count * group // groups for group in range(1, groups + 1)]


def _phrases(ticket: Ticket, mode: Mode, short: bool, letters: LetterMode) -> list[Phrase]:
    runs = list(ticket.parts)
    opening, rest = _opening(runs, short, letters)
    phrases = [opening]
    for place, run in enumerate(rest):
        own = bool(ticket.digits) and place == len(rest) - 1
        before = phrases[-1]
        if run.isdigit() and before is not opening:
            # The figures stand apart from what is before them.
            phrases[-1] = replace(before, pause_ms=CALL_NUMBER_MS, mark=",")
        phrases += figure_phrases(run, mode) if own else _run(run, letters)
    return phrases


def _opening(runs: list[str], short: bool, letters: LetterMode) -> tuple[Phrase, list[str]]:
    """Return the phrase that a number begins with, and the runs that it has not said yet.

    It holds the first letter, so that "Nomor antrean A" is one clip.
    """
    words = SHORT_OPENING if short else OPENING
    first = runs[0] if runs else ""
    if not first or first.isdigit() or _as_word(first, letters):
        return Phrase(words, CALL_NUMBER_MS, ""), runs
    opening = Phrase(f"{words} {first[0]}", CALL_NUMBER_MS, ",")
    if len(first) > 1:
        opening = replace(opening, pause_ms=BETWEEN_LETTERS_MS, mark="")
        return opening, [*first[1:], *runs[1:]]
    return opening, runs[1:]


def _run(run: str, letters: LetterMode) -> list[Phrase]:
    """Return a run before the ticket's own figures."""
    if run.isdigit():
        return figure_phrases(run, "digit")
    if _as_word(run, letters):
        return [Phrase(run.lower(), BETWEEN_LETTERS_MS)]
    return [Phrase(LETTER_NAMES[letter], BETWEEN_LETTERS_MS) for letter in run]


def _as_word(run: str, letters: LetterMode) -> bool:
    if letters == "huruf" or len(run) < 2:
        return False
    if letters == "kata":
        return is_word(run.capitalize())
    return len(run) >= _SHORTEST_WORD and is_word(run)


def _runs(prefix: str) -> list[str]:
    return list(Ticket(f"{prefix}-0").parts[:-1]) if prefix else []
