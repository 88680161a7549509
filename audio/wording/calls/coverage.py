"""Which phrases calls can need: what a clip pack must hold and look-ahead makes in time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from audio.wording.calls.call import AGAIN, INVITATION, LAST_CALL, PRIORITY, SECOND_CALL
from audio.wording.calls.names import read_counter, read_service
from audio.wording.dictionary import EMPTY, Dictionary
from audio.wording.errors import WordingError
from audio.wording.numbers import DIGITS, cardinal_pieces
from audio.wording.sentence import Phrase, in_print
from audio.wording.texts import word_text
from audio.wording.ticket_number import LetterMode, Mode, number_phrase, prefix_phrases
from audio.wording.tickets import is_prefix

_FIELD = re.compile(r"\{[^{}]*\}")
# Stands for whatever a field will hold: a word that can be said and that nobody writes.
_FILLED = "xisianx"


def call_phrases(
    prefixes: Iterable[str],
    counters: Iterable[str],
    services: Iterable[str],
    *,
    modes: Iterable[Mode] = ("digit", "terbilang"),
    letters: LetterMode = "otomatis",
    dictionary: Dictionary = EMPTY,
) -> list[str]:
    """Return every phrase text that :func:`word_call` can yield with these, each once, in order.

    All numbers of one to four figures count, whatever is in use today, as do first, second and last
    call, priority, repeats and the short form; ``letters`` is how the letters of these prefixes are
    said. A prefix that no ticket can have, and a counter or service that cannot be said, need no
    phrase.
    """
    texts = [AGAIN, SECOND_CALL, LAST_CALL, PRIORITY]
    for prefix in filter(is_prefix, (prefix.upper() for prefix in prefixes)):
        texts += prefix_phrases(prefix, letters=letters)
        texts += prefix_phrases(prefix, short=True, letters=letters)
    texts += _numbers(set(modes))
    for counter in filter(None, (_counter(each, dictionary) for each in counters)):
        texts += [f"{INVITATION} {counter}", counter]
    named = (read_service(service, dictionary) for service in services)
    texts += [name.spoken for name in named if name]
    return list(dict.fromkeys(texts))


def template_phrases(text: str, dictionary: Dictionary = EMPTY) -> list[str]:
    """Return the phrases of a text that are the same however its ``{fields}`` are filled.

    Raises :class:`WordingError` when there is nothing to say.
    """
    sentence = word_text(_FIELD.sub(_FILLED, text), dictionary)
    return [phrase.text for phrase in sentence.phrases if _FILLED not in phrase.text]


def pair_phrases() -> list[str]:
    """Return every two figures in one breath, "nol nol" to "sembilan sembilan".

    No pack needs them: without one the figures are said one by one. With them a number is heard as
    people say it (:mod:`audio.sound.one_breath`).
    """
    return [f"{first} {second}" for first in DIGITS for second in DIGITS]


def again_phrases(prefixes: Iterable[str]) -> list[str]:
    """Return the beginning of a call's repeat in one breath, for each prefix of a letter or none.

    As with the pairs, no pack needs them.
    """
    openings = (prefix_phrases(prefix)[0] for prefix in prefixes if len(prefix) < 2)
    return [in_print((Phrase(AGAIN, 0, ","), Phrase(opening, 0))) for opening in openings]


def invitation_phrases(
    counters: Iterable[str], services: Iterable[str], dictionary: Dictionary = EMPTY
) -> list[str]:
    """Return "Silakan menuju loket tiga, Dukcapil" in one breath, for each counter and service.

    As with the pairs, no pack needs them.
    """
    places = [_counter(counter, dictionary) for counter in counters]
    named = [read_service(service, dictionary) for service in services]
    return [
        in_print((Phrase(f"{INVITATION} {place}", 0, ","), Phrase(name.spoken, 0)))
        for place in filter(None, places)
        for name in named
        if name
    ]


def whole_numbers(numbers: Iterable[int]) -> list[str]:
    """Return the tickets ``numbers`` of three figures in one breath: 12 -> "nol satu dua".

    As with the pairs, no pack needs them.
    """
    return [number_phrase(f"{number:03}", "digit") for number in numbers]


def _numbers(modes: set[Mode]) -> Iterator[str]:
    if modes - {"terbilang"}:
        yield from DIGITS
    if modes - {"digit"}:
        numbers = (*range(100), *range(100, 1000, 100), *range(1000, 10000, 1000))
        for number in numbers:
            yield from cardinal_pieces(number)


def _counter(written: str, dictionary: Dictionary) -> str:
    try:
        return read_counter(written, dictionary).spoken
    except WordingError:
        return ""
