"""The PA line: a pipe into which SDL's disk driver plays, and an ear that hears all of it."""

import os
import random
import threading
import time
import wave
from array import array
from hashlib import sha256
from io import BytesIO

FRAMES_PER_S = 48_000


class PaLine:
    """Hears what a sound worker plays, across worker restarts; can be unplugged and frozen.

    The pipe lies in a folder of its own: without the folder SDL cannot open its device, and a pipe
    without a reader is a device that went away (both measured, as far as pygame is concerned).
    """

    def __init__(self, folder):
        self._folder, self._absent = folder / "pa", folder / "absent"
        self._folder.mkdir()
        self.path = self._folder / "line"
        os.mkfifo(self.path)
        self._heard, self._moments = bytearray(), []
        self._fd, self._frozen, self._over = None, False, False
        self._lock = threading.Lock()
        self._open()
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self):
        self._over = True
        with self._lock:
            self._shut()

    def unplug(self):
        with self._lock:
            self._folder.rename(self._absent)
            self._shut()

    def plug(self):
        with self._lock:
            self._absent.rename(self._folder)
            self._open()

    def freeze(self, frozen):
        """Stop or go on taking samples, as a suspended sound server does."""
        self._frozen = frozen

    def heard(self):
        return bytes(self._heard)

    def count(self, sound):
        """How often the sound was heard whole, bit by bit, on both sides."""
        return self.heard().count(sound.stereo)

    def place(self, sound):
        """Where in the stream the sound begins, in s."""
        at = self.heard().find(sound.stereo)
        assert at >= 0, "not heard"
        return at / 4 / FRAMES_PER_S

    def moment(self, sound):
        """When the first sample of the sound came out of the line (time.monotonic)."""
        at = self.heard().find(sound.stereo)
        return next(moment for end, moment in self._moments if end > at >= 0)

    def noise_s(self):
        """How much sound (not silence) was heard, in s."""
        return sum(1 for sample in array("h", self.heard()[::1])[0::2] if sample) / FRAMES_PER_S

    def _open(self):
        self._fd = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK)

    def _shut(self):
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def _listen(self):
        while not self._over:
            if self._frozen or not self._take():
                time.sleep(0.002)

    def _take(self):
        with self._lock:
            try:
                samples = os.read(self._fd, 65536) if self._fd is not None else b""
            except BlockingIOError:
                return False
            self._heard += samples
            self._moments.append((len(self._heard), time.monotonic()))
            return bool(samples)


class Tone:
    """A sound of noise that is found again wherever it is played; no sample of it is silent."""

    def __init__(self, seconds=0.3, seed=0):
        chance = random.Random(seed)
        frames = int(seconds * FRAMES_PER_S)
        mono = array("h", (chance.choice((-1, 1)) * chance.randint(1, 9000) for _ in range(frames)))
        self.seconds, self.mono = seconds, mono.tobytes()
        self.stereo = array("h", (s for sample in mono for s in (sample, sample))).tobytes()
        self.wav = as_wav(self.mono)
        self.sha256 = sha256(self.wav).hexdigest()


def as_wav(samples, rate=FRAMES_PER_S, channels=1):
    file = BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(samples)
    return file.getvalue()
