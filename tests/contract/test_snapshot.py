"""The snapshot: bounded, ordered, and as dear after 200,000 events as after two."""

from __future__ import annotations

import json

from sqlalchemy import Connection, create_engine, text

from display.journal import Journal
from display.journal.snapshot import take_snapshot
from tests.contract import rows

HISTORY = 200_000


def test_recent_calls_are_the_twelve_newest(journal: Journal) -> None:
    """Newest first; a recalled one is new again."""
    for number in range(15):
        data = {"call": rows.call(str(number))}
        journal.write("lahat", lambda tx, data=data: tx.append("ticket.called", data))
    journal.write("lahat", lambda tx: tx.append("ticket.recalled", {"call": rows.call("0")}))
    recent = [call["event_id"] for call in journal.snapshot("lahat")["recent_calls"]]
    assert recent == ["0", *(str(number) for number in range(14, 3, -1))]


def test_a_cancelled_call_is_not_on_the_board(journal: Journal) -> None:
    """It is as if it had not been called."""
    for state in ("called", "cancelled"):
        data = {"call": rows.call(state=state)}
        journal.write("lahat", lambda tx, data=data: tx.append("ticket.called", data))
    assert journal.snapshot("lahat")["recent_calls"] == []


def test_open_announcements_are_never_bounded_away(journal: Journal) -> None:
    """All that are open, and the 20 that ended last, in the order of the queue."""
    for number in range(30):
        data = {"announcement": rows.announcement(str(number))}
        journal.write("lahat", lambda tx, data=data: tx.append("announcement.queued", data))
    for number in range(5, 30):
        data = {"announcement": rows.announcement(str(number), "finished")}
        journal.write("lahat", lambda tx, data=data: tx.append("announcement.finished", data))
    shown = [one["id"] for one in journal.snapshot("lahat")["announcements"]]
    assert shown == [str(number) for number in (*range(5), *range(10, 30))]


def test_the_past_costs_a_snapshot_nothing(journal: Journal, database_url: str) -> None:
    """After 200,000 more events it visits the very rows it visited before."""
    engine = create_engine(database_url)
    live(journal)
    with engine.begin() as connection:
        before = cost(connection)
        for statement in PAST:
            connection.execute(text(statement))
    with engine.begin() as connection:
        after = cost(connection)
    engine.dispose()
    assert journal.position("lahat")[1] == HISTORY + 4
    # PostgreSQL may scan the few rows of a small table, so the first cost is a bound of its own.
    assert after <= max(before * 1.5, 100)


def live(journal: Journal) -> None:
    journal.write("lahat", lambda tx: tx.append("ticket.called", {"call": rows.call()}))
    journal.write(
        "lahat", lambda tx: tx.append("announcement.queued", {"announcement": rows.announcement()})
    )
    journal.write("lahat", lambda tx: tx.append("counter.opened", {"counter": rows.counter()}))
    journal.write("lahat", lambda tx: tx.append("ticket.called", {"now_serving": rows.serving()}))


def cost(connection: Connection) -> int:
    """Count the work of a snapshot: SQLite's instructions, or the rows PostgreSQL has visited."""
    if connection.dialect.name == "postgresql":
        take_snapshot(connection, "lahat")
        visited = "SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))"
        return int(
            connection.execute(text(f"{visited} FROM pg_stat_xact_user_tables")).scalar_one()
        )
    steps: list[None] = []
    driver = connection.connection.driver_connection
    driver.set_progress_handler(lambda: steps.append(None), 1)
    take_snapshot(connection, "lahat")
    driver.set_progress_handler(None, 1)
    return len(steps)


NUMBERS = f"WITH RECURSIVE n(i) AS (SELECT 5 UNION ALL SELECT i + 1 FROM n WHERE i < {HISTORY + 4})"
PAST = (
    f"""{NUMBERS} INSERT INTO events (hall, seq, event_id, name, occurred_at, data)
        SELECT 'lahat', i, 'past-' || i, 'service.waiting', '{rows.NOON}', '{{}}' FROM n""",
    f"""{NUMBERS} INSERT INTO calls (hall, event_id, ticket, state, shown, seq, row)
        SELECT 'lahat', 'past-' || i, 'B-001', 'served', false, i, '{{}}' FROM n""",
    f"""{NUMBERS} INSERT INTO announcements (hall, id, state, shown, seq, row)
        SELECT 'lahat', 'past-' || i, 'finished', false, i, '{{}}' FROM n""",
    f"UPDATE heads SET seq = {HISTORY + 4}",
)


def test_a_snapshot_is_plain_json(journal: Journal) -> None:
    """It can be sent as it is."""
    live(journal)
    snapshot = journal.snapshot("lahat")
    assert json.loads(json.dumps(snapshot)) == snapshot
