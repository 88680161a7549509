"""A private PulseAudio: a null sink for the hall's air, and a microphone that hears it."""

from __future__ import annotations

from pathlib import Path

import numpy

from tests.audio.sound_servers import RATE_HZ, PulseAudio

MICROPHONE = "Hall_Microphone"


class HallAir(PulseAudio):
    """What is played into its only output is heard by :data:`MICROPHONE`, mono at 48 kHz."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.environ["SDL_AUDIODRIVER"] = "pulseaudio"
        self._played = 0
        self.start(sinks=())
        form = (f"rate={RATE_HZ}", "channels=1")
        self.ctl("load-module", "module-null-sink", "sink_name=air", *form)
        name = f"source_properties=device.description={MICROPHONE}"
        self.ctl(
            "load-module", "module-remap-source", "master=air.monitor", "source_name=mic", name
        )

    def play(self, samples: object, volume: float = 1.0) -> None:
        """Begin to play 16-bit mono samples into the air; at volume 0 the amplifier is off."""
        self._played += 1
        path = self.folder / f"{self._played}.pcm"
        path.write_bytes(numpy.asarray(samples, numpy.int16).tobytes())
        form = (f"--rate={RATE_HZ}", "--format=s16le", "--channels=1", "--raw")
        loud = f"--volume={round(65536 * volume)}"
        self._run("pacat", "--playback", "--device=air", *form, loud, str(path))
