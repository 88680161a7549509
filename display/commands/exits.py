"""How a command ends: its exit codes, and the one plain sentence it says on the way out."""

from __future__ import annotations

from enum import IntEnum
from typing import IO, Any

import click


class Exit(IntEnum):
    """The exit codes; the table in ``docs/settings.md`` explains them to people."""

    DONE = 0
    WRONG = 1
    USAGE = 2
    CANNOT_START = 3
    DATABASE_NEWER = 4
    DATABASE_AWAY = 5


#: Class of error → exit code, by name: the rooms that raise them are not imported for this, least
#: of all before the server process is monkey-patched.
_CODES = {
    "SettingsError": Exit.USAGE,
    "WeakSecret": Exit.USAGE,
    "SchemaTooNew": Exit.DATABASE_NEWER,
    "JournalUnavailable": Exit.DATABASE_AWAY,
    "StartError": Exit.CANNOT_START,
    "PackError": Exit.CANNOT_START,
}

#: The roots of the errors raised on purpose: their message is one plain sentence for people.
_PLAIN = frozenset({"PanggilError", "PackError", "SoundError", "VoiceError", "WordingError"})

#: A child that ends with one of these has said why it cannot start; starting it again is no use.
PLAIN_REASONS = frozenset({Exit.USAGE, Exit.CANNOT_START, Exit.DATABASE_NEWER, Exit.DATABASE_AWAY})


class Refusal(click.ClickException):
    """Raised to end a command with the sentence of an error that was raised on purpose."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.exit_code = exit_code(error)

    def show(self, file: IO[Any] | None = None) -> None:
        """Say the sentence on standard error."""
        click.echo(f"panggil: {self.message}", file=file, err=file is None)


def is_plain(error: BaseException) -> bool:
    """Say whether an error was raised on purpose; any other is a defect and shows its traceback."""
    return any(kind.__name__ in _PLAIN for kind in type(error).__mro__)


def exit_code(error: BaseException) -> int:
    """Return the code for an error: that of the nearest class in the table, else 1."""
    for kind in type(error).__mro__:
        if kind.__name__ in _CODES:
            return _CODES[kind.__name__]
    return Exit.WRONG
