"""The error of the voices."""

from __future__ import annotations


class VoiceError(Exception):
    """Raised when a text cannot be made into a clip; the message is one plain sentence."""


class Unspeakable(VoiceError):
    """Raised when a text has a character, or nothing at all, that the voice could say."""
