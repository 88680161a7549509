"""What the last check of a hall before opening found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Create morning_checks."""
    op.create_table(
        "morning_checks",
        sa.Column("hall", sa.String(64), nullable=False),
        sa.Column("id", sa.String(160), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("row", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("hall", "id", name="pk_morning_checks"),
        sa.ForeignKeyConstraint(["hall"], ["halls.id"], name="fk_morning_checks_hall_halls"),
    )
