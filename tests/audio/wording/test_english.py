"""A call in English, on request: shown in English, respelled for the Indonesian voice."""

from __future__ import annotations

import string
from typing import Any

import pytest

from audio.voices.indonesian import phonemes
from audio.wording import CallWords, Sentence, parse_ticket, word_call
from audio.wording.calls.english import LETTERS, NUMBERS

NUMBER = "Tiket namber éi, siro wan tu."
CALL = f"{NUMBER} Plis prosid tu kaunter tri, Dukcapil."
REPEAT = " Wans mor, Tiket namber éi, siro wan tu, kaunter tri."
SHOWN = "Ticket number A-012. Please proceed to counter 3, Dukcapil."


def english(ticket: str = "A-012", counter: str = "Loket 3", **words: Any) -> Sentence:
    named = {"service": "Dukcapil", "language": "en", **words}
    return word_call(CallWords(parse_ticket(ticket), counter, **named))


@pytest.mark.parametrize(
    ("words", "spoken", "caption"),
    [
        ({}, CALL + REPEAT, SHOWN),
        ({"repeats": 0}, CALL, SHOWN),
        ({"repeats": 0, "count": 2}, f"Sèkend kol. {CALL}", f"Second call. {SHOWN}"),
        ({"repeats": 0, "count": 3}, f"Las kol. {CALL}", f"Last call. {SHOWN}"),
        ({"repeats": 0, "priority": True}, f"Praioriti tiket. {CALL}", f"Priority ticket. {SHOWN}"),
        ({"short": True}, "Tiket éi, siro wan tu, kaunter tri.", SHOWN),
    ],
)
def test_sentences(words: dict[str, Any], spoken: str, caption: str) -> None:
    """The same forms as in Indonesian."""
    sentence = english(**words)
    assert (sentence.spoken, sentence.caption) == (spoken, caption)


@pytest.mark.parametrize(
    ("counter", "said"),
    [
        ("Loket 12", "kaunter twèlev"),
        ("Loket 13", "kaunter wan tri"),
        ("Loket 30", "kaunter tri siro"),
        ("7", "kaunter sèven"),
        ("Ruang konsultasi", "ruang konsultasi"),
    ],
)
def test_counters(counter: str, said: str) -> None:
    """Above twelve figure by figure: thirteen and thirty are not told apart in a hall."""
    assert english(counter=counter, short=True).phrases[-1].text == said


def test_four_figures_go_two_by_two() -> None:
    """And both letters of a prefix are in the opening."""
    said = english("AB-1001", short=True).spoken
    assert said == "Tiket éi bi, wan siro, siro wan, kaunter tri."


def test_every_letter_and_number_has_a_sound_of_its_own() -> None:
    """No two are said alike by the embedded voice."""
    assert set(LETTERS) == set(string.ascii_uppercase)
    said = [phonemes(word) for word in (*LETTERS.values(), *NUMBERS)]
    assert len(set(said)) == len(said) == 26 + 13
