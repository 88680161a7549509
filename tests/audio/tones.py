"""An engine that whistles instead of speaking: real samples, another pitch for each text."""

import zlib

import numpy

from audio.errors import Unspeakable


class Tones:
    """Fits the port :class:`audio.voices.engine.Engine`; counts what it was asked."""

    name = "tones-1"
    rate_hz = 24_000
    jobs = 1

    def __init__(self, seconds=0.5):
        self.asked = []
        self._seconds = seconds

    def synthesise(self, text):
        self.asked.append(text)
        if "#" in text:
            raise Unspeakable("The voice cannot say '#'.")
        pitch_hz = 300 + zlib.crc32(text.encode()) % 700
        steps = numpy.arange(int(self._seconds * self.rate_hz)) / self.rate_hz
        tone = 0.3 * numpy.sin(2 * numpy.pi * pitch_hz * steps)
        return numpy.pad(tone, self.rate_hz // 10).astype(numpy.float32)

    def provenance(self):
        return {"engine": "tones"}

    def close(self):
        pass
