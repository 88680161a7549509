"""What a backup of a large folder costs the calls that are made meanwhile.

``python -m tests.bench.backup [MEGABYTES]``: a hall with that much in its data folder (1,000: a
fifth of it database, the rest recordings), 20 calls a second by four clients; the time of a POST at
rest before and after, and while ``panggil backup`` runs.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

from tests.acceptance.hall_process import TOKEN, free_port, wait_until
from tests.furnished import put_database

CLIENTS, CALLS_A_S, REST_S = 4, 20, 20
_RECORDING_MB = 5


def fill(folder: Path, megabytes: int) -> None:
    """Furnish a hall whose folder has that size."""
    path = put_database(folder, "lahat")
    with closing(sqlite3.connect(path)) as database, database:
        row = ("lahat", "2026-01-01T00:00:00.000Z", "admin", "admin", "", "user.changed")
        rows = ((*row, os.urandom(480).hex()) for _ in range(megabytes // 5 * 1000))
        database.executemany(
            'INSERT INTO audit (hall, "at", who, role, address, what, subject)'
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
    (folder / "recordings").mkdir()
    for number in range(megabytes * 4 // 5 // _RECORDING_MB):
        name = f"{number:064x}.wav"
        (folder / "packs" / "bench").mkdir(parents=True, exist_ok=True)
        # In a pack: recordings that the journal does not know are swept at the start.
        (folder / "packs" / "bench" / name).write_bytes(os.urandom(_RECORDING_MB * 10**6))


class Load:
    """Clients that call at a steady pace; ``took_ms`` has (when, how long) of each POST."""

    def __init__(self, port: int) -> None:
        self.took_ms: list[tuple[float, float]] = []
        self._port, self._over = port, threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(n,)) for n in range(CLIENTS)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Call no more."""
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _run(self, client: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        next_at, number = time.monotonic() + client / CALLS_A_S, client
        while not self._over.wait(max(0.0, next_at - time.monotonic())):
            next_at += CLIENTS / CALLS_A_S
            number += CLIENTS
            body = {
                "ticket": {"number": f"B-{number % 999 + 1:03d}"},
                "service": "dukcapil",
                "counter": str(number % 12 + 1),
            }
            began = time.monotonic()
            connection.request("POST", "/api/v1/calls", json.dumps(body), headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 201, answer.status
            self.took_ms.append((began, (time.monotonic() - began) * 1000))


def told(took: list[float]) -> str:
    """Write the spread of some times."""
    row = sorted(took)
    parts = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    spread = (f"{n} {row[min(len(row) - 1, int(len(row) * p))]:.1f}" for n, p in parts.items())
    return f"{len(row)} calls, " + ", ".join(spread) + " ms"


def measure(folder: Path, megabytes: int) -> None:
    """Run the hall, and print what was measured."""
    data, port = folder / "data", free_port()
    fill(data, megabytes)
    environ = {
        **os.environ,
        "PANGGIL_API_TOKEN": TOKEN,
        "PANGGIL_DATA": str(data),
        "PANGGIL_PORT": str(port),
        "PANGGIL_HOST": "127.0.0.1",
        "PANGGIL_BACKUP_AT": "",
        # Nobody speaks: what is called must not pile up, for a long queue costs time of its own.
        "PANGGIL_QUEUE_LIMIT": "10000",
        "PANGGIL_CALL_EXPIRY_S": "5",
    }
    command = [sys.executable, "-P", "-m", "display.commands"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([*command, "serve"], env=environ, stdout=log, stderr=log)
    try:
        wait_until(lambda: http_get(port) == 200)
        load = Load(port)
        time.sleep(REST_S)
        began = time.monotonic()
        target = folder / "hall.zip"
        subprocess.run([*command, "backup", str(target)], env=environ, check=True)
        ended = time.monotonic()
        time.sleep(REST_S)
        load.stop()
    finally:
        server.terminate()
        server.wait()
    size = sum(path.stat().st_size for path in data.rglob("*") if path.is_file())
    print(f"folder {size / 1e6:.0f} MB, backup {target.stat().st_size / 1e6:.0f} MB")
    spans = {
        "at rest, before": (began - REST_S + 5, began - 1),
        "during backup": (began, ended),
        "at rest, after": (ended + 2, ended + REST_S),
    }
    for name, (since, until) in spans.items():
        print(f"{name:16} {told([ms for at, ms in load.took_ms if since <= at <= until])}")
    print(f"the backup took {ended - began:.1f} s")


def http_get(port: int) -> int:
    """Return the status of the readiness probe."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", "/readyz")
    return connection.getresponse().status


if __name__ == "__main__":
    scratch = Path(tempfile.mkdtemp(prefix="panggil-bench-"))
    try:
        measure(scratch, int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
    finally:
        shutil.rmtree(scratch)
