"""What a pack must hold: exactly what calls can say."""

from __future__ import annotations

import string

import pytest

from audio.wording import (
    CallWords,
    Ticket,
    again_phrases,
    call_phrases,
    invitation_phrases,
    parse_ticket,
    whole_numbers,
    word_call,
)
from audio.wording.calls.coverage import Mode

PREFIXES = ["", *string.ascii_uppercase, "AB", "BA", "ZZ"]
COUNTERS = [*(f"Loket {number}" for number in range(1, 100)), "Ruang konsultasi"]
SERVICES = [
    *("DPMPTSP", "Dukcapil", "Dinkes", "Dinsos", "Perpustakaan dan Kearsipan", "Bank SumselBabel")
]


def texts(ticket: Ticket, counter: str = "Loket 1", **words: object) -> set[str]:
    call = CallWords(ticket, counter, SERVICES[0], **words)  # type: ignore[arg-type]
    return {phrase.text for phrase in word_call(call).phrases}


@pytest.fixture(scope="module")
def covered() -> set[str]:
    return set(call_phrases(PREFIXES, COUNTERS, SERVICES))


@pytest.mark.parametrize("mode", ["digit", "terbilang", "otomatis"])
def test_every_number_is_covered(covered: set[str], mode: Mode) -> None:
    """0 to 9,999 with every count of leading zeros, in every mode."""
    for number in range(10_000):
        for width in range(len(str(number)), 5):
            ticket = Ticket(f"A-{number:0{width}}")
            assert texts(ticket, mode=mode, short=True) <= covered


@pytest.mark.parametrize("short", [False, True])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_every_prefix_is_covered(covered: set[str], count: int, short: bool) -> None:
    """With and without priority, first to last call, long and short."""
    for prefix in PREFIXES:
        for priority in (False, True):
            ticket = Ticket(f"{prefix}-012".lstrip("-"))
            assert texts(ticket, count=count, short=short, priority=priority) <= covered


def test_every_counter_and_service_is_covered(covered: set[str]) -> None:
    """Invited to, and repeated."""
    for counter in COUNTERS:
        for service in SERVICES:
            words = CallWords(Ticket("A-1"), counter, service)
            assert {phrase.text for phrase in word_call(words).phrases} <= covered


def test_nothing_is_covered_that_no_call_needs() -> None:
    """Every phrase of a small hall is found in some call of it."""
    needed: set[str] = set()
    for number in range(10_000):
        for mode in ("digit", "terbilang"):
            needed |= texts(Ticket(f"AB-{number}"), mode=mode)
    for count, short in ((1, True), (2, False), (3, False)):
        needed |= texts(Ticket("AB-1"), count=count, short=short, priority=True)
    assert set(call_phrases(["AB"], ["Loket 1"], ["DPMPTSP"])) == needed


def test_the_pack_of_a_whole_town_stays_small(covered: set[str]) -> None:
    """All letters, all numbers, 99 counters, six services: about four hundred clips."""
    assert len(covered) < 450


def test_each_phrase_stands_once_and_in_the_same_order() -> None:
    """A pack built twice is the same pack."""
    phrases = call_phrases(PREFIXES, COUNTERS, SERVICES)
    assert len(phrases) == len(set(phrases))
    assert phrases == call_phrases(PREFIXES, COUNTERS, SERVICES)


def test_a_mode_that_is_not_used_needs_no_clips() -> None:
    """Digits alone: ten figures."""
    assert len(call_phrases([], [], [], modes=["digit"])) == 4 + 10


def test_names_that_cannot_be_said_are_passed_over() -> None:
    """One odd name in the set-up must not keep the others from being prepared."""
    usual = call_phrases(["A"], ["Loket 1"], ["Dukcapil"])
    assert call_phrases(["A", "PANJANG", "a-b"], ["Loket 1", "🙂"], ["Dukcapil", ""]) == usual


def test_a_repeat_and_an_invitation_in_one_breath_are_printed_as_the_call_prints_them() -> None:
    """So that the composer finds them by the words of the call."""
    spoken = word_call(CallWords(parse_ticket("A-012"), "Loket 3", "Dukcapil")).spoken
    texts = [*again_phrases(["A"]), *invitation_phrases(["Loket 3"], ["Dukcapil"])]
    assert len(texts) == 2
    assert all(text in spoken for text in texts)


def test_a_second_letter_begins_no_other_breath() -> None:
    """ "AB" is said as "Nomor antrean A" and "be": its repeat begins like that of "A"."""
    assert again_phrases(["", "A", "AB"]) == [
        "Sekali lagi, nomor antrean",
        "Sekali lagi, nomor antrean A",
    ]


def test_an_invitation_needs_words_for_counter_and_service() -> None:
    """Names that cannot be said are passed over."""
    assert invitation_phrases(["🙂", "Loket 1"], ["🙂"]) == []


def test_whole_numbers_have_three_figures() -> None:
    """As tickets are printed."""
    assert whole_numbers([7, 12, 345]) == ["nol nol tujuh", "nol satu dua", "tiga empat lima"]
