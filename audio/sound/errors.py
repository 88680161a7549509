"""The errors of the sounds."""

from __future__ import annotations

from collections.abc import Iterable

from audio.errors import AudioError


class SoundError(AudioError):
    """Raised when a sound cannot be decoded, composed or written; the message is one sentence."""


class SoundUnwritable(SoundError):
    """Raised when a sound cannot be written: the disk is full, or its folder cannot be used."""


class RecordingLost(SoundError):
    """Raised when a recording that is to be played is gone or damaged."""


class MissingClips(SoundError):
    """Raised when a sentence needs phrases that neither the pack nor this machine has a clip of."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = tuple(texts)
        super().__init__("No clip says: " + "; ".join(self.texts))
