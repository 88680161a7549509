"""The error of the clip packs."""

from __future__ import annotations

from typing import ClassVar

from audio.errors import AudioError


class PackError(AudioError):
    """Raised when a pack or clip folder cannot be opened, read or written; one plain sentence."""

    #: Cannot start: without a voice there is no hall.
    exit_code: ClassVar[int] = 3
