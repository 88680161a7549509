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


# Else the sound server moves it to a microphone that is plugged in: a howl.
_STAYS = ("source_dont_move=yes", "sink_dont_move=yes")


class Hall(HallAir):
    """The hall's output ``pa1`` ("PA_One") with an amplifier behind it, which plays into the air.

    The sound server, and so the witness, sees nothing of the amplifier's switch.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.plug("pa1")
        self.ctl("set-default-sink", "pa1")
        self._amplifier = ""
        self.switch(on=True)
        # People: without them the air would be as still as zeros. It is mixed with what is played.
        murmur = numpy.random.default_rng(5).standard_normal(600 * RATE_HZ) * 60
        self.play(murmur)

    def switch(self, *, on: bool) -> None:
        """Switch the amplifier on or off."""
        if on:
            words = ("source=pa1.monitor", "sink=air", "latency_msec=30", *_STAYS)
            self._amplifier = self.ctl("load-module", "module-loopback", *words).strip()
        else:
            self.ctl("unload-module", self._amplifier)

    def unplug_microphone(self) -> None:
        """Take the microphone away."""
        self.ctl("unload-module", "module-remap-source")

    def plug_microphone(self) -> None:
        """Bring it back."""
        name = f"source_properties=device.description={MICROPHONE}"
        self.ctl(
            "load-module", "module-remap-source", "master=air.monitor", "source_name=mic", name
        )

    def mute_microphone(self, muted: bool) -> None:
        """Mute it in the system's mixer: it gives zeros."""
        self.ctl("set-source-mute", "mic", str(int(muted)))
