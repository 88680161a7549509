"""The sentence that calls a ticket to a counter.

Wording rules: ``Nomor antrean A, nol satu dua. Silakan menuju loket tiga, Dukcapil.`` and then
``Sekali lagi, nomor antrean A, nol satu dua, loket tiga.`` The caption is the same however short
the voice has to be: reading takes no one's turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from audio.wording.calls.english import english_body, english_caption, english_lead, english_place
from audio.wording.calls.names import Name, read_counter, read_service
from audio.wording.dictionary import EMPTY, Dictionary
from audio.wording.errors import WordingError
from audio.wording.pieces import (
    CALL_COMMA,
    CALL_REPEAT,
    CALL_SERVICE,
    CALL_STOP,
    SHORT_COMMA,
    Break,
)
from audio.wording.sentence import Phrase, Sentence
from audio.wording.ticket_number import OPENING, LetterMode, Mode, ticket_phrases
from audio.wording.tickets import Ticket

Language = Literal["id", "en"]

INVITATION = "Silakan menuju"
AGAIN = "Sekali lagi"
PRIORITY = "Antrean prioritas"
SECOND_CALL = "Panggilan kedua"
LAST_CALL = "Panggilan terakhir"
MOST_REPEATS = 3  # the API allows no more: a hall that hears one ticket five times stops listening


@dataclass(frozen=True, slots=True)
class CallWords:
    """Everything that decides how a call is worded.

    ``counter`` and ``service`` are names as people write them ("Loket 3", "Dukcapil"); ``mode``
    says how the ticket's figures are said, ``letters`` how the letters before them; ``count`` is 1
    for the first call and grows with each recall; ``repeats`` (0 to 3) is how often the number is
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
    letters: LetterMode = "otomatis"


def word_call(words: CallWords, dictionary: Dictionary = EMPTY) -> Sentence:
    """Return the sentence of a call, for caption, preview and voice.

    A service whose name cannot be said is left out; a counter must be sayable. Raises
    :class:`WordingError` with field "counter", "mode", "letters", "count", "repeats" or "language".
    """
    _check(words)
    counter = read_counter(words.counter, dictionary)
    service = read_service(words.service, dictionary)
    if words.language == "en":
        return _english(words, counter, service)
    body = _short_body if words.short else _body
    phrases = [*_lead(words), *body(words, counter, service)]
    phrases[-1] = replace(phrases[-1], pause_ms=0)
    return Sentence(_caption(words, counter, service), tuple(phrases))


def _check(words: CallWords) -> None:
    if words.mode not in get_args(Mode):
        raise WordingError("mode", f"Cara membaca nomor tidak dikenal: {words.mode!r}.")
    if words.letters not in get_args(LetterMode):
        raise WordingError("letters", f"Cara membaca huruf tidak dikenal: {words.letters!r}.")
    if words.language not in get_args(Language):
        message = "Panggilan hanya tersedia dalam bahasa Indonesia (id) dan Inggris (en)."
        raise WordingError("language", message)
    if words.count < 1:
        raise WordingError("count", "Panggilan dihitung mulai dari satu.")
    if not 0 <= words.repeats <= MOST_REPEATS:
        raise WordingError("repeats", f"Pengulangan hanya nol sampai {MOST_REPEATS} kali.")


def _english(words: CallWords, counter: Name, service: Name | None) -> Sentence:
    place = english_place(counter)
    lead = english_lead(words.count, priority=words.priority, said=True)
    phrases = [_phrase(text, CALL_STOP) for text in lead]
    phrases += english_body(words.ticket, place, service, repeats=words.repeats, short=words.short)
    phrases[-1] = replace(phrases[-1], pause_ms=0)
    shown = english_lead(words.count, priority=words.priority, said=False)
    lead_shown = "".join(f"{text}. " for text in shown)
    return Sentence(english_caption(words.ticket, place, service, lead_shown), tuple(phrases))


def _phrase(text: str, end: Break) -> Phrase:
    return Phrase(text, end.pause_ms, end.mark)


def _lead(words: CallWords) -> Iterator[Phrase]:
    if words.count > 1:
        yield _phrase(SECOND_CALL if words.count == 2 else LAST_CALL, CALL_STOP)
    if words.priority:
        yield _phrase(PRIORITY, CALL_STOP)


def _number(words: CallWords, end: Break, *, short: bool = False) -> Iterator[Phrase]:
    return ticket_phrases(words.ticket, words.mode, end, short=short, letters=words.letters)


def _body(words: CallWords, counter: Name, service: Name | None) -> Iterator[Phrase]:
    yield from _number(words, CALL_STOP)
    yield _phrase(f"{INVITATION} {counter.spoken}", CALL_SERVICE if service else CALL_REPEAT)
    if service:
        yield _phrase(service.spoken, CALL_REPEAT)
    for _ in range(words.repeats):
        yield _phrase(AGAIN, CALL_COMMA)
        yield from _number(words, CALL_COMMA)
        yield _phrase(counter.spoken, CALL_REPEAT)


def _short_body(words: CallWords, counter: Name, service: Name | None) -> Iterator[Phrase]:
    yield from _number(words, SHORT_COMMA, short=True)
    yield _phrase(counter.spoken, CALL_STOP)


def _caption(words: CallWords, counter: Name, service: Name | None) -> str:
    lead = "".join(f"{phrase.text}. " for phrase in _lead(words))
    where = f"{counter.caption}, {service.caption}" if service else counter.caption
    return f"{lead}{OPENING} {words.ticket.written}. {INVITATION} {where}."
