"""Fan-out of one event to many sockets: our hub beside a bare epoll floor and Flask-SocketIO.

``python -m tests.bench.fanout --tools DIR`` where DIR (or ``$BENCH_TOOLS``) holds the programs
``bench_client.c`` and ``bench_server_floor.c``, which are no part of this project. All servers run
at once, idle but for the one that is measured; rounds are interleaved in random order, so that
foreign load strikes all alike. CPU per event is the process clock and the figure to trust; times
contain whatever else the machine does. Clients offer permessage-deflate, as browsers do.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SIZES = (10, 100, 1000)
OURS, FLOOR, PEER = "Panggil", "bare epoll (C)", "Flask-SocketIO"
# Payload of every frame, in bytes: that of the floor's program, about one event of the journal.
PAYLOAD = 580


@dataclass(frozen=True, slots=True)
class Contender:
    """A server that runs, and how the client must talk to it."""

    name: str
    pid: int
    options: list[str]


@dataclass(slots=True)
class Figures:
    """What was measured for one contender at one number of sockets, a value per round."""

    cpu_ms: list[float] = field(default_factory=list)
    last_ms: list[float] = field(default_factory=list)
    lost: int = 0

    def add(self, found: dict[str, Any]) -> None:
        """Take the client's figures of one round."""
        self.cpu_ms.append(found["srv_cpu_ms_ev"])
        self.last_ms.append(found["last_ms"])
        self.lost += found["lost"] + (found["n"] - found["opened"])


def build(tools: Path, folder: Path, name: str) -> Path:
    """Compile one of the C programs; exits with a plain sentence when it is not there."""
    source, program = tools / f"{name}.c", folder / name
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not source.is_file() or compiler is None:
        sys.exit(f"This benchmark needs {source} (say --tools DIR) and a C compiler.")
    subprocess.run([compiler, "-O2", "-w", "-o", program, source, "-lm"], check=True)
    return program


def on_core(core: int) -> Callable[[], None]:
    """Return what binds a child to a core, if the machine has several, and gives it sockets."""

    def bind() -> None:
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[core % len(cores)]})
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

    return bind


def start(
    stack: ExitStack,
    command: list[str],
    environ: Mapping[str, str] | None = None,
    folder: str | None = None,
) -> subprocess.Popen[bytes]:
    """Start a server on the first core; it ends with the benchmark."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **(environ or {})},
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        preexec_fn=on_core(0),
    )
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


def port_of(process: subprocess.Popen[bytes]) -> int:
    """Return the port that a server of ours prints."""
    assert process.stdout is not None
    return int(json.loads(process.stdout.readline())["port"])


def target(port: int, socket_path: str, post_path: str, body: str, *more: str) -> list[str]:
    """Return the options of the client for one server."""
    url = f"127.0.0.1:{port}"
    where = ["--url", f"ws://{url}{socket_path}", "--post", f"http://{url}{post_path}"]
    return [*where, "--body", body, *more]


def start_ours(stack: ExitStack) -> Contender:
    """Our hub, following a journal in memory: what SQL costs is measured elsewhere."""
    options = json.dumps({"memory": True, "settings": {"max_sockets": 5000}})
    process = start(stack, [sys.executable, "-m", "tests.display.push.stage", options])
    body = json.dumps({"pad": PAYLOAD - 165})
    hello = ["--hello", '{"type":"hello","role":"screen"}', "--snapshot", "2"]
    talk = target(port_of(process), "/ws", "/append", body, *hello, "--match", '"type":"event"')
    return Contender(OURS, process.pid, talk)


def start_floor(stack: ExitStack, program: Path) -> Contender:
    """A C loop that writes the same bytes to every socket."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = start(stack, [str(program), str(port)])
    return Contender(FLOOR, process.pid, target(port, "/", "/call", '{"n":%SEQ%}'))


def start_peer(stack: ExitStack) -> Contender:
    """Flask-SocketIO with its gevent mode."""
    command = [sys.executable, "-m", "tests.bench.fanout_socketio", str(PAYLOAD - 40)]
    process = start(stack, command)
    path = "/socket.io/?EIO=4&transport=websocket"
    talk = ["--hello", "40", "--eio", "--snapshot", "2"]
    return Contender(
        PEER, process.pid, target(port_of(process), path, "/call", '{"n":%SEQ%}', *talk)
    )


def measure(client: Path, contender: Contender, sockets: int, events: int) -> dict[str, Any]:
    """Run the client once; return what it prints."""
    common = ["--n", str(sockets), "--events", str(events), "--warmup", "3", "--deflate"]
    command = [client, *contender.options, *common, "--pids", str(contender.pid)]
    output = subprocess.run(
        command, stdout=subprocess.PIPE, check=True, preexec_fn=on_core(1)
    ).stdout
    time.sleep(0.5)  # the server sees its clients go
    return json.loads(output)  # type: ignore[no-any-return]


def report(figures: dict[tuple[str, int], Figures], sizes: list[int]) -> None:
    """Print medians, and ratios to the floor paired within rounds."""
    print(
        f"{'sockets':>7}  {'server':<15} {'CPU ms/event':>12} {'x floor':>8} {'last ms':>8}  lost"
    )
    for size in sizes:
        floor = figures[FLOOR, size]
        for name in (FLOOR, OURS, PEER):
            mine = figures[name, size]
            pairs = zip(mine.cpu_ms, floor.cpu_ms, strict=True)
            ratio = statistics.median(one / other for one, other in pairs)
            cpu, last = statistics.median(mine.cpu_ms), statistics.median(mine.last_ms)
            print(f"{size:>7}  {name:<15} {cpu:>12.2f} {ratio:>8.2f} {last:>8.1f}  {mine.lost}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])  # type: ignore[union-attr]
    parser.add_argument("--tools", type=Path, default=Path(os.environ.get("BENCH_TOOLS", ".")))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--events", type=int, default=30)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    asked = parser.parse_args()
    figures: dict[tuple[str, int], Figures] = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        client = build(asked.tools, folder, "bench_client")
        floor = build(asked.tools, folder, "bench_server_floor")
        contenders = [start_ours(stack), start_floor(stack, floor), start_peer(stack)]
        time.sleep(0.5)
        for _ in range(asked.rounds):
            for size in asked.sizes:
                for contender in random.sample(contenders, len(contenders)):
                    found = measure(client, contender, size, asked.events)
                    figures.setdefault((contender.name, size), Figures()).add(found)
    report(figures, asked.sizes)


if __name__ == "__main__":
    main()
