"""The hall's journal, opened for one command while the server may be running."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from display.errors import StartError
from display.settings import Settings

if TYPE_CHECKING:
    from display.journal import Journal


@contextmanager
def open_ledger(settings: Settings) -> Iterator[Journal]:
    """Yield the journal of a hall that exists; what is changed in it is audited.

    Raises :class:`StartError` when no server has ever been started with these settings: only the
    first start makes a hall, because it shows the admin's password.
    """
    if not has_hall(settings):
        raise StartError(f"There is no hall in {settings.data} yet. Start `panggil run` once.")
    from display.audit import Actor, acting

    who = Actor(_me(), "command")
    with open_quietly(settings.journal_url) as journal, acting(who):
        if all(hall.id != settings.hall for hall in journal.halls()):
            raise StartError(f"The journal knows no hall {settings.hall!r}.")
        yield journal


def _me() -> str:
    """Return who gives the command, for the audit log."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user may have no name
        return "?"


@contextmanager
def open_quietly(url: str) -> Iterator[Journal]:
    """Yield a journal; only its warnings are logged, for the person asked something else."""
    from display.commands.startup.logs import configure_structlog
    from display.journal import open_journal

    configure_structlog("panggil", "warning")
    journal = open_journal(url)
    try:
        yield journal
    finally:
        journal.close()


def has_hall(settings: Settings) -> bool:
    """Say whether there is a database to open; a database server is taken to have one."""
    return bool(settings.database_url) or (settings.data / "panggil.db").is_file()
