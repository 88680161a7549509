"""The siege by one command: ``python -m tests.security.siege [--seconds 30] [--scale 1]``.

Starts a server and a speaker on folders of their own, lets twelve counters call and forty screens
look on, first in peace and then under all attacks at once, and prints what it saw, good or bad.
Every call has to be heard to its end, if need be afterwards. Exit code 1: a promise was not kept.
``--scale 0.05`` is a short form.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

import psutil

from tests.decoded import lend_decoded
from tests.security.siege.hall import EACH, Counters, Screens, Speaker

TOKEN = "pgl_siege-token-of-full-scope-00000000000000000000"
SIZES = {
    "idle": 2000,
    "half-sent": 500,
    "chatting": 300,
    "pings": 50,
    "wrong tokens": 20,
    "wrong handshakes": 10,
    "sign-ins": 10,
    "description": 10,
}
COUNTERS, SCREENS = 12, 40
_OPEN = urllib.request.build_opener(urllib.request.ProxyHandler({}))

P99_MS, MEMORY_MB, REST_S = 500, 64, 5.0
UNHEARD_S = 30.0  # without any call heard: there is nobody to speak


@dataclass(slots=True)
class Seen:
    """What was seen in one stretch of time."""

    name: str
    statuses: list[int]
    took_ms: list[float]
    cuts: dict[str, int]
    memory_mb: float
    open_files: int
    server_cpu: float
    are_equal: bool
    called: list[str]

    def part(self, share: int) -> float:
        """Return the time that so many of a hundred calls took at most, in ms."""
        return quantiles(self.took_ms, n=100)[share - 1] if len(self.took_ms) > 1 else 0.0

    def row(self) -> str:
        """Return a line of the table."""
        good = sum(status == 201 for status in self.statuses)
        return (
            f"| {self.name} | {good} of {len(self.statuses)} | {self.part(50):.0f} | "
            f"{self.part(99):.0f} | {max(self.took_ms, default=0):.0f} | "
            f"{'yes' if self.are_equal else 'NO'} | {sum(self.cuts.values())} | "
            f"{self.memory_mb:.0f} | {self.open_files} | {self.server_cpu:.0f} % |"
        )


HEAD = (
    "| | calls 201 | p50 ms | p99 ms | worst ms | screens equal | screens cut | server MB | "
    "open files | server CPU |\n|---|--:|--:|--:|--:|---|--:|--:|--:|--:|"
)


class Server:
    """`panggil serve` of the build that lies in a folder, with a data folder of its own."""

    def __init__(self, folder: Path, build: Path) -> None:
        environ = {
            **os.environ,
            "PANGGIL_DATA": str(folder / "data"),
            "PANGGIL_HOST": "127.0.0.1",
            "PANGGIL_API_TOKEN": TOKEN,
            "PANGGIL_QUEUE_LIMIT": "10000",
            "PANGGIL_CALL_EXPIRY_S": "3600",
            "PANGGIL_GAP_MS": "0",
            "PANGGIL_LOG_LEVEL": "error",
        }
        lend_decoded(folder / "data")
        port = _free_port()
        environ["PANGGIL_PORT"] = str(port)
        log = (folder / "server.log").open("wb")
        command = [sys.executable, "-m", "display.commands", "serve"]
        self.process = subprocess.Popen(command, cwd=build, env=environ, stdout=log, stderr=log)
        self.port, self.log = port, folder / "server.log"
        self._look = psutil.Process(self.process.pid)
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                self.get("/api/v1/state")
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit(self.log.read_text())

    def get(self, path: str) -> Any:
        """Return the JSON of a page."""
        headers = {"Authorization": f"Bearer {TOKEN}"}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        with _OPEN.open(request, timeout=60) as answer:
            body = answer.read()
        return json.loads(body) if body[:1] == b"{" else body.decode()

    def memory_mb(self) -> float:
        """Return the resident memory of the server process alone."""
        return float(self._look.memory_info().rss / 1e6)

    def open_files(self) -> int:
        """Return how many descriptors the server has open."""
        return int(self._look.num_fds())

    def cpu_s(self) -> float:
        """Return the processor time of the server process so far."""
        times = self._look.cpu_times()
        return float(times.user + times.system)


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def watch(server: Server, name: str, seconds: float, screens: Screens, after: int) -> Seen:
    """Let the counters call for a while; return what was seen."""
    counters = Counters(server.port, TOKEN, COUNTERS, every_s=1.0, after=after)
    screens.cuts.clear()
    cpu, began, memory, files = server.cpu_s(), time.monotonic(), 0.0, 0
    counters.start()
    while time.monotonic() < began + seconds:
        time.sleep(0.25)
        memory = max(memory, server.memory_mb())
        files = max(files, server.open_files())
    used = (server.cpu_s() - cpu) / (time.monotonic() - began) * 100
    counters.stop()
    return Seen(
        name,
        counters.statuses,
        [took * 1000 for took in counters.took_s],
        dict(screens.cuts),
        memory,
        files,
        used,
        _become_equal(server, screens),
        counters.called,
    )


def _become_equal(server: Server, screens: Screens) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if screens.are_equal_to(server.get("/api/v1/state")["seq"]):
            return True
        time.sleep(0.1)
    return False


@contextmanager
def attacks(port: int, kinds: list[str], scale: float) -> Iterator[None]:
    """Run the attacking processes until the end."""
    processes = []
    for kind in kinds:
        size = max(1, round(SIZES[kind] * scale))
        command = [
            sys.executable,
            "-m",
            "tests.security.siege.attackers",
            kind,
            str(port),
            str(size),
        ]
        processes.append(subprocess.Popen(command, stdin=subprocess.PIPE))
    try:
        yield
    finally:
        for process in processes:
            assert process.stdin
            process.stdin.close()
        for process in processes:
            process.wait(30)


def rest_s(server: Server, files: int, memory_mb: float) -> tuple[float, float]:
    """Return how long it took until open files were as before, and the memory then."""
    began = time.monotonic()
    while server.open_files() > files + 8 and time.monotonic() < began + 60:
        time.sleep(0.1)
    return time.monotonic() - began, server.memory_mb()


def besiege(seconds: float, scale: float, kinds: list[str], build: Path) -> list[str]:
    """Run it all, print the table, and return the promises that were not kept."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = Server(folder, build)
        stack.callback(server.process.kill)
        speaker = Speaker(folder, build, server.port, TOKEN)
        stack.callback(speaker.process.wait)
        stack.callback(speaker.process.terminate)
        screens = Screens(server.port, TOKEN, SCREENS)
        screens.start()
        stack.callback(screens.stop)
        print(HEAD, flush=True)
        time.sleep(6)  # what a start does by itself is done
        peace = watch(server, "peace", seconds, screens, 0)
        print(peace.row(), flush=True)
        with attacks(server.port, kinds, scale):
            time.sleep(3)  # the crowds gather
            siege = watch(server, "siege", seconds, screens, EACH // 2)
            print(siege.row(), flush=True)
        rested, memory = rest_s(server, peace.open_files, peace.memory_mb)
        print(f"\nat rest after {rested:.1f} s, {memory:.0f} MB; load {os.getloadavg()[0]:.1f}")
        try:
            figures = server.get("/metrics").splitlines()
        except OSError:
            figures = []
        print("\n".join(line for line in figures if line.startswith("panggil_refused")))
        print("cuts:", siege.cuts)
        unheard = speaker.unheard(peace.called + siege.called, UNHEARD_S)
        print(f"heard: {len(peace.called + siege.called) - len(unheard)} calls to their end")
        return broken(peace, siege, rested, unheard)


def broken(peace: Seen, siege: Seen, rested: float, unheard: list[str]) -> list[str]:
    """Return which promises were not kept."""
    lost = [status for status in siege.statuses if status != 201]
    found = {
        f"{len(lost)} calls were not 201: {sorted(set(lost))}": bool(lost) or not siege.statuses,
        f"p99 {siege.part(99):.0f} ms, not below {P99_MS}": siege.part(99) >= P99_MS,
        "screens differ from the journal": not siege.are_equal,
        f"memory grew by {siege.memory_mb - peace.memory_mb:.0f} MB": siege.memory_mb
        > peace.memory_mb + MEMORY_MB,
        f"not at rest after {rested:.1f} s": rested > REST_S,
        f"{len(unheard)} calls were not heard": bool(unheard),
    }
    return [what for what, is_so in found.items() if is_so]


def main() -> None:
    """Run the siege of the command line."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=30.0)
    asked.add_argument("--scale", type=float, default=1.0)
    asked.add_argument("--kinds", nargs="*", default=list(SIZES), choices=list(SIZES))
    asked.add_argument("--build", type=Path, default=Path(), help="folder of the build to besiege")
    given = asked.parse_args()
    not_kept = besiege(given.seconds, given.scale, given.kinds, given.build)
    for promise in not_kept:
        print(f"NOT KEPT: {promise}")
    sys.exit(bool(not_kept))


if __name__ == "__main__":
    main()
