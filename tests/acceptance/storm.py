"""The storm: calls come, processes are killed, and nothing may be lost, doubled or left open.

As a program it is the full measure of the promise::

    python -m tests.acceptance.storm --kills 30 --rate 5 --seconds 60

The test suite runs a short one. Prints what it saw; exit status 1 when a promise broke.
"""

from __future__ import annotations

import argparse
import http.client
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from tests.acceptance.hall_process import ENDED, HallProcess, wait_until
from tests.acceptance.watcher import Watcher, journal_part

SERVICES = ("dpmptsp", "dukcapil", "dinkes", "dinsos", "perpustakaan", "bank-sumselbabel")
ROLES = ("server", "speaker", "worker")


@dataclass(slots=True)
class Outcome:
    """What a storm has shown."""

    acknowledged: list[str] = field(default_factory=list)
    kills: Counter[str] = field(default_factory=Counter)
    converged_s: list[float] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    endings: Counter[str] = field(default_factory=Counter)


class Caller:
    """Posts calls at a steady rate; one that got no answer is asked again with the same key."""

    def __init__(self, hall: HallProcess, rate: float) -> None:
        self.hall, self.pause_s = hall, 1 / rate
        self.acknowledged: list[str] = []
        self._stop = threading.Event()
        self._pending: list[threading.Thread] = []
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> list[str]:
        """Stop calling; return the event ids of every acknowledged call."""
        self._stop.set()
        self._thread.join()
        for thread in self._pending:
            thread.join(60)
        return self.acknowledged

    def _run(self) -> None:
        number = 0
        while not self._stop.wait(self.pause_s):
            number += 1
            thread = threading.Thread(target=self._call, args=(number,))
            thread.start()
            self._pending.append(thread)

    def _call(self, number: int) -> None:
        counter = number % 12
        event_id = f"storm-{number:05d}"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                self.hall.call(
                    f"{'ABCDEF'[counter // 2]}-{number % 1000:03d}",
                    SERVICES[counter // 2],
                    str(counter + 1),
                    event_id=event_id,
                )
            except (OSError, http.client.HTTPException, ValueError):
                time.sleep(0.1)
            else:
                self.acknowledged.append(event_id)
                return


def run_storm(
    hall: HallProcess, *, kills: int, rate: float, seconds: float, seed: int, screens: int = 10
) -> Outcome:
    """Run a storm over a hall that is up; every promise that broke is named in the outcome."""
    chance, outcome = random.Random(seed), Outcome()
    watchers = [Watcher(hall.url) for _ in range(screens)]
    caller = Caller(hall, rate)
    for _ in range(kills):
        time.sleep(seconds / kills * chance.uniform(0.5, 1.0))
        _kill(hall, chance, outcome)
        _await_convergence(hall, watchers, outcome)
    outcome.acknowledged = caller.stop()
    _await_endings(hall, outcome)
    _await_convergence(hall, watchers, outcome, still=True)
    for watcher in watchers:
        watcher.stop()
        outcome.broken += watcher.faults
    _judge(hall, outcome)
    return outcome


def _kill(hall: HallProcess, chance: random.Random, outcome: Outcome) -> None:
    roles = chance.choice([(role,) for role in ROLES] + [ROLES])
    outcome.kills["+".join(roles)] += 1
    for role in roles:
        process = hall.process_of(role)
        if process:
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue


def _await_convergence(
    hall: HallProcess, watchers: list[Watcher], outcome: Outcome, still: bool = False
) -> None:
    """Wait until the server is back; from then on every screen has 3 s to catch up with it."""
    wait_until(lambda: hall.request("GET", "/readyz")[0] == 200, 30)
    target, began = hall.state()["seq"], time.monotonic()

    def caught_up() -> bool:
        return all(watcher.state.get("seq", -1) >= target for watcher in watchers)

    try:
        wait_until(caught_up, 10, every_s=0.02)
    except AssertionError:
        outcome.broken.append(f"screens at {[w.state.get('seq') for w in watchers]} of {target}")
    outcome.converged_s.append(time.monotonic() - began)
    if outcome.converged_s[-1] > 3:
        outcome.broken.append(f"screens needed {outcome.converged_s[-1]:.1f} s")
    if still:
        truth = journal_part(hall.state())
        for watcher in watchers:
            for key, value in truth.items():
                if watcher.state.get(key) != value:
                    outcome.broken.append(f"a screen's {key} differs from the snapshot")


def _await_endings(hall: HallProcess, outcome: Outcome) -> None:
    def all_ended() -> bool:
        return all(row["state"] in ENDED for row in hall.state()["announcements"])

    try:
        wait_until(all_ended, 240, every_s=0.5)
    except AssertionError:
        outcome.broken.append("announcements were left open")


def _judge(hall: HallProcess, outcome: Outcome) -> None:
    events = list(hall.events())
    if [event["seq"] for event in events] != list(range(1, len(events) + 1)):
        outcome.broken.append("seq has a hole")
    # A number that comes again while it is called to that counter is a recall.
    names = {"ticket.called", "ticket.recalled"}
    called = Counter(event["event_id"] for event in events if event["name"] in names)
    lost = [event_id for event_id in outcome.acknowledged if not called[event_id]]
    doubled = [event_id for event_id, times in called.items() if times > 1]
    outcome.broken += [f"lost: {lost}"] * bool(lost) + [f"doubled: {doubled}"] * bool(doubled)
    _judge_endings(events, outcome)


def _judge_endings(events: list[dict[str, Any]], outcome: Outcome) -> None:
    endings: dict[str, list[str]] = {}
    for event in events:
        row = event["data"].get("announcement")
        if row:
            ends = endings.setdefault(row["id"], [])
            ends += [row["state"]] if row["state"] in ENDED else []
    for announcement_id, ends in endings.items():
        outcome.endings.update(ends)
        if len(ends) != 1:
            outcome.broken.append(f"announcement {announcement_id} ended {len(ends)} times")


def main() -> int:
    """Run the full storm and print what it saw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--rate", type=float, default=5)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=20261123)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        hall = HallProcess(Path(folder), SDL_DISKAUDIODELAY="1")
        try:
            hall.start()
            outcome = run_storm(
                hall,
                kills=given.kills,
                rate=given.rate,
                seconds=given.seconds,
                seed=given.seed,
            )
        finally:
            hall.stop()
    converged = sorted(outcome.converged_s)
    print(f"kills                 {dict(outcome.kills)}")
    print(f"acknowledged calls    {len(outcome.acknowledged)}")
    print(f"announcements ended   {dict(outcome.endings)}")
    print(
        f"screens converged     median {converged[len(converged) // 2]:.2f} s, "
        f"worst {converged[-1]:.2f} s after the server was back"
    )
    print("\n".join(outcome.broken) or "no promise broke")
    return 1 if outcome.broken else 0


if __name__ == "__main__":
    sys.exit(main())
