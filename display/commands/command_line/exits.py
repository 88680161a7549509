"""How a command ends: its exit codes, and the one plain sentence it says on the way out."""

from __future__ import annotations

from enum import IntEnum
from typing import IO, Any

import click

from display.errors import PanggilError


class Exit(IntEnum):
    """The exit codes; the table in ``docs/settings.md`` explains them to people."""

    DONE = 0
    WRONG = 1
    USAGE = 2
    CANNOT_START = 3
    DATABASE_NEWER = 4
    DATABASE_AWAY = 5


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
    # Asked at a command's end only: `run` must not load the sound side while it starts.
    from audio import AudioError

    return isinstance(error, (PanggilError, AudioError))


def exit_code(error: BaseException) -> int:
    """Return the code for an error: what its class says, 1 for a class that says nothing."""
    return Exit(getattr(type(error), "exit_code", Exit.WRONG))
