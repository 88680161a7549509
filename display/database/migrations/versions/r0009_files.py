"""Several servers of one hall: recordings and sounds are found by each of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create files and their pieces."""
    op.create_table(
        "files",
        sa.Column("hall", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("kept_at", sa.Float(53), nullable=False),
        sa.PrimaryKeyConstraint("hall", "sha256", name="pk_files"),
        sa.ForeignKeyConstraint(["hall"], ["halls.id"], name="fk_files_hall_halls"),
    )
    op.create_table(
        "file_pieces",
        sa.Column("hall", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("hall", "sha256", "number", name="pk_file_pieces"),
        sa.ForeignKeyConstraint(
            ["hall", "sha256"],
            ["files.hall", "files.sha256"],
            name="fk_file_pieces_hall_files",
            ondelete="CASCADE",
        ),
    )
