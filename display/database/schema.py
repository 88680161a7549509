"""The tables, the same on SQLite and PostgreSQL. Migrations build them; a test holds both equal.

Every table has the hall as a column. A table of state has as columns only what SQL selects by; the
row itself is kept as the JSON that the event carried, so that a snapshot and a folded screen are
equal to the letter and a new field needs no migration.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

HEAD = "0012"
"""The revision that these tables have; the newest file in ``migrations/versions``."""


class Json(TypeDecorator[Any]):
    """JSON kept as ASCII text: any string survives, even U+0000 (PostgreSQL refuses it)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Return ``value`` as text; ``ValueError`` or ``TypeError`` when it is not JSON."""
        return None if value is None else json.dumps(value, separators=(",", ":"), allow_nan=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Return what the text says."""
        return None if value is None else json.loads(value)


def can_hold(column: Column[str], value: str) -> bool:
    """Say whether both databases can keep ``value`` in ``column``, whole and unchanged.

    SQLite would take any length and U+0000, PostgreSQL neither; no driver takes half a character.
    """
    limit = getattr(column.type, "length", None)
    if "\0" in value or (limit is not None and len(value) > limit):
        return False
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

halls = Table("halls", metadata, Column("id", String(64), primary_key=True))


def _hall_key() -> Column[str]:
    return Column("hall", String(64), ForeignKey("halls.id"), primary_key=True)


heads = Table(
    "heads",
    metadata,
    _hall_key(),
    Column("epoch", String(36), nullable=False),
    Column("seq", Integer, nullable=False),
    # The number of the newest lease: every transaction reads this row first, so that to check it
    # costs nothing (see leases).
    Column("fence", Integer, nullable=False, server_default="0"),
)

# Times are seconds since 1970 by the clock of the database: its servers' clocks may differ.
leases = Table(
    "leases",
    metadata,
    _hall_key(),
    Column("holder", String(64), nullable=False),
    Column("place", String(64), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("speaks", Boolean, nullable=False),
    Column("expires_at", Float(53), nullable=False),
)
"""Which server leads a hall; a row each, on PostgreSQL only. ``speaks``: it has a speaker."""

servers = Table(
    "servers",
    metadata,
    _hall_key(),
    Column("id", String(64), primary_key=True),
    Column("seen_at", Float(53), nullable=False),
    Column("told", Json, nullable=False),
)
"""The servers of a hall that run at the same time, and what each tells of itself."""

files = Table(
    "files",
    metadata,
    _hall_key(),
    Column("sha256", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("size", Integer, nullable=False),
    Column("kept_at", Float(53), nullable=False),
)
"""Recordings and sounds that every server of a hall finds, by content; on PostgreSQL only."""

file_pieces = Table(
    "file_pieces",
    metadata,
    Column("hall", String(64), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
    ForeignKeyConstraint(["hall", "sha256"], ["files.hall", "files.sha256"], ondelete="CASCADE"),
)

events = Table(
    "events",
    metadata,
    _hall_key(),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("event_id", String(160), nullable=False),
    Column("name", String(64), nullable=False),
    Column("occurred_at", String(24), nullable=False),
    Column("data", Json, nullable=False),
    UniqueConstraint("hall", "event_id"),
)


def _state(name: str, *keys: str, columns: tuple[Column[Any], ...] = ()) -> Table:
    """Return a table of state: its key, what it is selected by, and the row."""
    return Table(
        name,
        metadata,
        _hall_key(),
        *(Column(key, String(160), primary_key=True) for key in keys),
        *columns,
        Column("seq", Integer, nullable=False),
        Column("row", Json, nullable=False),
    )


profiles = _state("profiles", "id")
"""What a hall is called and where it is: one row each, with the hall's own id."""
services = _state("services", "id")
counters = _state("counters", "id")
now_serving = _state("now_serving", "counter")
faults = _state("faults", "code", "subject")
pronunciations = _state("pronunciations", "written")
zones = _state("zones", "id")
waiting = _state("waiting", "service")
templates = _state("templates", "id")
recordings = _state("recordings", "id")
screens = _state("screens", "id")
schedule_entries = _state("schedule_entries", "id")
schedule_marks = _state("schedule_marks", "id")
holidays = _state("holidays", "day")
occurrences = _state(
    "occurrences",
    "entry",
    "due",
    columns=(
        Column("day", String(10), nullable=False),
        Column("shown", Boolean, nullable=False),
    ),
)
morning_checks = _state("morning_checks", "id")
calls = _state(
    "calls",
    "event_id",
    columns=(
        Column("ticket", String(64), nullable=False),
        Column("state", String(16), nullable=False),
        Column("shown", Boolean, nullable=False),
    ),
)
announcements = _state(
    "announcements",
    "id",
    columns=(
        Column("state", String(16), nullable=False),
        Column("shown", Boolean, nullable=False),
    ),
)

# `shown` marks what a snapshot holds: these indexes keep it O(counters), however long the history.
Index(None, calls.c.hall, calls.c.shown, calls.c.seq)
Index(None, announcements.c.hall, announcements.c.shown, announcements.c.seq)
Index(None, occurrences.c.hall, occurrences.c.shown, occurrences.c.seq)
Index(None, occurrences.c.hall, occurrences.c.day)
Index(None, calls.c.hall, calls.c.state, calls.c.ticket)
Index("ix_calls_ticket", calls.c.hall, calls.c.ticket, calls.c.seq)

# The day goes before the key: what is over is deleted from the front of the index.
requests = Table(
    "requests",
    metadata,
    _hall_key(),
    Column("day", String(10), primary_key=True),
    Column("key", String(160), primary_key=True),
    Column("sender", String(160), primary_key=True),
    Column("deed", String(64), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("event_id", String(160)),
    Column("call", String(160)),
    Column("answer", Json, nullable=False),
)
"""Requests that brought an idempotency key, with their first answers."""

COUNTS = (
    *("called", "served", "no_show", "left_over", "transferred", "moved", "cancelled", "unheard"),
)
"""What a day counts of visits."""

TIMES = ("to_heard", "service_time", "wait")
"""What a day measures of visits, in seconds: a sum each, and how many fell into each bin."""

BINS = 13
"""How many bins a time has; where they begin and end says :mod:`display.hall.reports.measures`."""

MEASURES = (
    *COUNTS,
    *(f"{time}_{part}" for time in TIMES for part in ("s", *range(BINS))),
)
"""The columns that are summed."""

# A cell for each combination of what is told apart: bits of `cut` are 1 service, 2 counter, 4 hour.
# What is not told apart is "" or -1, so that a year of one kind of cell is a short range of rows.
daily_figures = Table(
    "daily_figures",
    metadata,
    _hall_key(),
    Column("cut", Integer, primary_key=True, autoincrement=False),
    Column("day", String(10), primary_key=True),
    Column("service", String(160), primary_key=True),
    Column("counter", String(160), primary_key=True),
    Column("hour", Integer, primary_key=True, autoincrement=False),
    *(Column(name, BigInteger, nullable=False, server_default="0") for name in MEASURES),
)
"""What became of the visits of a day, in numbers, kept for ever."""

daily_endings = Table(
    "daily_endings",
    metadata,
    _hall_key(),
    Column("day", String(10), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("ending", String(16), primary_key=True),
    Column("reason", String(32), primary_key=True),
    Column("count", BigInteger, nullable=False),
)
"""How the announcements of a day ended."""

daily_outages = Table(
    "daily_outages",
    metadata,
    _hall_key(),
    Column("day", String(10), primary_key=True),
    Column("part", String(16), primary_key=True),
    Column("subject", String(160), primary_key=True),
    Column("hour", Integer, primary_key=True, autoincrement=False),
    Column("down_s", BigInteger, nullable=False),
    Column("began", BigInteger, nullable=False),
)
"""How long loudspeakers and screens were out of order, by the hours of a day."""

figures_positions = Table(
    "figures_positions",
    metadata,
    _hall_key(),
    Column("epoch", String(36), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("event_id", String(160), nullable=False),
    Column("known", Json, nullable=False),
)
"""How far the journal was counted: the last event, and what has to be known of those before."""

counted_visits = Table(
    "counted_visits",
    metadata,
    _hall_key(),
    Column("id", String(160), primary_key=True),
    Column("day", String(10), nullable=False),
    Column("state", String(16), nullable=False),
    Column("visit", Json, nullable=False),
    Index("ix_counted_visits_day", "hall", "day"),
)
"""How visits of the last days were counted, so that what changes of one is counted once."""

tokens = Table(
    "tokens",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("hall", String(64), ForeignKey("halls.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("scopes", Json, nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("created_at", String(24), nullable=False),
    Column("revoked_at", String(24)),
)

screen_codes = Table(
    "screen_codes",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("hall", String(64), ForeignKey("halls.id"), nullable=False),
    Column("code", String(8), nullable=False),
    Column("expires_at", String(24), nullable=False),
    Column("screen", String(160)),
    UniqueConstraint("hall", "code"),
)
"""Codes that unclaimed screens show; ``digest`` is that of the secret which the screen keeps."""

users = Table(
    "users",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("hall", String(64), ForeignKey("halls.id"), nullable=False),
    Column("name", String(64), nullable=False),
    Column("role", String(32), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("created_at", String(24), nullable=False),
    Column("display_name", Text),
    Column("counters", Json),
    Column("disabled_at", String(24)),
    UniqueConstraint("hall", "name"),
)

# Of a session's secret only the digest is kept; `id` names it to people.
sessions = Table(
    "sessions",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("hall", String(64), ForeignKey("halls.id"), nullable=False),
    Column("user_id", String(64), ForeignKey("users.id"), nullable=False, index=True),
    Column("created_at", String(24), nullable=False),
    Column("seen_at", String(24), nullable=False),
    Column("address", String(64), nullable=False),
    Column("agent", Text, nullable=False),
    Column("ended_at", String(24)),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("hall", String(64), ForeignKey("halls.id"), nullable=False),
    Column("at", String(24), nullable=False),
    Column("who", String(80), nullable=False),
    Column("role", String(32), nullable=False),
    Column("address", String(64), nullable=False),
    Column("what", String(64), nullable=False),
    Column("subject", Text, nullable=False),
    Column("before", Json),
    Column("after", Json),
    Column("seq", Integer),
    Index("ix_audit_hall_at", "hall", "at"),
)

keys = Table(
    "keys",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
"""Secrets of the installation itself, made at its first start."""
