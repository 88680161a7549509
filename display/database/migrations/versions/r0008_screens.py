"""Screens that staff have claimed, and the codes by which they do it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create screens and screen_codes."""
    op.create_table(
        "screens",
        sa.Column("hall", sa.String(64), nullable=False),
        sa.Column("id", sa.String(160), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("row", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("hall", "id", name="pk_screens"),
        sa.ForeignKeyConstraint(["hall"], ["halls.id"], name="fk_screens_hall_halls"),
    )
    op.create_table(
        "screen_codes",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("hall", sa.String(64), nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("expires_at", sa.String(24), nullable=False),
        sa.Column("screen", sa.String(160)),
        sa.PrimaryKeyConstraint("digest", name="pk_screen_codes"),
        sa.ForeignKeyConstraint(["hall"], ["halls.id"], name="fk_screen_codes_hall_halls"),
        sa.UniqueConstraint("hall", "code", name="uq_screen_codes_hall_code"),
    )
