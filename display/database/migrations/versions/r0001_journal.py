"""The first journal: halls and their heads, events, the tables of state, tokens and users."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table."""
    _create_log()
    _create_state("services", "id")
    _create_state("counters", "id")
    _create_state("now_serving", "counter")
    _create_state("faults", "code", "subject")
    _create_state("calls", "event_id", columns=(_text("ticket", 64), _text("state", 16), _shown()))
    _create_state("announcements", "id", columns=(_text("state", 16), _shown()))
    op.create_index("ix_calls_hall_shown_seq", "calls", ["hall", "shown", "seq"])
    op.create_index("ix_calls_hall_state_ticket", "calls", ["hall", "state", "ticket"])
    op.create_index("ix_announcements_hall_shown_seq", "announcements", ["hall", "shown", "seq"])
    _create_accounts()


def _create_log() -> None:
    op.create_table(
        "halls",
        _text("id", 64),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        _text("timezone", 64),
        sa.PrimaryKeyConstraint("id", name="pk_halls"),
    )
    op.create_table(
        "heads",
        _text("hall", 64),
        _text("epoch", 36),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("hall", name="pk_heads"),
        _hall_exists("heads"),
    )
    op.create_table(
        "events",
        _text("hall", 64),
        sa.Column("seq", sa.Integer, nullable=False),
        _text("event_id", 160),
        _text("name", 64),
        _text("occurred_at", 24),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("hall", "seq", name="pk_events"),
        sa.UniqueConstraint("hall", "event_id", name="uq_events_hall_event_id"),
        _hall_exists("events"),
    )


def _create_state(name: str, *keys: str, columns: tuple[sa.Column[Any], ...] = ()) -> None:
    op.create_table(
        name,
        _text("hall", 64),
        *(_text(key, 160) for key in keys),
        *columns,
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("row", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("hall", *keys, name=f"pk_{name}"),
        _hall_exists(name),
    )


def _create_accounts() -> None:
    op.create_table(
        "tokens",
        _text("id", 64),
        _text("hall", 64),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        _text("digest", 64),
        _text("created_at", 24),
        sa.Column("revoked_at", sa.String(24)),
        sa.PrimaryKeyConstraint("id", name="pk_tokens"),
        sa.UniqueConstraint("digest", name="uq_tokens_digest"),
        _hall_exists("tokens"),
    )
    op.create_index("ix_tokens_hall", "tokens", ["hall"])
    op.create_table(
        "users",
        _text("id", 64),
        _text("hall", 64),
        _text("name", 64),
        _text("role", 32),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("must_change", sa.Boolean, nullable=False),
        _text("created_at", 24),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("hall", "name", name="uq_users_hall_name"),
        _hall_exists("users"),
    )


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _shown() -> sa.Column[bool]:
    return sa.Column("shown", sa.Boolean, nullable=False)


def _hall_exists(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["hall"], ["halls.id"], name=f"fk_{table}_hall")
