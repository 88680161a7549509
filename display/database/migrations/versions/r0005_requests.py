"""Idempotency keys belong to their sender and to a day, and know what was asked with them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create requests."""
    op.create_table(
        "requests",
        sa.Column("hall", sa.String(64), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("key", sa.String(160), nullable=False),
        sa.Column("sender", sa.String(160), nullable=False),
        sa.Column("deed", sa.String(64), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("event_id", sa.String(160)),
        sa.Column("call", sa.String(160)),
        sa.Column("answer", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("hall", "day", "key", "sender", name="pk_requests"),
        sa.ForeignKeyConstraint(["hall"], ["halls.id"], name="fk_requests_hall_halls"),
    )
