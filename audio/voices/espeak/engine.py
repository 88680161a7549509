"""espeak-ng as an engine: our phonemes in, samples out."""

from __future__ import annotations

import numpy
from numpy.typing import NDArray

from audio.errors import VoiceError
from audio.voices.espeak.library import close_library, library_version, open_library, speak
from audio.voices.espeak.name import VOICE
from audio.voices.espeak.sounds import in_notation
from audio.voices.indonesian import phonemes


class Espeak:
    """The emergency voice; a few milliseconds a phrase. Its pitch wavers: no two takes are alike.

    Raises :class:`VoiceError` when espeak-ng is not installed or does not fit this machine.
    """

    name = VOICE
    jobs = 1  # one library with one state, and quick

    def __init__(self) -> None:
        self.rate_hz = open_library()
        self._version = library_version()
        self._open = True

    def synthesise(self, text: str) -> NDArray[numpy.float32]:
        """Return ``text`` spoken, as :class:`~audio.voices.engine.Engine` promises."""
        if not self._open:
            raise VoiceError("The voice has been closed.")
        return speak(in_notation(phonemes(text)))

    def provenance(self) -> dict[str, str]:
        """Return the library's version; the letter-to-sound is our own."""
        return {"engine": "espeak-ng", "language": "id", "version": self._version}

    def close(self) -> None:
        """Give the library back."""
        if self._open:
            self._open = False
            close_library()
