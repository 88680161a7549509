"""The sentence of a call, as the wording rules have it."""

from __future__ import annotations

import string
from itertools import pairwise
from typing import Any

import pytest

from audio.wording import LETTER_NAMES, CallWords, WordingError, parse_ticket, word_call
from audio.wording.calls.call import MOST_REPEATS

NUMBER = "Nomor antrean A, nol satu dua. "
INVITATION = "Silakan menuju loket tiga, Dukcapil."
REPEAT = " Sekali lagi, nomor antrean A, nol satu dua, loket tiga."
CALL = NUMBER + INVITATION + REPEAT


def call(ticket: str = "A-012", counter: str = "Loket 3", **words: Any) -> CallWords:
    return CallWords(parse_ticket(ticket), counter, words.pop("service", "Dukcapil"), **words)


def number_of(ticket: str, mode: str = "digit") -> str:
    """Return how the number of a ticket is said, without the words around it."""
    spoken = word_call(call(ticket, mode=mode, repeats=0)).spoken
    return spoken.removeprefix("Nomor antrean").partition(".")[0].strip()


@pytest.mark.parametrize(
    ("words", "spoken"),
    [
        ({}, CALL),
        ({"repeats": 0}, NUMBER + INVITATION),
        ({"repeats": 2}, CALL + REPEAT),
        ({"count": 2}, "Panggilan kedua. " + CALL),
        ({"count": 3}, "Panggilan terakhir. " + CALL),
        ({"count": 9}, "Panggilan terakhir. " + CALL),
        ({"priority": True}, "Antrean prioritas. " + CALL),
        ({"count": 2, "priority": True}, "Panggilan kedua. Antrean prioritas. " + CALL),
        ({"short": True}, "Nomor A, nol satu dua, loket tiga."),
        ({"short": True, "count": 2}, "Panggilan kedua. Nomor A, nol satu dua, loket tiga."),
        ({"service": ""}, NUMBER + "Silakan menuju loket tiga." + REPEAT),
    ],
)
def test_sentences(words: dict[str, Any], spoken: str) -> None:
    """Every sentence of the rules: call, repeat, second, last, priority, backlog."""
    assert word_call(call(**words)).spoken == spoken


@pytest.mark.parametrize(
    ("ticket", "digit", "terbilang"),
    [
        ("A-001", "A, nol nol satu", "A, satu"),
        ("A-010", "A, nol satu nol", "A, sepuluh"),
        ("A-011", "A, nol satu satu", "A, sebelas"),
        ("B-019", "B, nol satu sembilan", "B, sembilan belas"),
        ("B105", "B, satu nol lima", "B, seratus lima"),
        ("C-200", "C, dua nol nol", "C, dua ratus"),
        ("AB-1001", "A be, satu nol, nol satu", "A be, seribu satu"),
        ("012", "nol satu dua", "dua belas"),
        ("A-0", "A, nol", "A, nol"),
        ("A-0000", "A, nol nol, nol nol", "A, nol"),
        ("A-9999", "A, sembilan sembilan, sembilan sembilan", None),
    ],
)
def test_numbers(ticket: str, digit: str, terbilang: str | None) -> None:
    """Both modes for every row of the rules; four figures go two by two."""
    assert number_of(ticket) == digit
    if terbilang:
        assert number_of(ticket, "terbilang") == terbilang


@pytest.mark.parametrize(("ticket", "like"), [("A-012", "digit"), ("A-120", "terbilang")])
def test_otomatis_goes_by_the_leading_zero(ticket: str, like: str) -> None:
    """A leading zero is read figure by figure, anything else as a number."""
    assert number_of(ticket, "otomatis") == number_of(ticket, like)


@pytest.mark.parametrize("letter", string.ascii_uppercase)
def test_a_letter_is_said_within_the_opening(letter: str) -> None:
    """Alone it would be misheard: "Nomor antrean B" is one clip."""
    assert word_call(call(f"{letter}-1")).phrases[0].text == f"Nomor antrean {letter}"


@pytest.mark.parametrize("prefix", ["AB", "BA", "ZZ", "EI", "QX"])
def test_a_second_letter_is_said_by_its_name(prefix: str) -> None:
    """Two clips, close together."""
    first, second = word_call(call(f"{prefix}-1")).phrases[:2]
    assert (first.text, second.text) == (f"Nomor antrean {prefix[0]}", LETTER_NAMES[prefix[1]])
    assert first.pause_ms < second.pause_ms


@pytest.mark.parametrize(
    ("counter", "caption", "spoken"),
    [
        ("Loket 1", "loket 1", "loket satu"),
        ("Loket 12", "loket 12", "loket dua belas"),
        ("loket 99", "loket 99", "loket sembilan puluh sembilan"),
        ("Loket 03", "loket 03", "loket tiga"),
        ("Loket 4K-1", "loket 4K-1", "loket empat ka satu"),
        ("Loket B", "loket B", "loket be"),
        ("7", "loket 7", "loket tujuh"),
        ("B", "loket B", "loket be"),
        ("Ruang konsultasi", "ruang konsultasi", "ruang konsultasi"),
        ("Meja Informasi", "meja Informasi", "meja Informasi"),
        ("Loket Pidana", "loket Pidana", "loket Pidana"),
        ("Bank SumselBabel", "Bank SumselBabel", "Bank Sumsel Babel"),
        ("Poli Gigi 2", "poli Gigi 2", "poli Gigi dua"),
        ("Loket\t3 🙂", "loket 3", "loket tiga"),
    ],
)
def test_counters_are_said_as_they_are_named(counter: str, caption: str, spoken: str) -> None:
    """The word *loket* belongs to the counter; a bare number or letter is given it."""
    sentence = word_call(call(counter=counter, service="", repeats=0))
    assert sentence.caption == f"Nomor antrean A-012. Silakan menuju {caption}."
    assert sentence.phrases[-1].text == f"Silakan menuju {spoken}"


@pytest.mark.parametrize(
    ("service", "spoken"),
    [
        ("DPMPTSP", "de pe em pe te es pe"),
        ("Dukcapil", "Dukcapil"),
        ("Dinkes", "Dinkes"),
        ("Dinsos", "Dinsos"),
        ("Perpustakaan dan Kearsipan", "Perpustakaan dan Kearsipan"),
        ("Bank SumselBabel", "Bank Sumsel Babel"),
    ],
)
def test_the_six_services(service: str, spoken: str) -> None:
    """Words as words, capitals by letters; the caption keeps what the hall wrote."""
    sentence = word_call(call(service=service, repeats=0))
    assert sentence.phrases[-1].text == spoken
    assert sentence.caption.endswith(f", {service}.")


@pytest.mark.parametrize("short", [False, True])
def test_the_caption_does_not_hurry(short: bool) -> None:
    """Who reads instead of listening gets the whole sentence under backlog too."""
    caption = word_call(call(short=short)).caption
    assert caption == "Nomor antrean A-012. Silakan menuju loket 3, Dukcapil."


def test_the_caption_tells_which_call_it_is() -> None:
    """Second and last call are shown as they are said."""
    assert word_call(call(count=3)).caption.startswith("Panggilan terakhir. Nomor antrean A-012.")


def test_pauses_follow_the_sense() -> None:
    """Figures close together, then a comma, then a full stop, longest before the repeat."""
    phrases = word_call(call()).phrases
    pauses = {phrase.text: phrase.pause_ms for phrase in phrases[:6]}
    order = [pauses["nol"], pauses["Nomor antrean A"], pauses["Silakan menuju loket tiga"]]
    order += [pauses["dua"], pauses["Dukcapil"]]
    assert all(shorter < longer for shorter, longer in pairwise(order))
    assert order[-1] == 220
    assert phrases[-1].pause_ms == 0


def test_the_repeat_needs_no_clip_of_its_own_for_the_number() -> None:
    """A small *nomor* is print; the clip is the same."""
    texts = [phrase.text for phrase in word_call(call()).phrases]
    assert texts.count("Nomor antrean A") == 2


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"counter": "🙂"}, "counter"),
        ({"counter": ""}, "counter"),
        ({"mode": "kosong"}, "mode"),
        ({"count": 0}, "count"),
        ({"repeats": -1}, "repeats"),
        ({"repeats": MOST_REPEATS + 1}, "repeats"),
        ({"language": "fr"}, "language"),
    ],
)
def test_what_cannot_be_said_is_refused_by_name(words: dict[str, Any], field: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(WordingError) as refusal:
        word_call(call(**words))
    assert refusal.value.field == field


def test_a_service_that_cannot_be_said_does_not_stop_the_call() -> None:
    """The number and the counter are what matter."""
    assert word_call(call(service="🙂")) == word_call(call(service=""))
