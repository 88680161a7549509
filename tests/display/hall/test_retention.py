"""Events go once they are old and counted; what reports say of their days stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from display.hall.reports import JournalRetention, forgetting
from display.parts import Parts

OLD = "2025-01-01T00:00:00.000Z"


@pytest.fixture
def aged(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> Parts:
    """A hall that has called in a year long ago."""
    monkeypatch.setattr(forgetting, "LEAST_KEPT", 70)
    parts.hall.write(lambda tx: [tx.append("calls.held", {}, occurred_at=OLD) for _ in range(90)])
    parts.hall.write(lambda tx: [tx.append("calls.held", {}) for _ in range(5)])
    return parts


def first_of(parts: Parts) -> int:
    return parts.journal.events(parts.hall.id, 0, 1)[0].seq


def count_all(parts: Parts) -> None:
    while parts.figures.look():
        pass


def test_old_events_go_only_once_they_are_counted(aged: Parts) -> None:
    """Of the newest some stay, however old they are."""
    hall = replace(aged.hall, settings=replace(aged.settings, keep_journal_days=30))
    retention = JournalRetention(hall)
    _, head = aged.journal.position(hall.id)
    with pytest.MonkeyPatch.context() as patch:
        # What a first start furnished is of today, and lies before the old ones.
        patch.setattr("display.hall.reports.forgetting.iso_after", lambda *_: "2999")
        assert retention.look() == 0
        count_all(aged)
        state = aged.journal.snapshot(hall.id)
        while retention.look():
            pass
    assert first_of(aged) == head - 70 + 1
    assert aged.journal.snapshot(hall.id) == state
    count_all(aged)
    assert aged.figures._position().seq == head


def test_a_clock_that_is_years_ahead_makes_nothing_old(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written some thousand events ago says how old the others are."""
    parts.hall.write(lambda tx: [tx.append("calls.held", {}) for _ in range(100)])
    count_all(parts)
    monkeypatch.setattr("display.hall.reports.forgetting.iso_now", lambda: "2999-01-01T00:00:00Z")
    monkeypatch.setattr(forgetting, "LEAST_KEPT", 5)
    assert JournalRetention(parts.hall).look() == 0
    assert first_of(parts) == 1


def test_a_hall_may_keep_them_for_ever(aged: Parts) -> None:
    """Nothing goes, old and counted as it is."""
    count_all(aged)
    hall = replace(aged.hall, settings=replace(aged.settings, keep_journal_days=0))
    assert JournalRetention(hall).look() == 0
    assert first_of(aged) == 1
