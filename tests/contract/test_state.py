"""State: the rows that events carry, as transactions read them."""

from __future__ import annotations

from display.journal import (
    Announcement,
    Call,
    Counter,
    Fault,
    Journal,
    NowServing,
    Pronunciation,
    Service,
)
from tests.contract import rows


def append(journal: Journal, name: str, **data) -> None:
    journal.write("lahat", lambda tx: tx.append(name, data))


def test_a_row_is_stamped_with_the_seq_of_its_event(journal: Journal) -> None:
    """seq of a row is that of the event that last changed it."""
    append(journal, "ticket.called", call=rows.call(seq=99))
    append(journal, "ticket.recalled", call=rows.call(count=2))
    assert journal.read("lahat", lambda tx: tx.get(Call, "c1")) == Call.from_json(
        rows.call(count=2, seq=2)
    )


def test_an_announcement_keeps_the_place_it_was_queued_at(journal: Journal) -> None:
    """queued_seq is given at first sight and never changes, whatever a later row says."""
    append(journal, "announcement.queued", announcement=rows.announcement())
    append(journal, "announcement.started", announcement=rows.announcement(state="started"))
    found = journal.read("lahat", lambda tx: tx.get(Announcement, "a1"))
    assert found == Announcement.from_json(rows.announcement(state="started", queued_seq=1, seq=2))


def test_services_and_counters_come_as_staff_ordered_them(journal: Journal) -> None:
    """By position; where that is equal, by id."""
    for number, position in (("12", 2), ("9", 1), ("1", 2)):
        append(journal, "counter.changed", counter=rows.counter(number, position=position))
        append(journal, "service.changed", service=rows.service(number, position=position))
    counters, services = journal.read("lahat", lambda tx: (tx.all(Counter), tx.all(Service)))
    assert [counter.id for counter in counters] == ["9", "1", "12"]
    assert [service.id for service in services] == ["9", "1", "12"]


def test_a_later_row_replaces_the_earlier_one(journal: Journal) -> None:
    """Rows are whole: nothing of the old one is left."""
    append(journal, "counter.changed", counter=rows.counter(reason="istirahat", state="paused"))
    append(journal, "counter.opened", counter=rows.counter())
    counter = journal.read("lahat", lambda tx: tx.get(Counter, "3"))
    assert counter is not None
    assert (counter.state, counter.reason, counter.services) == ("open", None, ("dukcapil",))


def test_a_free_counter_serves_nobody(journal: Journal) -> None:
    """A row without a ticket takes the counter off the board."""
    append(journal, "ticket.called", now_serving=rows.serving("3"))
    append(journal, "ticket.called", now_serving=rows.serving("4"))
    append(journal, "ticket.served", now_serving=rows.serving("3", ticket=None))
    assert [row.counter for row in journal.read("lahat", lambda tx: tx.all(NowServing))] == ["4"]


def test_open_calls_are_those_still_called(journal: Journal) -> None:
    """Newest first, of one ticket or of all; ended ones stay readable by id."""
    for number in ("1", "2", "3"):
        append(journal, "ticket.called", call=rows.call(number, f"B-00{number}"))
    append(journal, "ticket.served", call=rows.call("2", "B-002", state="served"))
    open_calls, of_one, ended = journal.read(
        "lahat", lambda tx: (tx.open_calls(), tx.open_calls("B-003"), tx.get(Call, "2"))
    )
    assert [call.event_id for call in open_calls] == ["3", "1"]
    assert [call.event_id for call in of_one] == ["3"]
    assert ended is not None
    assert ended.state == "served"


def test_open_announcements_are_those_not_ended(journal: Journal) -> None:
    """In the order they were queued, of one zone or of all."""
    for name, zone in (("a", "main"), ("b", "lobby"), ("c", "main"), ("d", "main")):
        append(journal, "announcement.queued", announcement=rows.announcement(name, zone=zone))
    append(journal, "announcement.started", announcement=rows.announcement("a", "started"))
    append(journal, "announcement.failed", announcement=rows.announcement("c", "failed"))
    every, main = journal.read(
        "lahat", lambda tx: (tx.open_announcements(), tx.open_announcements("main"))
    )
    assert [one.id for one in every] == ["a", "b", "d"]
    assert [one.id for one in main] == ["a", "d"]


def test_a_fault_stands_until_it_is_cleared(journal: Journal) -> None:
    """One fault per code and subject."""
    append(journal, "fault.raised", fault=rows.fault(subject="main", state="raised"))
    append(journal, "fault.raised", fault=rows.fault(subject="lobby", state="raised"))
    append(journal, "fault.cleared", fault=rows.fault(subject="main", state="cleared"))
    assert [fault.subject for fault in journal.read("lahat", lambda tx: tx.all(Fault))] == ["lobby"]


def test_what_is_not_there_is_none(journal: Journal) -> None:
    """Asking for something unknown is no error."""
    found = journal.read(
        "lahat",
        lambda tx: (
            *(tx.get(kind, "x") for kind in (Service, Counter, Call, Announcement)), tx.event("x")
        ),
    )  # fmt: skip
    assert found == (None,) * 5


def test_a_transaction_reads_its_own_appends(journal: Journal) -> None:
    """What was appended a line above counts already."""

    def work(tx):
        tx.append("ticket.called", {"call": rows.call()})
        return tx.get(Call, "c1").seq, tx.seq

    assert journal.write("lahat", work) == (1, 1)


def test_a_pronunciation_holds_until_it_is_removed(journal: Journal) -> None:
    """By its written form; the last one counts."""
    for spoken in ("katepe", "ka te pe"):
        append(journal, "pronunciation.changed", pronunciation={"written": "KTP", "spoken": spoken})
    found = journal.read("lahat", lambda tx: tx.all(Pronunciation))
    assert [(row.written, row.spoken, row.seq) for row in found] == [("KTP", "ka te pe", 2)]
    gone = {"written": "KTP", "spoken": "", "removed": True}
    append(journal, "pronunciation.changed", pronunciation=gone)
    assert journal.read("lahat", lambda tx: tx.all(Pronunciation)) == []
