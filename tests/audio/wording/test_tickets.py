"""Ticket numbers: every way that people write one, one way that it is kept."""

from __future__ import annotations

import pickle

import pytest

from audio.wording import Ticket, WordingError, parse_ticket


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("A-012", "A-012"),
        ("A012", "A-012"),
        ("a 012", "A-012"),
        (" a-012 ", "A-012"),
        ("A - 012", "A-012"),
        ("A–012", "A-012"),
        ("AB-1001", "AB-1001"),
        ("ab1001", "AB-1001"),
        ("012", "012"),
        ("7", "7"),
        ("Z-0", "Z-0"),
        ("0000", "0000"),
    ],
)
def test_a_ticket_is_kept_in_one_form(written: str, kept: str) -> None:
    """Capitals, a hyphen, the figures as printed."""
    assert parse_ticket(written).written == kept


@pytest.mark.parametrize(
    "written",
    [
        *("", " ", "A", "A-", "-012", "ABC-012", "A-01234", "A-12B", "A--012", "A_012", "A.012"),
        *(
            "A-012\n",
            "A\n012",
            "A\x00012",
            "É-012",
            "А-012",
            "A-٣",
            "A-１２",
            "A-½",
            "1A2",
            "A-1-2",
        ),
    ],
)
def test_anything_else_is_refused_by_name(written: str) -> None:
    """The error names the field of the API; look-alikes of other scripts are not let through."""
    with pytest.raises(WordingError) as refusal:
        parse_ticket(written)
    assert refusal.value.field == "ticket.number"
    assert "Nomor antrean" in str(refusal.value)


@pytest.mark.parametrize(("prefix", "digits"), [("a", "1"), ("ABC", "1"), ("A", ""), ("A", "x")])
def test_no_malformed_ticket_can_be_made(prefix: str, digits: str) -> None:
    """Whoever holds a Ticket holds a good one."""
    with pytest.raises(WordingError):
        Ticket(prefix, digits)


def test_the_written_form_is_read_again_as_the_same() -> None:
    """Stored and read: nothing changes."""
    for ticket in (Ticket("", "012"), Ticket("A", "7"), Ticket("ZZ", "9999")):
        assert parse_ticket(ticket.written) == ticket


def test_the_error_survives_a_pipe() -> None:
    """Other processes are told the field too."""
    error = pickle.loads(pickle.dumps(WordingError("text", "Kosong.")))
    assert (error.field, str(error)) == ("text", "Kosong.")
