"""Halls: each has a journal of its own in one database."""

from __future__ import annotations

import pytest

from display.database import AlreadyExists, BadEvent, UnknownHall
from display.journal import Hall, Journal, open_journal
from tests.contract import rows
from tests.contract.conftest import LAHAT

PAGAR_ALAM = Hall("pagar-alam", "Mal Pelayanan Publik", "Kota Pagar Alam", "Asia/Jayapura")


def test_a_new_hall_is_empty(journal: Journal) -> None:
    """It begins at seq 0, in an epoch of its own."""
    epoch, seq = journal.position("lahat")
    snapshot = journal.snapshot("lahat")
    assert (seq, snapshot.pop("seq"), snapshot.pop("epoch")) == (0, 0, epoch)
    assert snapshot.pop("hall") == {**LAHAT.to_json(), "utc_offset_min": 420}
    assert set(snapshot) == {
        "services", "counters", "zones", "waiting", "now_serving", "recent_calls",
        "announcements", "faults",
    }  # fmt: skip
    assert not any(snapshot.values())


def test_halls_do_not_see_each_other(journal: Journal) -> None:
    """Seq, state and event ids are counted per hall."""
    journal.create_hall(PAGAR_ALAM)
    for hall in ("lahat", "pagar-alam"):
        event = journal.write(
            hall, lambda tx: tx.append("counter.changed", {"counter": rows.counter()}, "same")
        )
        assert event.seq == 1
    journal.write("lahat", rows.note)
    assert journal.position("pagar-alam")[1] == 1
    assert journal.snapshot("pagar-alam")["hall"]["utc_offset_min"] == 540
    assert journal.halls() == [LAHAT, PAGAR_ALAM]


def test_a_hall_is_created_once(journal: Journal) -> None:
    """A second one of that id is refused, and changes nothing."""
    journal.write("lahat", rows.note)
    with pytest.raises(AlreadyExists):
        journal.create_hall(LAHAT)
    assert journal.position("lahat")[1] == 1


def test_a_time_zone_must_exist(journal: Journal) -> None:
    """A wrong zone would show wrong times for years; it is refused at the start."""
    with pytest.raises(BadEvent):
        journal.create_hall(Hall("x", "", "", "Asia/Lahat"))


@pytest.mark.parametrize(
    "ask",
    [
        lambda journal: journal.snapshot("x"),
        lambda journal: journal.position("x"),
        lambda journal: journal.events("x", 0),
        lambda journal: journal.write("x", rows.note),
        lambda journal: journal.renew_epoch("x"),
    ],
)
def test_an_unknown_hall_is_an_error(journal: Journal, ask) -> None:
    """It is never taken for an empty one."""
    with pytest.raises(UnknownHall):
        ask(journal)


def test_a_renewed_epoch_keeps_the_events(journal: Journal) -> None:
    """After a restore clients must start afresh, the journal goes on where it was."""
    journal.write("lahat", rows.note)
    before, _ = journal.position("lahat")
    epoch = journal.renew_epoch("lahat")
    assert epoch != before
    assert journal.position("lahat") == (epoch, 1)
    assert journal.write("lahat", rows.note) == 2


def test_everything_is_there_after_a_restart(journal: Journal, database_url: str) -> None:
    """Another journal on the same database gives the same snapshot in the same epoch."""
    journal.write("lahat", lambda tx: tx.append("ticket.called", {"call": rows.call()}))
    before = journal.snapshot("lahat")
    journal.close()
    again = open_journal(database_url)
    assert again.snapshot("lahat") == before
    again.close()
