"""What one call costs with 0, 200 and 2,000 announcements waiting, for one or several builds.

``python -m tests.bench.call_cost [NAME=PYTHON ...]`` where PYTHON is the interpreter of a virtual
environment in which a build is installed; without any, this one. Beside them runs the floor, a bare
Flask route with one commit. Every server is bound to one core and stopped while another is
measured; rounds are interleaved in random order, so that foreign load strikes all alike. CPU is
that of the whole server process until it is at rest again, and the figure to trust.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import astuple, dataclass, field
from pathlib import Path
from urllib.request import urlopen

from tests.acceptance.hall_process import TOKEN, free_port, wait_until
from tests.bench.call_cost.client import Caller, Cost, OnLookers
from tests.bench.fanout import start

HERE = Path(__file__).parent
FLOOR = "floor"


@dataclass(slots=True)
class Contender:
    """A server that runs, how many sockets look on, and what was measured so far."""

    name: str
    waiting: int
    process: subprocess.Popen[bytes]
    port: int
    sockets: int
    token: str = "-"
    called: int = 0
    costs: list[Cost] = field(default_factory=list)
    """Of the calls of all rounds."""

    def medians(self) -> Cost:
        """Return the median of each figure."""
        return Cost(*map(statistics.median, zip(*map(astuple, self.costs), strict=True)))


def start_build(
    stack: ExitStack, folder: Path, name: str, python: str, waiting: int, sockets: int
) -> Contender:
    """Start a build's server on a hall in which so many announcements wait."""
    subprocess.run([python, HERE / "furnish.py", folder, str(waiting)], check=True, cwd=folder)
    port = free_port()
    environ = {
        "PANGGIL_DATA": str(folder),
        "PANGGIL_PORT": str(port),
        "PANGGIL_HOST": "127.0.0.1",
        "PANGGIL_API_TOKEN": TOKEN,
        "PANGGIL_QUEUE_LIMIT": "10000",
        "PANGGIL_CALL_EXPIRY_S": "3600",
    }
    process = start(
        stack, [python, "-m", "display.commands", "serve"], environ, environ["PANGGIL_DATA"]
    )
    wait_until(lambda: answers(port), 300)
    process.send_signal(signal.SIGSTOP)  # until it is its turn
    return Contender(name, waiting, process, port, sockets, TOKEN)


def answers(port: int) -> bool:
    """Say whether the server takes calls."""
    with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
        return bool(answer.status == 200)


def start_floor(stack: ExitStack, folder: Path, sockets: int) -> Contender:
    """Start the bare Flask route."""
    command = [sys.executable, str(HERE / "floor.py"), str(folder)]
    process = start(stack, command, {"PANGGIL_DATA": str(folder)}, str(folder))
    assert process.stdout is not None
    port = int(json.loads(process.stdout.readline())["port"])
    return Contender(FLOOR, 0, process, port, sockets)


@contextmanager
def alone(contender: Contender, others: list[Contender]) -> Iterator[None]:
    """Let one server run while all others stand still."""
    for other in others:
        other.process.send_signal(signal.SIGCONT if other is contender else signal.SIGSTOP)
    time.sleep(0.2)
    yield


def measure(contender: Contender, calls: int) -> None:
    """Call so many times; the first calls after a standstill are not counted."""
    # Sockets of their own each time: those of a server that stood still for long are cut.
    with closing(OnLookers(contender.port, contender.sockets)) as onlookers:
        caller = Caller(contender.port, contender.process.pid, contender.token, onlookers)
        for number in range(calls + 2):
            contender.called += 1
            cost = caller.call(contender.called)
            if number >= 2:
                contender.costs.append(cost)


def report(contenders: list[Contender]) -> None:
    """Print medians, and each CPU as a multiple of the floor's."""
    floor = next(each for each in contenders if each.name == FLOOR).medians()
    print(
        f"{'build':<10}{'waiting':>8}{'CPU ms':>8}{'x floor':>9}{'answer':>9}{'first':>8}{'all':>8}"
    )
    for each in sorted(contenders, key=lambda one: (one.waiting, one.name)):
        got = each.medians()
        print(
            f"{each.name:<10}{each.waiting:>8}{got.cpu_ms:>8.2f}{got.cpu_ms / floor.cpu_ms:>9.2f}"
            f"{got.answer_ms:>9.2f}{got.first_ms:>8.2f}{got.last_ms:>8.2f}"
        )


def _builds(given: list[str]) -> dict[str, str]:
    """Return name -> interpreter of what was asked to be measured."""
    named = (each.split("=", 1) for each in given)
    # Not resolved: behind the link is the interpreter without what its environment holds.
    return {name: str(Path(path).absolute()) for name, path in named} or {"this": sys.executable}


def _whole(least: int) -> Callable[[str], int]:
    return lambda text: max(least, int(text))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])  # type: ignore[union-attr]
    parser.add_argument("builds", nargs="*", metavar="NAME=PYTHON")
    parser.add_argument("--waiting", type=_whole(0), nargs="+", default=[0, 200, 2000])
    parser.add_argument("--sockets", type=_whole(1), default=10)
    parser.add_argument("--rounds", type=_whole(1), default=5)
    parser.add_argument("--calls", type=_whole(1), default=10)
    asked = parser.parse_args()
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory()))

        def folder(name: str) -> Path:
            made = root / name
            made.mkdir()
            return made

        contenders = [start_floor(stack, folder(FLOOR), asked.sockets)]
        for waiting in asked.waiting:
            for name, python in _builds(asked.builds).items():
                place = folder(f"{name}-{waiting}")
                contenders.append(start_build(stack, place, name, python, waiting, asked.sockets))
        for _ in range(asked.rounds):
            for contender in random.sample(contenders, len(contenders)):
                with alone(contender, contenders):
                    measure(contender, asked.calls)
        report(contenders)


if __name__ == "__main__":
    main()
