"""Several servers of one hall on one PostgreSQL: nothing lost, doubled, reordered, spoken twice.

As a program it is the full measure of the promise::

    python -m tests.acceptance.several_servers --kills 10 --cuts 100 --restarts 2 --screens 40

The test suite runs a short one. Prints what it saw; exit status 1 when a promise broke.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from display.hall.leading import place_of
from tests.acceptance.hall_process import ENDED, TOKEN, free_port, wait_until
from tests.acceptance.round_robin import RoundRobin
from tests.acceptance.silent_speaker import SilentSpeaker
from tests.acceptance.watcher import Watcher, journal_part
from tests.contract.postgresql import ask, new_database, server
from tests.decoded import lend_decoded

SERVICES = ("dpmptsp", "dukcapil", "dinkes", "dinsos")
TAKEN_OVER_S = 10.0
"""By then another server leads a hall whose leader was killed."""

START_S = 240.0
"""A server is there after 2 s; a busy machine may take its time."""


@dataclass(slots=True)
class Outcome:
    """What was seen."""

    acknowledged: list[list[str]] = field(default_factory=list)
    taken_over_s: list[float] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    announcements: int = 0
    seconds: float = 0.0


class ServerProcess:
    """One server of the hall, with a data folder and a port of its own."""

    def __init__(self, folder: Path, url: str) -> None:
        self.data, self.port = folder / "data", free_port()
        self.url, self.place = f"http://127.0.0.1:{self.port}", place_of(self.data)
        self.log = folder / "server.log"
        lend_decoded(self.data)
        self._environ = {
            **os.environ,
            "PANGGIL_DATA": str(self.data),
            "PANGGIL_DATABASE_URL": url,
            "PANGGIL_HOST": "127.0.0.1",
            "PANGGIL_PORT": str(self.port),
            "PANGGIL_API_TOKEN": TOKEN,
            "PANGGIL_GAP_MS": "0",
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; it may take some seconds until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "display.commands", "serve"],
                env=self._environ,
                stdout=log,
                stderr=log,
            )

    def send(self, number: signal.Signals) -> None:
        """Send the process a signal."""
        assert self.process
        self.process.send_signal(number)

    def kill(self) -> None:
        """End it without a word."""
        self.send(signal.SIGKILL)
        assert self.process
        self.process.wait(10)

    def answers(self) -> bool:
        """Say whether it can take calls."""
        with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)


class Writer:
    """Calls tickets of one service, each when the one before was acknowledged."""

    def __init__(self, url: str, number: int, pause_s: float, refused: Counter[str]) -> None:
        self.url, self.number, self.pause_s = url, number, pause_s
        self.acknowledged: list[str] = []
        self._refused = refused
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> list[str]:
        """Stop calling; return the event ids of what was acknowledged, in order."""
        self._stop.set()
        self._thread.join(120)
        return self.acknowledged

    def _run(self) -> None:
        count = 0
        while not self._stop.wait(self.pause_s):
            count += 1
            event_id = f"writer-{self.number}-{count:05d}"
            until = time.monotonic() + 90
            while time.monotonic() < until and not self._call(event_id, count):
                time.sleep(0.1)

    def _call(self, event_id: str, count: int) -> bool:
        number = f"{'ABCD'[self.number % 4]}-{count % 1000:03d}"
        body = {
            "ticket": {"number": number},
            "service": SERVICES[self.number % 4],
            "counter": str(2 * (self.number % 4) + 1),
            "event_id": event_id,
        }
        request = urllib.request.Request(
            f"{self.url}/api/v1/calls",
            data=json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=4):
                self.acknowledged.append(event_id)
                return True
        except urllib.error.HTTPError as error:
            with error:
                self._refused[str(error.code)] += 1
        except (OSError, http.client.HTTPException):
            self._refused["no answer"] += 1
        return False


class Scene:
    """Two servers, a proxy, a speaker, writers and screens; what befalls them is for the caller."""

    def __init__(self, folder: Path, url: str, *, screens: int, pause_s: float) -> None:
        self.folder, self.database = folder, str(make_url(url).database)
        self.outcome = Outcome()
        self.servers = [ServerProcess(folder / name, url) for name in ("north", "south")]
        try:
            for one in self.servers:  # the first furnishes the hall
                one.start()
                wait_until(one.answers, START_S)
        except BaseException:
            self._end_servers()
            raise
        self.proxy = RoundRobin([one.port for one in self.servers])
        self.speaker = SilentSpeaker(self.proxy.url, TOKEN, folder / "speaker")
        self.watchers = [Watcher(self.proxy.url) for _ in range(2 * screens)]
        self.writers = [
            Writer(self.proxy.url, number, pause_s, self.outcome.refused) for number in range(4)
        ]
        self._began = time.monotonic()

    def leader(self) -> ServerProcess | None:
        """Return the server that leads, as the database has it."""
        try:
            rows = ask(
                "SELECT place FROM leases WHERE expires_at > extract(epoch FROM clock_timestamp())",
                self.database,
            )
        except psycopg.Error:
            return None
        return next((one for one in self.servers if rows and one.place == rows[0][0]), None)

    def kill_leader(self) -> None:
        """Kill the leader; start it again when another leads."""
        leader = wait_until(self.leader, START_S)
        leader.kill()
        self._await_heir(leader)
        leader.start()
        wait_until(leader.answers, START_S)

    def pause_leader(self) -> None:
        """Stop the leader as a frozen machine does; let it go on when another leads."""
        leader = wait_until(self.leader, START_S)
        leader.send(signal.SIGSTOP)
        try:
            self._await_heir(leader)
            time.sleep(0.5)
        finally:
            leader.send(signal.SIGCONT)

    def cut_backends(self) -> None:
        """Terminate every connection to the database."""
        with contextlib.suppress(psycopg.Error):
            ask(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                f" WHERE datname = '{self.database}' AND pid <> pg_backend_pid()"
            )

    def restart_database(self) -> None:
        """Stop PostgreSQL in its fast way, and start it again."""
        server().stop()
        server().ensure_postgres_running()

    def finish(self) -> Outcome:
        """Let all come to its end, judge it, and stop everything."""
        outcome = self.outcome
        try:
            outcome.acknowledged = [writer.stop() for writer in self.writers]
            self._await(self._all_ended, 300, "announcements were left open")
            self._await(self._screens_equal, 30, "a screen differs from the journal")
            outcome.seconds = time.monotonic() - self._began
            outcome.broken += [fault for one in self.watchers for fault in one.faults]
            self._judge(self._events())
        finally:
            self.stop()
        return outcome

    def stop(self) -> None:
        """Stop everything, whatever state it is in."""
        for watcher in self.watchers:
            watcher.stop()
        self.speaker.stop()
        self.proxy.stop()
        self._end_servers()

    def _end_servers(self) -> None:
        for one in self.servers:
            if one.process:
                with contextlib.suppress(ProcessLookupError):
                    one.kill()

    def _await_heir(self, leader: ServerProcess) -> None:
        began = time.monotonic()
        wait_until(lambda: (now := self.leader()) and now is not leader, START_S)
        self.outcome.taken_over_s.append(time.monotonic() - began)

    def _await(self, what: Callable[[], Any], timeout_s: float, broken: str) -> None:
        try:
            wait_until(what, timeout_s, every_s=0.5)
        except AssertionError:
            self.outcome.broken.append(broken)

    def _ask(self, path: str) -> Any:
        request = urllib.request.Request(
            self.proxy.url + path, headers={"Authorization": f"Bearer {TOKEN}"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def _all_ended(self) -> bool:
        rows = self._ask("/api/v1/state")["announcements"]
        return all(row["state"] in ENDED for row in rows)

    def _screens_equal(self) -> bool:
        truth = journal_part(self._ask("/api/v1/state"))
        return all(
            watcher.state.get(key) == value
            for watcher in self.watchers
            for key, value in truth.items()
        )

    def _events(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while True:
            after = found[-1]["seq"] if found else 0
            answer = self._ask(f"/api/v1/events?after={after}&wait=0")
            fresh = [each for each in answer["messages"] if each.get("type") == "event"]
            if not fresh:
                return found
            found += fresh

    def _judge(self, events: list[dict[str, Any]]) -> None:
        broken = self.outcome.broken
        if [event["seq"] for event in events] != list(range(1, len(events) + 1)):
            broken.append("seq has a hole")
        at = {event["event_id"]: event["seq"] for event in events}
        for acknowledged in self.outcome.acknowledged:
            lost = [event_id for event_id in acknowledged if event_id not in at]
            broken += [f"lost: {lost}"] * bool(lost)
            order = [at[event_id] for event_id in acknowledged if event_id in at]
            broken += ["calls of one writer are reordered"] * (order != sorted(order))
        self._judge_announcements(events)

    def _judge_announcements(self, events: list[dict[str, Any]]) -> None:
        broken, steps = self.outcome.broken, Counter[tuple[str, str]]()
        ids: dict[str, str] = {}
        for event in events:
            row, _, step = event["data"].get("announcement"), *event["name"].partition(".")[1:]
            if row:
                ids[row["id"]] = f"{row['state']} {row['reason'] or ''}"
                steps[row["id"], "ended" if step in ENDED else step] += 1
        self.outcome.announcements = len(ids)
        begun = Counter(self.speaker.begun)
        for each, end in ids.items():
            told = steps[each, "ended"], steps[each, "started"], begun[each]
            if told != (1, 1, 1):
                broken.append(f"{each}: ended, started in the journal, begun: {told}, {end}")


def main() -> int:
    """Run the full measure and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("kills", 10), ("pauses", 2), ("cuts", 100), ("restarts", 2)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--screens", type=int, default=40, help="for each server")
    parser.add_argument("--pause", type=float, default=0.4, help="s between calls of a writer")
    parser.add_argument("--seed", type=int, default=20261128)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, new_database() as url:
        scene = Scene(Path(folder), url, screens=given.screens, pause_s=given.pause)
        deeds = [scene.kill_leader] * given.kills + [scene.pause_leader] * given.pauses
        deeds += [scene.cut_backends] * given.cuts + [scene.restart_database] * given.restarts
        random.Random(given.seed).shuffle(deeds)
        try:
            for deed in deeds:
                time.sleep(0.5)
                deed()
            outcome = scene.finish()
        except BaseException:
            scene.stop()
            raise
    print(f"seconds               {outcome.seconds:.0f}")
    print(f"acknowledged calls    {sum(map(len, outcome.acknowledged))}")
    print(f"announcements         {outcome.announcements}, begun {len(scene.speaker.begun)}")
    print(f"asked again after     {dict(outcome.refused)}")
    print(f"taken over after      {', '.join(f'{s:.1f}' for s in outcome.taken_over_s)} s")
    print("\n".join(outcome.broken) or "no promise broke")
    return 1 if outcome.broken else 0


if __name__ == "__main__":
    sys.exit(main())
