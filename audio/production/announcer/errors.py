"""The error of the recordings."""

from __future__ import annotations

from audio.errors import VoiceError


class RecordingRefused(VoiceError):
    """Raised when recordings cannot be taken; one sentence with the file's name and the reason."""

    def __init__(self, file: str, reason: str) -> None:
        self.file = file
        self.reason = reason
        super().__init__(f"{printable(file)}: {reason}.")


def printable(name: str) -> str:
    """Return ``name`` on one line without control characters, at most 80 characters."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in name)
    return shown if len(shown) <= 80 else f"{shown[:77]}..."
