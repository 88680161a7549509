"""The root of every error that Panggil raises on purpose.

Each layer derives its own class from :class:`PanggilError`; nothing of a library (SQL, socket,
HTTP) escapes its module untranslated. At the edges the classes become ``problem+json`` (web) or
one plain sentence and an exit code (commands).
"""

from __future__ import annotations

from typing import ClassVar


class PanggilError(Exception):
    """Raised when Panggil cannot do what was asked; the message is one plain sentence."""

    #: What a command that this error ends exits with; the table is in docs/commands.md.
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (self.__doc__ or "").strip())


class SettingsError(PanggilError):
    """Raised when a setting is unknown or has a value that cannot be used."""

    exit_code = 2


class StartError(PanggilError):
    """Raised when a process cannot start: port taken, folder not writable, database too new."""

    exit_code = 3
