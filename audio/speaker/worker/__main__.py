"""The sound worker: pygame's mixer and nothing else, disposable.

Run as `python -m audio.speaker.worker`, it reads commands on stdin and writes events on stdout
(see worker_protocol.py). It never repairs itself: when the device is lost or stalls it says so and
ends, and the supervisor starts another. SDL can crash in init, hang in quit and report "finished"
into a dead device (measured on pygame 2.6.1), so:

* quit is never called, every end is `os._exit`;
* a device counts as there only while SDL says PLAYING and a silent sound keeps completing;
* an init that hangs is ended by a timer in C, which needs no interpreter lock;
* the output is opened by its name, also when it is the default one: what is opened as "the default"
  is moved by the sound server, without a word, to whatever becomes the default later, and a server
  without any output makes one that leads nowhere (measured on PulseAudio 16.1, PipeWire 0.3.65).

SDL's own variables (SDL_AUDIODRIVER, SDL_DISKAUDIOFILE, ...) are respected.
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, NoReturn

from audio.process.json_lines import write_line
from audio.process.worker import (
    ProtocolOutput,
    die_with_starter,
    follow_input,
    hanging_ends,
    ignore_interrupt,
)
from audio.speaker.libraries import missing_package, package_of
from audio.speaker.wav import MAX_CHANNELS, RATE_HZ, SAMPLE_BYTES, BadSound, read_samples
from audio.speaker.worker.pace import SWALLOWED_TIMES, Pace
from audio.speaker.worker.protocol import read_command
from audio.speaker.worker.sdl import Sdl

# Set before pygame is loaded. Without SDL_NO_SIGNAL_HANDLERS mixer.init swallows SIGTERM.
for _name, _value in {
    "PYGAME_HIDE_SUPPORT_PROMPT": "1",
    "SDL_NO_SIGNAL_HANDLERS": "1",
    "SDL_VIDEODRIVER": "dummy",
    "SDL_AUDIO_DEVICE_APP_NAME": "Panggil",
}.items():
    os.environ.setdefault(_name, _value)
# pygame loads numpy for parts not used here: 235 ms and 44 MB with it, 22 ms and 21 MB without.
for _name in ("numpy", "pkg_resources"):
    sys.modules.setdefault(_name, None)  # type: ignore[arg-type]

try:
    import pygame
    import pygame.mixer as mixer
except ImportError as _error:
    # The parent hears it as of a worker that found no device: there is nobody else to tell.
    _lacks = {"reason": "no_library", "detail": package_of(_error) or str(_error)}
    sys.stdout.buffer.write(write_line({"event": "no_device", **_lacks}))
    sys.exit(69)

BUFFER_FRAMES = 2048  # 43 ms: the smallest without underruns on a loaded machine; 4096 is too late
VOICE, MARK, BEAT = 0, 1, 2  # mixer channels, mixed in this order within one buffer

IDLE_TICK_S = 0.2
PLAYING_TICK_S = 0.01
STARTING_TICK_S = 0.003  # how late "started" may be
BEAT_S = 0.1
BEATS_BEFORE_READY = 2
# Looked at twice: on a machine that is busy elsewhere we may see the end of a beat late, and take
# what swallowed it for a device. Once is luck, twice is not.
LOOKS_BEFORE_READY = 2
# A device first fills its buffers: 0.2 s of heartbeats take 0.1 to 0.3 s. What takes them in no
# time (ALSA's PCMs of type null and file) plays nothing.
SWALLOWED_SHARE = 0.35
STALLED_S = 0.8
OPENING_STALLED_S = 5.0  # PulseAudio's null sink takes its first samples 2 s late
ALIVE_EVERY_S = 1.0
PLAYED_SHARE = 0.9
INIT_HANGS_S = 4.0  # the longest init that went well took 2.1 s
# What PulseAudio and PipeWire call the output that they make when there is none. They translate it;
# the witness knows it by its own name.
DUMMY_OUTPUT = "Dummy Output"

# A device that appears is used within 5 s; at first sooner, for a sentence may be waiting for it.
REOPEN_AFTER_S = (1.0,) * 10 + (2.0,) * 10 + (5.0,)
REOPEN_TRIES = 60  # then a fresh process tries, in case the libraries hold on to something old

EXIT_LOST, EXIT_STALLED, EXIT_NO_DEVICE = 74, 75, 69  # after sysexits.h

Commands = SimpleQueue[dict[str, str]]


@dataclass(slots=True)
class Playing:
    """The sound on the voice channel."""

    key: str
    seconds: float
    sent: float
    sound: mixer.Sound
    started: bool = False


class Heartbeat:
    """A silent sound, played over and over: while the device takes samples it keeps completing."""

    def __init__(self, frame_bytes: int) -> None:
        self.count = 0
        self._sound = mixer.Sound(buffer=bytes(int(BEAT_S * RATE_HZ) * frame_bytes))
        self._channel = mixer.Channel(BEAT)
        self._waited_s = 0.0
        self._seen = time.monotonic()
        self._channel.play(self._sound)

    def watch(self) -> float:
        """Return for how long (s) the current beat has been waited for; start the next when done.

        Time in which this process itself did not run (a frozen machine) is not held against the
        device.
        """
        now = time.monotonic()
        self._waited_s += min(now - self._seen, 2 * IDLE_TICK_S)
        self._seen = now
        if not self._channel.get_busy():
            self.count += 1
            self._waited_s = 0.0
            self._channel.play(self._sound)
        return self._waited_s


class Worker:
    """Opens the device, then plays one sound at a time until told to quit."""

    def __init__(self, wanted: Sequence[str], commands: Commands, output: ProtocolOutput) -> None:
        self._wanted = wanted or ("",)
        self._device = ""
        self._listed: list[str] = []
        self._channels = MAX_CHANNELS
        self._sdl = Sdl(Path(mixer.__file__))
        self._number = 0
        self._commands = commands
        self._output = output
        self._playing: Playing | None = None
        self._alive_at = 0.0

    def run(self) -> NoReturn:
        """Work until quit, loss or stall; never returns."""
        self._open()
        self._number, self._beat = self._sdl.playing_device(), Heartbeat(self._frame_bytes)
        self._voice, self._mark = mixer.Channel(VOICE), mixer.Channel(MARK)
        self._mark_sound = mixer.Sound(buffer=bytes(self._frame_bytes))
        self._prove()
        self._pace = Pace(BEAT_S, time.monotonic())
        while True:
            self._take_command(self._tick_s())
            self._check_device(STALLED_S)
            self._check_pace()
            self._follow_sound()

    def _emit(self, event: str, **fields: Any) -> None:
        self._output.send({"event": event, **fields})

    def _open(self) -> None:
        """Open the mixer; where there is no device, try again and again, calmly."""
        for attempt in range(REOPEN_TRIES):
            problem = self._open_output()
            if not problem:
                return
            if attempt == 0:
                self._tell_no_device(problem)
            self._wait(REOPEN_AFTER_S[min(attempt, len(REOPEN_AFTER_S) - 1)])
        os._exit(EXIT_NO_DEVICE)

    def _tell_no_device(self, problem: str) -> None:
        if package := missing_package():
            self._emit("no_device", reason="no_library", detail=package)
        else:
            self._emit("no_device", detail=problem)

    def _open_output(self) -> str:
        """Open the first wanted output that is there; return "" or why the very first cannot be."""
        with hanging_ends(INIT_HANGS_S):  # a frozen server, a pipe nobody reads
            problems = []
            for wanted in self._wanted:
                problem = self._open_one(wanted)
                if not problem:
                    return ""
                problems.append(problem)
            return problems[0]

    def _open_one(self, wanted: str) -> str:
        """Open an output, or the default one ("") by its name; return "" or why it cannot be."""
        self._device, channels = self._sdl.ask_output(wanted)
        if self._device == DUMMY_OUTPUT:
            return "only a dummy output"
        # PipeWire 0.3.65 adds both sides up for an output of one: +3 dB, and clipped.
        self._channels = 1 if channels == 1 else MAX_CHANNELS
        return open_mixer(self._device or None, self._channels)

    @property
    def _frame_bytes(self) -> int:
        return self._channels * SAMPLE_BYTES

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._say_alive()
            self._take_command(min(left, ALIVE_EVERY_S))

    def _prove(self) -> None:
        """Announce the device only after it has taken heartbeats, and not all at once."""
        driver, beats_s = self._sdl.driver(), BEATS_BEFORE_READY * BEAT_S
        for _ in range(LOOKS_BEFORE_READY):
            took_s = self._time_beats()
            if took_s < SWALLOWED_SHARE * beats_s * driver_pace(driver):
                self._emit(
                    "no_device", detail=f"{driver} took {beats_s:.1f} s of sound in {took_s:.3f} s"
                )
                self._wait(REOPEN_AFTER_S[0])
                os._exit(EXIT_NO_DEVICE)
        self._emit("ready", device=self._device or driver, driver=driver)
        self._tell_devices()

    def _time_beats(self) -> float:
        """Return how many seconds the device took for the next :data:`BEATS_BEFORE_READY`."""
        began, until = time.monotonic(), self._beat.count + BEATS_BEFORE_READY
        while self._beat.count < until:
            time.sleep(STARTING_TICK_S)
            self._check_device(OPENING_STALLED_S)
        return time.monotonic() - began

    def _check_pace(self) -> None:
        """End the process when the device has begun to swallow what it is given."""
        taken_s = self._pace.taken_s(self._beat.count, time.monotonic())
        if taken_s and taken_s * driver_pace(self._sdl.driver()) > SWALLOWED_TIMES:
            self._emit("lost", detail=f"it took {taken_s:.1f} s of sound in a second")
            os._exit(EXIT_LOST)

    def _tick_s(self) -> float:
        if self._playing is None:
            return PLAYING_TICK_S if self._pace.is_looking else IDLE_TICK_S
        return PLAYING_TICK_S if self._playing.started else STARTING_TICK_S

    def _take_command(self, timeout_s: float) -> None:
        try:
            command = self._commands.get(timeout=timeout_s)
        except Empty:
            return
        if command["do"] == "quit":
            os._exit(0)
        elif command["do"] == "play":
            self._play(
                command.get("key", ""), Path(command.get("path", "")), command.get("volume", "")
            )
        elif command["do"] == "volume":
            if self._playing and self._playing.key == command.get("key"):
                self._playing.sound.set_volume(read_level(command.get("volume", "")))
        elif command["do"] == "stop":
            self._stop(command.get("key", ""))

    def _play(self, key: str, path: Path, volume: str) -> None:
        if not mixer.get_init():
            self._emit("no_device", detail="not open")
            return
        try:
            samples = read_samples(path, self._channels)
        except BadSound as error:
            self._emit("failed", key=key, reason="bad_sound", detail=str(error))
            return
        self._check_device(STALLED_S)
        # Of the sound and before it plays: a channel's own volume would be late by a buffer.
        sound = mixer.Sound(buffer=_pad(samples, self._frame_bytes))
        sound.set_volume(read_level(volume))
        seconds = len(samples) / self._frame_bytes / RATE_HZ
        if self._playing:  # at the last moment: what is interrupted sounds on until here
            self._stop(self._playing.key)
        self._playing = Playing(key, seconds, time.monotonic(), sound)
        # The mark is one frame: it is over as soon as the first buffer of the voice was mixed.
        self._voice.play(sound)
        self._mark.play(self._mark_sound)

    def _stop(self, key: str) -> None:
        if self._playing and self._playing.key == key:
            self._voice.stop()
            self._playing = None
            self._emit("failed", key=key, reason="stopped")

    def _check_device(self, stalled_s: float) -> None:
        """End the process when the device is gone or takes nothing; say so first."""
        if not self._sdl.plays(self._number):
            self._emit("lost")
            os._exit(EXIT_LOST)
        if self._beat.watch() > stalled_s:
            self._emit("stalled")
            os._exit(EXIT_STALLED)
        self._say_alive()

    def _say_alive(self) -> None:
        if time.monotonic() - self._alive_at >= ALIVE_EVERY_S:
            self._alive_at = time.monotonic()
            self._emit("beat")
            if self._listed and list_devices() != self._listed:
                self._tell_devices()

    def _tell_devices(self) -> None:
        self._listed = list_devices()
        self._emit("devices", names=self._listed)

    def _follow_sound(self) -> None:
        playing = self._playing
        if playing is None:
            return
        if not playing.started and not self._mark.get_busy():
            playing.started = True
            self._emit("started", key=playing.key)
        if playing.started and not self._voice.get_busy():
            self._finish(playing)

    def _finish(self, playing: Playing) -> None:
        """Report the end, unless it came too soon to have been heard or the device has gone."""
        played_s = time.monotonic() - playing.sent
        if played_s < PLAYED_SHARE * playing.seconds * driver_pace(self._sdl.driver()):
            self._emit("lost", detail=f"{playing.seconds:.3f} s were over after {played_s:.3f} s")
            os._exit(EXIT_LOST)
        self._check_device(STALLED_S)
        self._playing = None
        self._emit("finished", key=playing.key, played_s=round(played_s, 3))


def open_mixer(device: str | None, channels: int) -> str:
    """Open the mixer; return "" or, in the library's words, why it cannot be."""
    try:
        mixer.init(RATE_HZ, -16, channels, BUFFER_FRAMES, devicename=device, allowedchanges=0)
    except pygame.error as error:
        return str(error) or "cannot be opened"
    return ""


def list_devices() -> list[str]:
    """Return the names of the outputs, as `--device` takes them; empty where SDL lists none."""
    try:
        from pygame._sdl2.audio import get_audio_device_names

        return [str(name) for name in get_audio_device_names(False)]
    except (ImportError, pygame.error):
        return []


def driver_pace(driver: str) -> float:
    """Return the least wall time a second of sound takes (s), 1.0 but for SDL's disk driver.

    That one waits SDL_DISKAUDIODELAY ms a buffer, so a capture may run faster than real time.
    """
    delay = os.environ.get("SDL_DISKAUDIODELAY", "")
    if driver != "disk" or not delay.isdigit():
        return 1.0
    return min(1.0, int(delay) / (1000 * BUFFER_FRAMES / RATE_HZ))


def read_level(volume: str) -> float:
    """Return the mixer's level, 0.0 to 1.0, for a volume in percent; full for what is none.

    The mixer has 128 steps and rounds down: one percent is its first step, not silence.
    """
    if not volume.isdigit() or int(volume) >= 100:
        return 1.0
    return max(int(volume) / 100, 1 / 128) if int(volume) else 0.0


def _pad(samples: bytes, frame_bytes: int) -> bytes:
    """Lengthen to whole buffers and a frame: the end shows only after the last buffer was taken."""
    buffer = BUFFER_FRAMES * frame_bytes
    return samples + bytes(-len(samples) % buffer + frame_bytes)


def take_command(line: bytes, commands: Commands) -> None:
    """Put the command on the line into ``commands``; tell standard error of one that is none."""
    try:
        commands.put(read_command(line))
    except ValueError as error:
        print(f"command ignored: {error}", file=sys.stderr)


def main() -> NoReturn:
    """Run the worker on this process's stdin and stdout."""
    parser = argparse.ArgumentParser(prog="audio.speaker.worker", description="sound worker")
    parser.add_argument(
        "--device",
        action="append",
        default=[],
        help="name of an output, the next one for when it is not there; the default without",
    )
    options = parser.parse_args()
    ignore_interrupt()
    die_with_starter()
    output, commands = ProtocolOutput(), Commands()
    follow_input(lambda line: take_command(line, commands))
    Worker(options.device, commands, output).run()


if __name__ == "__main__":
    main()
