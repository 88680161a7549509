"""A private PulseAudio: a null sink for the hall's air, and a microphone that hears it."""

import os
import subprocess
import time

import numpy

RATE_HZ = 48_000
_MODULES = (
    "module-native-protocol-unix auth-anonymous=1",
    "module-null-sink sink_name=air rate=48000 channels=1",
    "module-remap-source master=air.monitor source_name=mic"
    " source_properties=device.description=Hall_Microphone",
)
MICROPHONE = "Hall_Microphone"


class SoundServer:
    """Runs in ``folder``, apart from any other; :attr:`environ` leads a process to it."""

    def __init__(self, folder):
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700)
        self.environ = {
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(runtime),
            "PULSE_RUNTIME_PATH": str(runtime / "pulse"),
            "SDL_AUDIODRIVER": "pulseaudio",
        }
        self._folder, self._players = folder, []
        loads = [part for module in _MODULES for part in ("-L", module)]
        self._daemon = self._start(
            *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1"),
            *("--use-pid-file=no", "--disallow-exit"),
            *loads,
        )
        deadline = time.monotonic() + 30
        while "mic" not in self.control("list", "short", "sources"):
            assert time.monotonic() < deadline, "PulseAudio does not start"
            time.sleep(0.2)

    def control(self, *words):
        """Run pactl and return what it says."""
        environ = {**os.environ, **self.environ}
        run = subprocess.run(["pactl", *words], env=environ, capture_output=True, text=True)
        return run.stdout

    def play(self, samples, volume=1.0):
        """Begin to play 16-bit mono samples into the air; at volume 0 the amplifier is off."""
        path = self._folder / f"{len(self._players)}.pcm"
        path.write_bytes(numpy.asarray(samples, numpy.int16).tobytes())
        form = (f"--rate={RATE_HZ}", "--format=s16le", "--channels=1", "--raw")
        loud = f"--volume={round(65536 * volume)}"
        self._players.append(self._start("pacat", "--playback", *form, loud, str(path)))

    def close(self):
        for process in (*self._players, self._daemon):
            process.kill()
            process.wait(10)

    def _start(self, *words):
        environ = {**os.environ, **self.environ}
        quiet = subprocess.DEVNULL
        return subprocess.Popen(words, env=environ, stdout=quiet, stderr=quiet)
