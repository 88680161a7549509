"""One backup made by a process of its own, and what it says of each place."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final, Literal, cast

from display.backup import FAULTS, Fault

LONGEST_S: Final = 2 * 3600.0
"""A backup that takes longer hangs in a drive or share that does not answer."""

Place = Literal["first", "second"]


@dataclass(frozen=True, slots=True)
class PlaceResult:
    """What came of a backup in one place: ``fault`` is None when it lies there, whole."""

    place: Place
    fault: Fault | None
    why: str = ""


class BackupRun:
    """The process that makes a backup; it reads and writes where this one must not hang."""

    def __init__(self, arguments: Sequence[str], database_url: str) -> None:
        """Start it. Raises ``OSError``."""
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "display.backup", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PANGGIL_DATABASE_URL": database_url},
        )

    def results(self, expected: Sequence[Place]) -> list[PlaceResult]:
        """Wait for its end; return a result for each place that is expected."""
        with self._bounded():
            said = [found for line in self._lines() if (found := _read(line))]
            self._process.wait()
        told = {result.place: result for result in said}
        silent = "the backup's process ended without a word"
        return [told.get(each, PlaceResult(each, "unwritable", silent)) for each in expected]

    def stop(self) -> None:
        """Ask it to end; what is half made goes."""
        with suppress(OSError, ValueError):
            if self._process.stdin:
                self._process.stdin.close()

    def _lines(self) -> Iterator[bytes]:
        if self._process.stdout:
            with self._process.stdout as out:
                yield from out

    @contextmanager
    def _bounded(self) -> Iterator[None]:
        timer = threading.Timer(LONGEST_S, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self.stop()


def _read(line: bytes) -> PlaceResult | None:
    try:
        told = json.loads(line)
        place, fault = told["place"], told.get("fault")
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if place not in ("first", "second"):
        return None
    known = cast("Fault", fault) if fault in FAULTS else "unwritable"
    return PlaceResult(place, known if fault else None, str(told.get("why", "")))
