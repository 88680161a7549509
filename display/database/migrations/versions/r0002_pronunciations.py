"""The pronunciation dictionary of a hall."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table of the hall's own entries."""
    op.create_table(
        "pronunciations",
        sa.Column("hall", sa.String(64), nullable=False),
        sa.Column("written", sa.String(160), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("row", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("hall", "written", name="pk_pronunciations"),
        sa.ForeignKeyConstraint(["hall"], ["halls.id"], name="fk_pronunciations_hall"),
    )
