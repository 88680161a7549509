"""What happened since a moment is counted without reading the whole journal."""

from __future__ import annotations

import pytest

from display.journal import Journal
from tests.contract import rows


def happen(journal: Journal, *moments: str) -> None:
    """Append one event of each time, the last of them another one."""

    def work(tx):
        for at in moments:
            tx.append("counter.changed", {"counter": rows.counter()}, occurred_at=at)
        tx.append("service.changed", {"service": rows.service()}, occurred_at=moments[-1])

    journal.write("lahat", work)


@pytest.mark.parametrize(
    ("since", "changed"),
    [("2026-11-22T00", 5), ("2026-11-23T02", 4), ("2026-11-23T05", 1), ("2026-11-23T06", 0)],
)
def test_events_are_counted_from_the_moment_on(journal: Journal, since: str, changed: int) -> None:
    """By name; one that happened at that very moment counts."""
    hours = ("01", "02", "03", "04", "05")
    happen(journal, *(f"2026-11-23T{hour}:00:00.000Z" for hour in hours))
    counted = journal.tally("lahat", f"{since}:00:00.000Z")
    assert counted.get("counter.changed", 0) == changed
    assert counted.get("service.changed", 0) == (1 if changed else 0)


def test_an_empty_journal_counts_nothing(journal: Journal) -> None:
    """A hall of which nothing was told yet."""
    assert journal.tally("lahat", "2026-11-23T00:00:00.000Z") == {}


def test_the_journal_knows_how_long_it_takes(journal: Journal) -> None:
    """Nothing before the first write; then milliseconds."""
    assert journal.commit_ms() is None
    journal.write("lahat", rows.note)
    took = journal.commit_ms()
    assert took is not None
    assert 0 < took < 5000
