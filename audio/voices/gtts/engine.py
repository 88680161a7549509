"""The online voice: paced, patient, and loud about what does not pass."""

from __future__ import annotations

import logging
import re
import threading
import time
from importlib.metadata import version

import numpy
from numpy.typing import NDArray

from audio.errors import VoiceError
from audio.studio.mp3 import decode_mp3
from audio.voices.cut import cut
from audio.voices.gtts.client import LANGUAGE, Trouble, fetch_mp3
from audio.voices.gtts.manners import Manners, Pace
from audio.voices.gtts.name import VOICE
from audio.voices.indonesian import as_letters, phonemes

log = logging.getLogger(__name__)

# gTTS.GOOGLE_TTS_MAX_CHARS: one request says no more.
_MOST_CHARACTERS = 100
_PAUSE_S = 0.1
# Speech runs at about 14 letters a second. Outside of these it is torn, or not this text.
_QUICKEST, _SLOWEST, _SLACK_S = 1 / 40, 0.5, 3.0
_BREAKS = re.compile(r"[\s/-]+")


class Gtts:
    """Google's Indonesian voice. The same words may come back in other samples another day.

    Several threads may ask at a time; they share one pace.
    """

    name = VOICE
    rate_hz = 24_000
    jobs = 1  # politeness: one question after another

    def __init__(self, manners: Manners | None = None) -> None:
        self._manners = manners or Manners()
        self._pace = Pace(self._manners)
        self._closed = threading.Event()

    def synthesise(self, text: str) -> NDArray[numpy.float32]:
        """Return ``text`` spoken, as :class:`~audio.voices.engine.Engine` promises.

        What may be said is what the embedded voice can say, so that a number or a sign that the
        wording forgot is refused here too, not read out by somebody else's rules.
        """
        phonemes(text)
        pause = numpy.zeros(int(_PAUSE_S * self.rate_hz), numpy.float32)
        pieces: list[NDArray[numpy.float32]] = []
        for part in cut(_BREAKS.sub(" ", as_letters(text)), _MOST_CHARACTERS):
            pieces += [pause, self._persist(part)]
        return numpy.concatenate(pieces[1:])

    def provenance(self) -> dict[str, str]:
        """Return who spoke and through what."""
        return {
            "engine": "Google Translate text-to-speech by gTTS",
            "language": LANGUAGE,
            "gtts": version("gTTS"),
        }

    def close(self) -> None:
        """Ask nothing more; who waits for a next try is told at once."""
        self._closed.set()

    def _persist(self, text: str) -> NDArray[numpy.float32]:
        manners, tries = self._manners, self._manners.tries
        for attempt in range(tries):
            self._wait(self._pace.claim(time.monotonic()))
            try:
                return self._speak(text)
            except Trouble as trouble:
                reason = str(trouble)
                wait_s = max(manners.wait_after(attempt), trouble.retry_after_s)
                if trouble.busy:
                    self._pace.slow_down()
                if trouble.retry_after_s > manners.longest_wait_s:
                    message = f"The online voice wants a rest of {wait_s:.0f} s ({reason})."
                    raise VoiceError(message) from None
            log.info("online voice: %s; asking again in %.1f s", reason, wait_s)
            if attempt + 1 < tries:
                self._wait(wait_s)
        raise VoiceError(f"The online voice failed {tries} times on {text!r}: {reason}.")

    def _speak(self, text: str) -> NDArray[numpy.float32]:
        mp3 = fetch_mp3(text, self._manners)
        try:
            samples = decode_mp3(mp3, self.rate_hz)
        except ValueError as error:
            raise Trouble(f"a damaged answer, {error}") from None
        length_s, letters = len(samples) / self.rate_hz, len(text)
        if not letters * _QUICKEST <= length_s <= letters * _SLOWEST + _SLACK_S:
            raise Trouble(f"{length_s:.1f} s of sound for {letters} letters")
        self._pace.relax()
        return samples

    def _wait(self, seconds: float) -> None:
        if self._closed.wait(seconds):
            raise VoiceError("The voice has been closed.")
