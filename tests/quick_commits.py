"""Commits that do not wait for the disk, for tests in this process: it cannot lose its power.

A commit of a hall is forced to the disk (``synchronous = FULL``), which takes some 7 ms on a busy
machine; a test of the API makes about ten. What another program, a kill or a full disk does to the
file is the same without it; halls in processes of their own keep it. A test that is about the
setting itself is marked ``real_commits``.
"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, event

from display.database import engine as database
from display.database.sqlite.file import sqlite_engine


def commit_quickly(patch: pytest.MonkeyPatch) -> None:
    """Let every database that is opened until ``patch`` is undone commit without waiting."""
    patch.setattr(database, "sqlite_engine", _quick_engine)


def commit_for_real(patch: pytest.MonkeyPatch) -> None:
    """Open databases as a server does."""
    patch.setattr(database, "sqlite_engine", sqlite_engine)


def _quick_engine(*arguments: Any, **more: Any) -> Engine:
    engine = sqlite_engine(*arguments, **more)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous = OFF").close()

    return engine
