"""What the hall says by itself: entries, what became of each of their times, and holidays."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Create schedule_entries, schedule_marks, holidays and occurrences."""
    for name, key in (("schedule_entries", "id"), ("schedule_marks", "id"), ("holidays", "day")):
        _create(name, (key,))
    columns = (
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("shown", sa.Boolean, nullable=False),
    )
    _create("occurrences", ("entry", "due"), columns)
    shown = ["hall", "shown", "seq"]
    op.create_index("ix_occurrences_hall_shown_seq", "occurrences", shown)
    op.create_index("ix_occurrences_hall_day", "occurrences", ["hall", "day"])


def _create(name: str, key: tuple[str, ...], columns: tuple[sa.Column[Any], ...] = ()) -> None:
    op.create_table(
        name,
        sa.Column("hall", sa.String(64), nullable=False),
        *(sa.Column(column, sa.String(160), nullable=False) for column in key),
        *columns,
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("row", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("hall", *key, name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["hall"], ["halls.id"], name=f"fk_{name}_hall_halls"),
    )
