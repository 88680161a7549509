"""The root of every error that the sound side raises on purpose, and the errors of the voices.

Each room derives its own class from :class:`AudioError`; nothing of a library (a codec, a model, a
device) escapes its room untranslated.
"""

from __future__ import annotations

from typing import ClassVar


class AudioError(Exception):
    """Raised when the sound side cannot do what was asked; the message is one plain sentence."""

    #: What a command that this error ends exits with; the table is in docs/commands.md.
    exit_code: ClassVar[int] = 1


class VoiceError(AudioError):
    """Raised when a text cannot be made into a clip; the message is one plain sentence."""


class VoiceGaveWay(VoiceError):
    """Raised when a text was put back, unmade, because a more urgent one is made first."""


class Abandoned(VoiceError):
    """Raised by a voice whose text nobody wants any more."""


class Unspeakable(VoiceError):
    """Raised when a text has a character, or nothing at all, that the voice could say."""
