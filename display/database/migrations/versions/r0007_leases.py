"""Several servers of one hall: who leads it, which of them are there, and a fence for its work."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create leases and servers; every head gets a fence."""
    op.add_column("heads", sa.Column("fence", sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "leases",
        sa.Column("hall", sa.String(64), nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("fence", sa.Integer, nullable=False),
        sa.Column("speaks", sa.Boolean, nullable=False),
        sa.Column("expires_at", sa.Float(53), nullable=False),
        sa.PrimaryKeyConstraint("hall", name="pk_leases"),
        sa.ForeignKeyConstraint(["hall"], ["halls.id"], name="fk_leases_hall_halls"),
    )
    op.create_table(
        "servers",
        sa.Column("hall", sa.String(64), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("seen_at", sa.Float(53), nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("hall", "id", name="pk_servers"),
        sa.ForeignKeyConstraint(["hall"], ["halls.id"], name="fk_servers_hall_halls"),
    )
