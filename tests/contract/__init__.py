"""One suite for the journal on SQLite and on PostgreSQL: the same cases, the same answers."""
