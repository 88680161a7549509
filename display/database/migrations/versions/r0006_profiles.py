"""What a hall is called and where it is becomes a row that events change."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create profiles, fill them from the columns of halls, and drop those."""
    profiles = op.create_table(
        "profiles",
        sa.Column("hall", sa.String(64), nullable=False),
        sa.Column("id", sa.String(160), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("row", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("hall", "id", name="pk_profiles"),
        sa.ForeignKeyConstraint(["hall"], ["halls.id"], name="fk_profiles_hall_halls"),
    )
    known = op.get_bind().execute(sa.text("SELECT id, name, place, timezone FROM halls"))
    rows = [
        {"hall": hall.id, "id": hall.id, "seq": 0, "row": json.dumps({**hall._mapping, "seq": 0})}
        for hall in known.all()
    ]
    if rows:
        op.bulk_insert(profiles, rows)
    for name in ("name", "place", "timezone"):
        op.drop_column("halls", name)
