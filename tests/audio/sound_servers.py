"""Private sound servers: real PulseAudio and real PipeWire, each in a folder of its own.

The outputs are null sinks, whose monitor is what the hall would hear; pipe sinks, whose pipe stands
for the card itself (:class:`Dac`: it also hears what a mute and a volume do); and adapters, which
pass on to another output. Nothing of the machine's own sound is touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

import numpy

RATE_HZ = 48_000
DAC_TICK_S = 0.01
PIPE_BYTES = 1 << 16
_PULSE = """
load-module module-device-restore
load-module module-stream-restore
load-module module-default-device-restore
load-module module-native-protocol-unix
load-module module-always-sink
load-module module-suspend-on-idle
"""


class SoundServer:
    """A sound server with the output ``pa1`` ("PA_One"), which is the default; see the two kinds.

    ``environ`` is what a program needs to find it.
    """

    name = ""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        runtime, home = folder / "run", folder / "home"
        for each in (runtime, home):
            each.mkdir(parents=True, exist_ok=True)
        runtime.chmod(0o700)
        self.environ = {
            "XDG_RUNTIME_DIR": str(runtime),
            "HOME": str(home),
            "PULSE_SERVER": f"unix:{runtime}/pulse/native",
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={runtime}/bus",
        }
        self._processes: list[subprocess.Popen[bytes]] = []
        self._programs: dict[str, subprocess.Popen[bytes]] = {}
        self._ears: list[Ear] = []

    def start(self, *, sinks: tuple[str, ...] = ("pa1",)) -> SoundServer:
        """Start it and wait until it answers; the first of ``sinks`` is the default."""
        self._start_processes()
        wait_until(lambda: self._ask("info") is not None)
        for sink in sinks:
            self.plug(sink)
        if sinks:
            self.default(sinks[0])
        return self

    def stop(self) -> None:
        """End it, as a crash would."""
        for ear in self._ears:
            ear.close()
        for process in reversed(self._processes):
            process.kill()
        for process in self._processes:
            process.wait()
        self._processes.clear()
        for name in ("native", "pid"):
            (self.folder / "run" / "pulse" / name).unlink(missing_ok=True)

    def freeze(self, frozen: bool) -> None:
        """Stop it from running, or let it go on."""
        signal = "STOP" if frozen else "CONT"
        for process in self._processes:
            subprocess.run(["kill", f"-{signal}", str(process.pid)], check=True)

    def plug(self, sink: str, *properties: str, channels: int = 2) -> None:
        """Add a null sink: ``pa1`` is called "PA_One", ``pa2`` "HDMI_Two"."""
        self._load("module-null-sink", sink, *properties, f"channels={channels}")

    def plug_card(self, sink: str, dac: Dac) -> None:
        """Add a pipe sink, whose samples come out of ``dac``."""
        dac.connect()
        form = ("format=s16le", f"rate={RATE_HZ}", "channels=2")
        self._load("module-pipe-sink", sink, f"file={dac.path}", *form)

    def plug_adapter(self, sink: str, master: str) -> None:
        """Add an output that passes on to another one, as those for echo or equalising do."""
        self._load("module-remap-sink", sink, f"master={master}")

    def _load(self, module: str, sink: str, *options: str) -> None:
        title = {"pa1": "PA_One", "pa2": "HDMI_Two"}.get(sink, sink)
        described = f"sink_properties=device.description={title}"
        if extra := [each for each in options if "." in each.partition("=")[0]]:
            described = f"sink_properties='device.description={title} {' '.join(extra)}'"
        plain = [each for each in options if each not in extra]
        self.ctl("load-module", module, f"sink_name={sink}", described, *plain)
        wait_until(lambda: sink in self.sinks())

    def unplug(self, sink: str) -> None:
        """Take an output away."""
        for line in self.ctl("list", "short", "modules").splitlines():
            if f"sink_name={sink} " in line + " ":
                self.ctl("unload-module", line.split("\t")[0])
        wait_until(lambda: sink not in self.sinks())

    def default(self, sink: str) -> None:
        """Make an output the default."""
        wait_until(lambda: self._ask("set-default-sink", sink) is not None)
        wait_until(lambda: self.ctl("get-default-sink").strip() == sink)

    def kill(self, program: str) -> None:
        """Kill one of its processes."""
        process = self._programs.pop(program)
        process.kill()
        process.wait()
        self._processes.remove(process)

    def revive(self, program: str) -> None:
        """Start one of its processes again."""
        self._run(program)

    def tries(self, *words: str) -> bool:
        """Do what ``pactl`` does with these words; whether the server let it."""
        return self._ask(*words) is not None

    def sinks(self) -> list[str]:
        """The names of its outputs."""
        return [line.split("\t")[1] for line in self.ctl("list", "short", "sinks").splitlines()]

    def stream(self) -> str:
        """The index of the newest stream, that of the sound worker unless another plays."""
        return max(self.streams(), key=int)

    def streams(self) -> list[str]:
        """The indices of all streams."""
        lines = self.ctl("list", "short", "sink-inputs").splitlines()
        return [line.split("\t")[0] for line in lines]

    def links(self, program: str) -> list[str]:
        """The ids of PipeWire's links out of the streams of a program."""
        done = subprocess.run(
            ["pw-link", "-l", "-I"], env=self._environ(), capture_output=True, text=True
        )
        found, ours = list[str](), False
        for line in done.stdout.splitlines():
            if "|->" not in line and "|<-" not in line:
                ours = f"{program}:output" in line
            elif ours:
                found.append(line.split()[0])
        return found

    def ctl(self, *words: str) -> str:
        """Do what ``pactl`` does with these words; its output."""
        said = self._ask(*words)
        assert said is not None, words
        return said

    def listen(self, sink: str = "pa1") -> Ear:
        """Hear what an output plays from now on."""
        ear = Ear(self.folder / f"{sink}-{len(self._ears)}.pcm", sink, self._environ())
        self._ears.append(ear)
        return ear

    def _ask(self, *words: str) -> str | None:
        done = subprocess.run(
            ["pactl", *words], env=self._environ(), capture_output=True, text=True, timeout=20
        )
        return done.stdout if done.returncode == 0 else None

    def _start_processes(self) -> None:
        raise NotImplementedError

    def _run(self, *command: str) -> None:
        with (self.folder / f"{command[0]}.log").open("ab") as log:
            process = subprocess.Popen(command, env=self._environ(), stdout=log, stderr=log)
        # As rtkit gives it to a real one; where that is not allowed it does without.
        with suppress(PermissionError):
            os.sched_setscheduler(process.pid, os.SCHED_RR, os.sched_param(1))
        self._processes.append(process)
        self._programs[command[0]] = process

    def _environ(self) -> dict[str, str]:
        return {**os.environ, **self.environ}


class PulseAudio(SoundServer):
    """PulseAudio with what Debian's default.pa loads, but for hardware."""

    name = "pulseaudio"

    def _start_processes(self) -> None:
        script = self.folder / "default.pa"
        script.write_text(_PULSE, "utf-8")
        self._run("pulseaudio", "-n", "-F", str(script), "--daemonize=no", "--exit-idle-time=-1")


class PipeWire(SoundServer):
    """PipeWire with WirePlumber and its own PulseAudio protocol, as the distribution sets it up."""

    name = "pipewire"

    def _start_processes(self) -> None:
        bus = self.folder / "run" / "bus"
        bus.unlink(missing_ok=True)
        self._run("dbus-daemon", "--session", "--nofork", f"--address=unix:path={bus}")
        wait_until(bus.exists)
        self._run("pipewire")
        wait_until((self.folder / "run" / "pipewire-0").exists)
        self._run("wireplumber")
        self._run("pipewire-pulse")


class Ear:
    """Records the monitor of one output, mono at 48 kHz, and is not moved to another."""

    def __init__(self, path: Path, sink: str, environ: dict[str, str]) -> None:
        self._path = path
        self._file: IO[bytes] = path.open("wb")
        self._process = subprocess.Popen(
            [
                "parec",
                f"--device={sink}.monitor",
                "--raw",
                "--format=s16le",
                f"--rate={RATE_HZ}",
                "--channels=1",
                "--latency-msec=20",
            ],
            env=environ,
            stdout=self._file,
            stderr=subprocess.DEVNULL,
        )
        wait_until(lambda: path.stat().st_size > 0)

    def heard(self) -> bytes:
        """All samples so far."""
        return self._path.read_bytes()

    def close(self) -> None:
        """Hear no more."""
        self._process.kill()
        self._process.wait()
        self._file.close()


class Dac:
    """The card behind a pipe sink: takes samples at its own pace and keeps them all.

    With ``paced`` its clock is the only one, as PulseAudio wants it; PipeWire's pipe sinks have one
    of their own, and drop what is not taken.
    """

    def __init__(self, path: Path, *, paced: bool) -> None:
        self.path = path
        self.stuck = False
        self._paced = paced
        self._fd: int | None = None
        self._taken = bytearray()
        self._lock = threading.Lock()
        self._over = False
        threading.Thread(target=self._take_on, daemon=True).start()

    def connect(self) -> None:
        """Make the pipe anew, for a sink that is about to open it."""
        with self._lock:
            self._disconnect()
            self._taken += bytes(-len(self._taken) % 4)  # the last frame may have been cut
            self.path.unlink(missing_ok=True)
            os.mkfifo(self.path)
            self._fd = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK)

    def mark(self) -> int:
        """Return where the sound is now, for :meth:`heard`."""
        return len(self._taken) // 4 * 4

    def heard(self, since: int = 0) -> bytes:
        """All samples since a mark, of the left side."""
        taken = bytes(self._taken[since:])
        frames = numpy.frombuffer(taken[: len(taken) // 4 * 4], "<i2").reshape(-1, 2)
        return frames[:, 0].tobytes()

    def close(self) -> None:
        """Take no more."""
        self._over = True
        with self._lock:
            self._disconnect()

    def _disconnect(self) -> None:
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def _take_on(self) -> None:
        at = time.monotonic()
        while not self._over:
            time.sleep(DAC_TICK_S)
            due, at = time.monotonic() - at, time.monotonic()
            if not self.stuck:
                self._take(int(due * RATE_HZ) * 4 if self._paced else PIPE_BYTES)

    def _take(self, size: int) -> None:
        # Nothing to read yet (BlockingIOError) is no end: the sink may come back.
        with self._lock, suppress(BlockingIOError):
            if self._fd is not None:
                self._taken += os.read(self._fd, size)


def installed() -> bool:
    """Whether the machine has what these servers need."""
    needed = ("pulseaudio", "pipewire", "wireplumber", "pipewire-pulse", "dbus-daemon", "pactl")
    return all(shutil.which(program) for program in needed)


def plugs_alsa_in() -> bool:
    """Whether ALSA's plugin for a sound server is installed (Debian: ``libasound2-plugins``)."""
    return any(Path("/usr/lib").glob("**/alsa-lib/libasound_module_pcm_pulse.so"))


def wait_until(holds: Callable[[], object], timeout_s: float = 20.0) -> None:
    """Wait until the condition holds; fails when it does not in time."""
    end = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < end, f"waited {timeout_s} s"
        time.sleep(0.05)
