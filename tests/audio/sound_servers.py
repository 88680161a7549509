"""Private sound servers: real PulseAudio and real PipeWire, each in a folder of its own.

The outputs are null sinks: they take samples at the pace of a card, and their monitor is what the
hall would hear. Nothing of the machine's own sound is touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

RATE_HZ = 48_000
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
        self._ears: list[Ear] = []

    def start(self, *, sinks: tuple[str, ...] = ("pa1",)) -> SoundServer:
        """Start it and wait until it answers; the first of ``sinks`` is the default."""
        self._start_processes()
        wait_until(lambda: self._ask("info") is not None)
        for sink in sinks:
            self.plug(sink)
        if sinks:
            wait_until(lambda: self._ask("set-default-sink", sinks[0]) is not None)
            wait_until(lambda: self.ctl("get-default-sink").strip() == sinks[0])
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

    def plug(self, sink: str) -> str:
        """Add an output: ``pa1`` is called "PA_One"; returns what :meth:`unplug` takes."""
        title = {"pa1": "PA_One", "pa2": "HDMI_Two"}[sink]
        module = self.ctl(
            "load-module",
            "module-null-sink",
            f"sink_name={sink}",
            f"sink_properties=device.description={title}",
        ).strip()
        wait_until(lambda: sink in self.sinks())
        return module

    def unplug(self, sink: str) -> None:
        """Take an output away."""
        for line in self.ctl("list", "short", "modules").splitlines():
            if f"sink_name={sink} " in line + " ":
                self.ctl("unload-module", line.split("\t")[0])
        wait_until(lambda: sink not in self.sinks())

    def sinks(self) -> list[str]:
        """The names of its outputs."""
        return [line.split("\t")[1] for line in self.ctl("list", "short", "sinks").splitlines()]

    def stream(self) -> str:
        """The index of the stream of the sound worker."""
        lines = self.ctl("list", "short", "sink-inputs").splitlines()
        return max((line.split("\t")[0] for line in lines), key=int)

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
        self._processes.append(process)

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


def installed() -> bool:
    """Whether the machine has what these servers need."""
    needed = ("pulseaudio", "pipewire", "wireplumber", "pipewire-pulse", "dbus-daemon", "pactl")
    return all(shutil.which(program) for program in needed)


def wait_until(holds: Callable[[], object], timeout_s: float = 20.0) -> None:
    """Wait until the condition holds; fails when it does not in time."""
    end = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < end, f"waited {timeout_s} s"
        time.sleep(0.05)
