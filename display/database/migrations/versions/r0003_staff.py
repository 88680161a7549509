"""What staff work with: zones, who waits, templates of announcements, recordings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_TABLES = {"zones": "id", "waiting": "service", "templates": "id", "recordings": "id"}


def upgrade() -> None:
    """Create the four tables of state, and the index by which a ticket's calls are found."""
    for name, key in _TABLES.items():
        op.create_table(
            name,
            sa.Column("hall", sa.String(64), nullable=False),
            sa.Column(key, sa.String(160), nullable=False),
            sa.Column("seq", sa.Integer, nullable=False),
            sa.Column("row", sa.Text, nullable=False),
            sa.PrimaryKeyConstraint("hall", key, name=f"pk_{name}"),
            sa.ForeignKeyConstraint(["hall"], ["halls.id"], name=f"fk_{name}_hall"),
        )
    op.create_index("ix_calls_ticket", "calls", ["hall", "ticket", "seq"])
