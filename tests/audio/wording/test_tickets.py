"""Ticket numbers: every way that people write one, one way that it is kept."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from audio.wording import (
    LETTER_NAMES,
    CallWords,
    LetterMode,
    Ticket,
    WordingError,
    call_phrases,
    parse_ticket,
    print_ticket,
    word_call,
    word_text,
)
from audio.wording.calls.coverage import Mode

ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "tickets.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("A-012", "A-012"),
        ("A012", "A012"),
        ("a 012", "A 012"),
        (" a-012 ", "A-012"),
        ("A - 012", "A-012"),
        ("A–012", "A-012"),
        ("AB-1001", "AB-1001"),
        ("ab1001", "AB1001"),
        ("012", "012"),
        ("7", "7"),
        ("0000", "0000"),
        ("KIA-12", "KIA-12"),
        ("4K-10", "4K-10"),
        ("A1-001", "A1-001"),
        ("B.012", "B.012"),
        ("B / 012", "B/012"),
        ("A_7", "A_7"),
        ("umum 7", "UMUM 7"),
        ("12345", "12345"),
        ("A-1-2", "A-1-2"),
        ("12-B", "12-B"),
        ("123456789012", "123456789012"),
    ],
)
def test_a_ticket_is_kept_as_it_is_printed(written: str, kept: str) -> None:
    """Capitals; blanks around it and around what parts it fall away."""
    assert parse_ticket(written).written == kept


@pytest.mark.parametrize(
    "written",
    [
        *("", " ", "A", "UMUM", "A-", "-012", "A--012", "A  012", "1234567890123", "ABCDEF-123456"),
        *("A+012", "A,012", "A:012", "A-012\n", "A\n012", "A\x00012", "A\t012"),
        *("É-012", "А-012", "A-٣", "A-１２", "A-½", "ſ-1", "\u212a-1"),
    ],
)
def test_anything_else_is_refused_by_name(written: str) -> None:
    """The error names the field of the API; look-alikes of other scripts are not let through."""
    with pytest.raises(WordingError) as refusal:
        parse_ticket(written)
    assert refusal.value.field == "ticket.number"
    assert "Nomor antrean" in str(refusal.value)


@pytest.mark.parametrize("written", ["a-1", "A–1", "A - 1", "", "A", "1234567890123"])
def test_no_malformed_ticket_can_be_made(written: str) -> None:
    """Whoever holds a Ticket holds a good one."""
    with pytest.raises(WordingError):
        Ticket(written)


@pytest.mark.parametrize(
    ("written", "prefix", "digits"),
    [
        ("A-012", "A", "012"),
        ("012", "", "012"),
        ("4K-10", "4K", "10"),
        ("A1-001", "A1", "001"),
        ("1-001", "1", "001"),
        ("UMUM 7", "UMUM", "7"),
        ("12-B", "12B", ""),
    ],
)
def test_a_ticket_has_a_prefix_and_its_figures(written: str, prefix: str, digits: str) -> None:
    """Whoever counts on, counts the figures that it ends with."""
    ticket = parse_ticket(written)
    assert (ticket.prefix, ticket.digits) == (prefix, digits)


@pytest.mark.parametrize(
    ("prefix", "figure", "width", "printed"),
    [("B", 13, 3, "B-013"), ("", 7, 3, "007"), ("KIA", 5, 2, "KIA-05"), ("4K", 10, 1, "4K-10")],
)
def test_a_hall_prints_its_own_tickets(prefix: str, figure: int, width: int, printed: str) -> None:
    """Prefix, hyphen, figures."""
    assert print_ticket(prefix, figure, width).written == printed


def said(written: str, mode: Mode = "digit", letters: LetterMode = "otomatis") -> str:
    words = CallWords(parse_ticket(written), "3", "", mode=mode, letters=letters, repeats=0)
    number = word_call(words).spoken.split(". ")[0].removeprefix("Nomor antrean ")
    names = (LETTER_NAMES.get(word, word) for word in number.replace(",", "").split())
    return " ".join(names)


@pytest.mark.parametrize(("written", "readings"), ROWS, ids=[written for written, _ in ROWS])
def test_a_ticket_is_said_as_people_say_it(written: str, readings: str) -> None:
    """Letters by name or as a word, figures one by one."""
    assert said(written) in readings.split(" | ")


@pytest.mark.parametrize(
    ("written", "letters", "words"),
    [
        ("KIA-12", "otomatis", "ka i a satu dua"),
        ("KIA-12", "kata", "kia satu dua"),
        ("UMUM 7", "huruf", "u em u em tujuh"),
        ("GIGI-01", "otomatis", "gigi nol satu"),
        ("BPJS-9", "kata", "be pe je es sembilan"),
        ("LAB-3", "kata", "lab tiga"),
        ("A-3", "kata", "a tiga"),
        ("12-B", "otomatis", "satu dua be"),
    ],
)
def test_a_service_decides_how_its_letters_are_said(
    written: str, letters: LetterMode, words: str
) -> None:
    """By itself only a row of four letters or more is a word, if it can be said."""
    assert said(written, letters=letters) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("KIA-12", "ka i a dua belas"),
        ("A1-020", "a satu dua puluh"),
        ("4K-10", "empat ka sepuluh"),
        ("12345", "satu dua tiga empat lima"),
    ],
)
def test_the_figures_at_the_end_are_the_number(written: str, words: str) -> None:
    """Those of a prefix are said one by one; more than four are in any mode."""
    assert said(written, mode="terbilang") == words


def test_a_long_number_is_said_in_groups() -> None:
    """Five figures two and three, seven three and four."""
    for written, groups in (("12345", "satu dua, tiga empat lima"), ("1234567", "tiga, empat")):
        words = CallWords(parse_ticket(written), "3", "", repeats=0)
        assert groups in word_call(words).spoken


@pytest.mark.parametrize(
    "written",
    ["KIA-12", "4K-10", "A1-001", "B.012", "UMUM 7", "12345", "A12", "B2 12", "K12B 3050"],
)
def test_the_caption_of_any_ticket_is_read_like_its_call(written: str) -> None:
    """Eye and ear agree, whatever is printed."""
    sentence = word_call(CallWords(parse_ticket(written), "Loket 3", "Dukcapil", repeats=0))
    assert f"Nomor antrean {parse_ticket(written).written}." in sentence.caption
    read = word_text(sentence.caption)
    assert (read.caption, read.spoken) == (sentence.caption, sentence.spoken)
    assert [phrase.text for phrase in read.phrases] == [phrase.text for phrase in sentence.phrases]


@pytest.mark.parametrize("prefix", ["", "A", "AB", "KIA", "GIGI", "4K", "A1", "UMUM", "12"])
@pytest.mark.parametrize("letters", ["otomatis", "huruf", "kata"])
def test_every_ticket_of_a_prefix_finds_its_clips(prefix: str, letters: LetterMode) -> None:
    """What is made ahead is what a call says."""
    covered = set(call_phrases([prefix], ["3"], [], letters=letters))
    for short in (False, True):
        words = CallWords(print_ticket(prefix, 12, 3), "3", "", letters=letters, short=short)
        assert {phrase.text for phrase in word_call(words).phrases} <= covered


def test_the_written_form_is_read_again_as_the_same() -> None:
    """Stored and read: nothing changes."""
    for ticket in (Ticket("012"), Ticket("A-7"), Ticket("ZZ-9999")):
        assert parse_ticket(ticket.written) == ticket


def test_the_error_survives_a_pipe() -> None:
    """Other processes are told the field too."""
    error = pickle.loads(pickle.dumps(WordingError("text", "Kosong.")))
    assert (error.field, str(error)) == ("text", "Kosong.")
