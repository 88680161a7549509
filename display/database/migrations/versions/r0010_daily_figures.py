"""Figures of each day, kept for ever: visits, announcements, outages, and how far they go."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

# As they were when this was written: the bins of a time never change their meaning.
_COUNTS = (
    *("called", "served", "no_show", "left_over", "transferred", "moved", "cancelled", "unheard"),
)
_TIMES = ("to_heard", "service_time", "wait")
_MEASURES = (
    *_COUNTS,
    *(f"{time}_{part}" for time in _TIMES for part in ("s", *range(13))),
)


def upgrade() -> None:
    """Create the tables of figures."""
    _create(
        "daily_figures",
        ("hall", "cut", "day", "service", "counter", "hour"),
        sa.Column("cut", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("service", sa.String(160), nullable=False),
        sa.Column("counter", sa.String(160), nullable=False),
        sa.Column("hour", sa.Integer, nullable=False, autoincrement=False),
        *(sa.Column(name, sa.BigInteger, nullable=False, server_default="0") for name in _MEASURES),
    )
    _create(
        "daily_endings",
        ("hall", "day", "kind", "ending", "reason"),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("ending", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("count", sa.BigInteger, nullable=False),
    )
    _create(
        "daily_outages",
        ("hall", "day", "part", "subject", "hour"),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("part", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(160), nullable=False),
        sa.Column("hour", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("down_s", sa.BigInteger, nullable=False),
        sa.Column("began", sa.BigInteger, nullable=False),
    )
    _create(
        "figures_positions",
        ("hall",),
        sa.Column("epoch", sa.String(36), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("event_id", sa.String(160), nullable=False),
        sa.Column("known", sa.Text, nullable=False),
    )
    _create(
        "counted_visits",
        ("hall", "id"),
        sa.Column("id", sa.String(160), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("visit", sa.Text, nullable=False),
    )
    op.create_index("ix_counted_visits_day", "counted_visits", ["hall", "day"])


def _create(table: str, key: tuple[str, ...], *columns: sa.Column[Any]) -> None:
    op.create_table(
        table,
        sa.Column("hall", sa.String(64), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint(*key, name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["hall"], ["halls.id"], name=f"fk_{table}_hall_halls"),
    )
