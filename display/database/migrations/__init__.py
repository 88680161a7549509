"""The numbered migrations of the journal's schema; Alembic reads this folder."""
