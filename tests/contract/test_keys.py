"""Idempotency keys on either database: whose they are, and how long they count."""

from __future__ import annotations

import pytest

from display.audit import Actor, acting
from display.journal import AnsweredRequest, Journal, Transaction

KIOSK = Actor("kiosk", "token", id="t1")


def answered(day: str, key: str = "1") -> AnsweredRequest:
    """Return a request of the kiosk, as it is kept."""
    return AnsweredRequest(day, key, KIOSK.sender, "call", "f" * 64, "1", "1", {"seq": 1})


def keep(journal: Journal, row: AnsweredRequest) -> None:
    """Keep a request."""
    with acting(KIOSK):
        journal.write("lahat", lambda tx: tx.keep_answer(row))


def found(journal: Journal, day: str, key: str = "1") -> AnsweredRequest | None:
    """Return what the kiosk asked."""
    with acting(KIOSK):
        return journal.read("lahat", lambda tx: tx.answered(day, key))


def test_a_request_is_kept_for_its_sender_and_day(journal: Journal) -> None:
    """Nobody else finds it, on no other day."""
    row = answered("2026-11-28")
    keep(journal, row)
    assert found(journal, row.day) == row
    assert found(journal, "2026-11-29") is None
    assert journal.read("lahat", lambda tx: tx.answered(row.day, "1")) is None


@pytest.mark.parametrize("key", ["", "a" * 500, "\0", "\ud800"])
def test_a_key_that_nobody_can_have_is_not_found(journal: Journal, key: str) -> None:
    """Whatever stands in an address: no error of the database."""
    assert found(journal, "2026-11-28", key) is None


def test_an_event_is_owned_by_the_key_that_named_it(journal: Journal) -> None:
    """On that day."""
    keep(journal, answered("2026-11-28"))

    def owned(tx: Transaction) -> list[bool]:
        return [tx.owns(*each) for each in (("2026-11-28", "1"), ("2026-11-29", "1"))]

    assert journal.read("lahat", owned) == [True, False]


def test_keys_of_days_that_are_over_go(journal: Journal) -> None:
    """The table has as many rows as two days have requests."""
    keep(journal, answered("2026-11-25"))
    keep(journal, answered("2026-11-26"))
    keep(journal, answered("2026-11-28"))
    days = ("2026-11-25", "2026-11-26", "2026-11-28")
    assert [found(journal, day) is None for day in days] == [True, False, False]
