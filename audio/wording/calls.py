"""The sentence that calls a ticket to a counter.

Wording rules: ``Nomor antrean A, nol satu dua. Silakan menuju loket tiga, Dukcapil.`` and then
``Sekali lagi, nomor antrean A, nol satu dua, loket tiga.`` The caption is the same however short
the voice has to be: reading takes no one's turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from audio.wording.errors import WordingError
from audio.wording.letters import LETTER_NAMES
from audio.wording.names import Name, read_counter, read_service
from audio.wording.numbers import DIGITS, cardinal_pieces
from audio.wording.pauses import (
    BEFORE_NUMBER_MS,
    BEFORE_REPEAT_MS,
    BETWEEN_DIGITS_MS,
    BETWEEN_GROUPS_MS,
    BETWEEN_LETTERS_MS,
    COMMA_MS,
    FULL_STOP_MS,
    SHORT_COMMA_MS,
    WITHIN_CARDINAL_MS,
)
from audio.wording.sentence import Phrase, Sentence
from audio.wording.tickets import Ticket

Mode = Literal["digit", "terbilang", "otomatis"]
Language = Literal["id", "en"]

NUMBER = "Nomor antrean"
SHORT_NUMBER = "Nomor"
INVITATION = "Silakan menuju"
AGAIN = "Sekali lagi"
PRIORITY = "Antrean prioritas"
SECOND_CALL = "Panggilan kedua"
LAST_CALL = "Panggilan terakhir"
MOST_REPEATS = 3  # the API allows no more: a hall that hears one ticket five times stops listening


@dataclass(frozen=True, slots=True)
class CallWords:
    """Everything that decides how a call is worded.

    ``counter`` and ``service`` are names as people write them ("Loket 3", "Dukcapil"); ``count`` is
    1 for the first call and grows with each recall; ``repeats`` (0 to 3) is how often the number is
    said again in the same announcement; ``short`` is the form under backlog, which is not repeated.
    """

    ticket: Ticket
    counter: str
    service: str
    mode: Mode = "digit"
    count: int = 1
    repeats: int = 1
    short: bool = False
    language: Language = "id"
    priority: bool = False


def word_call(words: CallWords) -> Sentence:
    """Return the sentence of a call, for caption, preview and voice.

    A service whose name cannot be said is left out; a counter must be sayable. English is not
    worded yet: the shipped voice would speak it as if it were Indonesian. Raises
    :class:`WordingError` with field "counter", "mode", "count", "repeats" or "language".
    """
    _check(words)
    counter, service = read_counter(words.counter), read_service(words.service)
    phrases = [*_opening(words), *_body(words, counter, service)]
    phrases[-1] = replace(phrases[-1], pause_ms=0, mark=".")
    return Sentence(_caption(words, counter, service), tuple(phrases))


def number_phrases(digits: str, mode: Mode) -> list[Phrase]:
    """Return the figures of a ticket as phrases; the pause after the last one is the caller's."""
    if mode == "terbilang" or (mode == "otomatis" and not digits.startswith("0")):
        pieces = cardinal_pieces(int(digits))
        return [Phrase(piece, WITHIN_CARDINAL_MS) for piece in pieces]
    phrases = [Phrase(DIGITS[int(digit)], BETWEEN_DIGITS_MS) for digit in digits]
    if len(digits) == 4:  # groups of two: four in a row are not kept in mind
        phrases[1] = replace(phrases[1], pause_ms=BETWEEN_GROUPS_MS, mark=",")
    return phrases


def number_opening(prefix: str, *, short: bool = False) -> str:
    """Return the phrase that a number begins with; it holds the first letter of the prefix."""
    return f"{SHORT_NUMBER if short else NUMBER} {prefix[:1]}".strip()


def _check(words: CallWords) -> None:
    if words.mode not in get_args(Mode):
        raise WordingError("mode", f"Cara membaca nomor tidak dikenal: {words.mode!r}.")
    if words.language != "id":
        raise WordingError("language", "Panggilan baru tersedia dalam bahasa Indonesia.")
    if words.count < 1:
        raise WordingError("count", "Panggilan dihitung mulai dari satu.")
    if not 0 <= words.repeats <= MOST_REPEATS:
        raise WordingError("repeats", f"Pengulangan hanya nol sampai {MOST_REPEATS} kali.")


def _opening(words: CallWords) -> Iterator[Phrase]:
    if words.count > 1:
        yield Phrase(SECOND_CALL if words.count == 2 else LAST_CALL, FULL_STOP_MS, ".")
    if words.priority:
        yield Phrase(PRIORITY, FULL_STOP_MS, ".")


def _body(words: CallWords, counter: Name, service: Name | None) -> Iterator[Phrase]:
    if words.short:
        yield from _number(words, SHORT_COMMA_MS, ",")
        yield Phrase(counter.spoken, 0, ".")
        return
    yield from _number(words, FULL_STOP_MS, ".")
    yield from _invitation(words, counter, service)
    for left in reversed(range(words.repeats)):
        yield Phrase(AGAIN, COMMA_MS, ",")
        yield from _number(words, COMMA_MS, ",")
        yield Phrase(counter.spoken, BEFORE_REPEAT_MS if left else 0, ".")


def _invitation(words: CallWords, counter: Name, service: Name | None) -> Iterator[Phrase]:
    invitation, end_ms = f"{INVITATION} {counter.spoken}", BEFORE_REPEAT_MS
    if service is None:
        yield Phrase(invitation, end_ms, ".")
    else:
        yield Phrase(invitation, COMMA_MS, ",")
        yield Phrase(service.spoken, end_ms, ".")


def _number(words: CallWords, pause_ms: int, mark: str) -> Iterator[Phrase]:
    prefix, short = words.ticket.prefix, words.short
    opening = Phrase(number_opening(prefix, short=short), BEFORE_NUMBER_MS, "," if prefix else "")
    if len(prefix) == 2:
        yield replace(opening, pause_ms=BETWEEN_LETTERS_MS, mark="")
        opening = replace(opening, text=LETTER_NAMES[prefix[1]])
    yield opening
    *first, last = number_phrases(words.ticket.digits, words.mode)
    yield from first
    yield replace(last, pause_ms=pause_ms, mark=mark)


def _caption(words: CallWords, counter: Name, service: Name | None) -> str:
    opening = "".join(f"{phrase.text}. " for phrase in _opening(words))
    where = f"{counter.caption}, {service.caption}" if service else counter.caption
    return f"{opening}{NUMBER} {words.ticket.written}. {INVITATION} {where}."
