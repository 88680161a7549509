"""Appending: gapless, in order, all or nothing, never twice."""

from __future__ import annotations

import pytest

from display.accounts import AccountStore
from display.database import BadEvent, JournalError
from display.journal import EVENT_NAMES, Call, DuplicateEvent, Journal
from tests.contract import rows


def test_seq_counts_from_one_without_a_gap(journal: Journal) -> None:
    """Every event has the seq after its predecessor's, in one transaction or in several."""
    journal.write("lahat", lambda tx: [rows.note(tx) for _ in range(3)])
    assert journal.write("lahat", rows.note) == 4
    assert [event.seq for event in journal.events("lahat", 0)] == [1, 2, 3, 4]


def test_an_event_comes_back_as_it_was_appended(journal: Journal) -> None:
    """What write returned is what events and event give, to the letter."""
    event = journal.write(
        "lahat", lambda tx: tx.append("ticket.called", {"call": rows.call()}, "c1", rows.NOON)
    )
    assert journal.events("lahat", 0) == [event]
    assert journal.read("lahat", lambda tx: tx.event("c1")) == event
    assert event.as_message() == {
        "type": "event",
        "seq": 1,
        "event_id": "c1",
        "name": "ticket.called",
        "occurred_at": rows.NOON,
        "data": {"call": {**rows.call(), "seq": 1}},
    }


def test_work_that_fails_leaves_nothing(journal: Journal) -> None:
    """A transaction is kept as a whole or not at all, and takes its seq back."""

    def work(tx):
        tx.append("ticket.called", {"call": rows.call(), "now_serving": rows.serving()}, "c1")
        raise LookupError("no such ticket")

    before = journal.snapshot("lahat")
    with pytest.raises(LookupError):
        journal.write("lahat", work)
    assert journal.snapshot("lahat") == before
    assert journal.write("lahat", rows.note) == 1


def test_the_same_event_id_twice_is_refused(journal: Journal) -> None:
    """SQL itself is the last guard against a doubled event; nothing of the second is kept."""
    journal.write("lahat", lambda tx: rows.note(tx, "once"))

    def again(tx):
        rows.note(tx, "another")
        rows.note(tx, "once")

    with pytest.raises(DuplicateEvent):
        journal.write("lahat", again)
    assert [event.event_id for event in journal.events("lahat", 0)] == ["once"]


def test_the_caller_can_answer_with_the_first_result(journal: Journal) -> None:
    """Inside its transaction a repeat finds the first event, and appends nothing."""

    def work(tx):
        earlier = tx.event("once")
        return earlier or tx.append("service.waiting", {"count": tx.seq}, "once")

    assert journal.write("lahat", work) == journal.write("lahat", work)
    assert journal.position("lahat")[1] == 1


@pytest.mark.parametrize(
    "text",
    ["Nomor antrean \u0000", "\U0001f600 \u2013 \ufeff", "\ud800", "'; DROP TABLE events; --"],
)
def test_any_text_survives(journal: Journal, text: str) -> None:
    """No character of a text is changed, refused or taken for SQL."""
    journal.write("lahat", lambda tx: rows.note(tx, text=text))
    assert journal.events("lahat", 0)[0].data == {"text": text}


def test_events_follow_a_position_up_to_a_limit(journal: Journal) -> None:
    """A client that was away reads on from its own position."""
    journal.write("lahat", lambda tx: [rows.note(tx) for _ in range(7)])
    assert [event.seq for event in journal.events("lahat", 2, limit=3)] == [3, 4, 5]
    assert journal.events("lahat", 7) == []


@pytest.mark.parametrize(
    "data",
    [
        {"call": {"event_id": "c1"}},
        {"call": "c1"},
        {"when": object()},
        {"level": float("nan")},
    ],
)
def test_data_that_cannot_be_folded_is_refused(journal: Journal, data) -> None:
    """An event carries whole rows and plain JSON, or it is not journalled."""
    with pytest.raises(BadEvent):
        journal.write("lahat", lambda tx: tx.append("ticket.called", data))
    assert journal.position("lahat")[1] == 0


@pytest.mark.parametrize("key", ["x" * 1000, "\0", "\ud800"])
def test_a_key_that_no_database_can_keep_is_refused(journal: Journal, key: str) -> None:
    """By both in the same way; and nothing is found under it."""
    with pytest.raises(BadEvent):
        journal.write("lahat", lambda tx: rows.note(tx, key))
    with pytest.raises(BadEvent):
        journal.write("lahat", lambda tx: rows.note(tx, call=rows.call(key)))
    assert journal.position("lahat")[1] == 0
    assert journal.read("lahat", lambda tx: (tx.event(key), tx.get(Call, key))) == (None, None)
    assert AccountStore(journal.database).find_user("lahat", key) is None


def test_an_unknown_name_is_refused(journal: Journal) -> None:
    """The set of names is closed."""
    assert "ticket.lost" not in EVENT_NAMES
    with pytest.raises(BadEvent):
        journal.write("lahat", lambda tx: tx.append("ticket.lost", {}))


def test_a_reading_transaction_cannot_append(journal: Journal) -> None:
    """Reads never hold the write lock, so they never write."""
    with pytest.raises(JournalError):
        journal.read("lahat", rows.note)


def test_work_inside_work_is_refused(journal: Journal) -> None:
    """It could only wait for itself; the message says what to use instead."""
    with pytest.raises(JournalError, match="open here"):
        journal.write("lahat", lambda tx: journal.position("lahat"))
    assert journal.position("lahat")[1] == 0


def test_events_are_counted_by_name_between_two_positions(journal: Journal) -> None:
    """The first position is left out, the last one counts; other halls do not."""
    journal.write("lahat", lambda tx: [rows.note(tx) for _ in range(3)])
    journal.write("lahat", lambda tx: tx.append("fault.raised", {"fault": rows.fault()}))
    assert journal.read("lahat", lambda tx: tx.count_events(0, 99)) == {
        "service.waiting": 3,
        "fault.raised": 1,
    }
    assert journal.read("lahat", lambda tx: tx.count_events(1, 3)) == {"service.waiting": 2}
