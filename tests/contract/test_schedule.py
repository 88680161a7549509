"""The schedule's rows, the same on both databases: a history that is asked by day."""

from __future__ import annotations

from typing import Any

from display.journal import Journal, Occurrence, ScheduleEntry, ScheduleMark


def occurrence(due: str, state: str = "announced", entry: str = "buka", **more: Any) -> Any:
    row = Occurrence(entry, due, "Buka", "announced", "2026-11-23T01:00:00.000Z", **more)
    return {**row.to_json(), "state": state}


def test_what_became_of_a_day_is_known_for_ever(journal: Journal) -> None:
    """However many others came since; what an entry becomes anew takes the place of what it was."""
    wanted = "2026-11-23T10:00"

    def fill(tx: Any) -> None:
        tx.append("schedule.skipped", {"occurrence": occurrence(wanted, "skipped", reason="late")})
        tx.append("schedule.announced", {"occurrence": occurrence("2026-11-23T08:00")})
        for day in range(1, 31):
            for entry in ("buka", "tutup", "lagu"):
                row = occurrence(f"2027-06-{day:02}T08:00", entry=entry)
                tx.append("schedule.announced", {"occurrence": row})

    journal.write("lahat", fill)
    row = journal.read("lahat", lambda tx: tx.get(Occurrence, "buka", wanted))
    assert row is not None
    assert (row.state, row.reason) == ("skipped", "late")
    said = {"occurrence": occurrence(wanted)}
    journal.write("lahat", lambda tx: tx.append("schedule.announced", said))
    rows = journal.read("lahat", lambda tx: tx.occurrences_of("2026-11-23"))
    assert [(one.due[11:], one.state) for one in rows] == [
        ("08:00", "announced"),
        ("10:00", "announced"),
    ]
    assert journal.read("lahat", lambda tx: tx.get(Occurrence, "tutup", wanted)) is None


def test_entry_and_mark_ride_with_what_became(journal: Journal) -> None:
    """One event carries all three, so that none is ever behind another."""
    entry = ScheduleEntry("buka", "Buka", at="08:00", fields={"jam": "14.30"}, weekdays=("mon",))
    rows = {
        "occurrence": occurrence("2026-11-23T08:00"),
        "schedule_entry": entry.to_json(),
        "schedule_mark": ScheduleMark("lahat", "2026-11-23T01:00:00.000Z").to_json(),
    }
    seq = journal.write("lahat", lambda tx: tx.append("schedule.announced", rows)).seq
    mark = journal.read("lahat", lambda tx: tx.get(ScheduleMark, "lahat"))
    kept = journal.read("lahat", lambda tx: tx.get(ScheduleEntry, "buka"))
    assert mark is not None
    assert kept is not None
    assert (mark.settled, mark.seq) == ("2026-11-23T01:00:00.000Z", seq)
    assert (kept.fields, kept.weekdays, kept.seq) == ({"jam": "14.30"}, ("mon",), seq)
    assert "schedule_entries" not in journal.snapshot("lahat")
