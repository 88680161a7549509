"""Two zones in real processes: each is heard where it belongs, and a dead speaker is replaced."""

from __future__ import annotations

import contextlib
import csv
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy
import psutil
import pytest

from tests.acceptance.hall_process import TOKEN, HallProcess, wait_until

TAKEN_OVER_S = 15.0


class SpeakerProcess:
    """`panggil speak` for one zone, its PA captured to a file of its own."""

    def __init__(self, hall: HallProcess, zone: str, name: str) -> None:
        folder = hall.folder / name
        folder.mkdir()
        self.pcm_path = folder / "pa.raw"
        command = [sys.executable, "-m", "display.commands", "speak"]
        with (folder / "speak.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--server", hall.url, "--zone", zone, "--speaker-name", name],
                cwd=folder,
                env={
                    **os.environ,
                    "PANGGIL_DATA": str(folder),
                    "PANGGIL_TOKEN": TOKEN,
                    "SDL_AUDIODRIVER": "disk",
                    "SDL_DISKAUDIOFILE": str(self.pcm_path),
                },
                stdout=log,
                stderr=log,
            )

    def kill(self) -> None:
        """End it and its worker as a power cut would; harmless twice."""
        with contextlib.suppress(psutil.NoSuchProcess):
            for process in [*psutil.Process(self.process.pid).children(recursive=True)]:
                process.kill()
        self.process.kill()
        self.process.wait(10)

    def heard(self) -> bytes:
        """Return the PCM that went to its PA so far, one channel."""
        return pcm_of(self.pcm_path)


def pcm_of(path: Path) -> bytes:
    if not path.exists():
        return b""
    raw = path.read_bytes()
    return bytes(numpy.frombuffer(raw[: len(raw) // 4 * 4], "<i2")[::2].tobytes())


@pytest.fixture
def upstairs(hall: HallProcess) -> Iterator[tuple[SpeakerProcess, SpeakerProcess]]:
    """The speakers of a second zone, made while the hall runs; counter 3 belongs to it."""
    status, made = hall.request("POST", "/api/v1/zones", {"name": "Lantai 2"})
    assert (status, made["zone"]["id"]) == (201, "lantai-2")
    put_counter(hall, "3", "lantai-2")
    first = SpeakerProcess(hall, "lantai-2", "atas-1")
    try:
        wait_until(lambda: state_upstairs(hall) == "ready", 40)
        second = SpeakerProcess(hall, "lantai-2", "atas-2")
        try:
            wait_until(lambda: names(hall) == ["atas-1", "atas-2"], 40)
            yield first, second
        finally:
            second.kill()
    finally:
        first.kill()


def put_counter(hall: HallProcess, counter_id: str, zone: str) -> None:
    """Let a counter belong to a zone, by a file of the set-up, while the hall runs."""
    file = hall.folder / "counters.csv"
    setup = [sys.executable, "-m", "display.commands", "setup"]
    options = [str(file), "--data", str(hall.folder / "data")]
    subprocess.run([*setup, "export", *options], cwd=hall.folder, check=True)
    with file.open(newline="") as text:
        rows = list(csv.DictReader(text))
    for row in rows:
        row["zone"] = zone if row["id"] == counter_id else row["zone"]
    with file.open("w", newline="") as text:
        table = csv.DictWriter(text, rows[0].keys())
        table.writeheader()
        table.writerows(rows)
    subprocess.run([*setup, "import", *options], cwd=hall.folder, check=True)


def state_upstairs(hall: HallProcess) -> str:
    by_zone = {each["zone"]: each for each in hall.state()["speakers"]}
    return str(by_zone["lantai-2"]["state"])


def names(hall: HallProcess) -> list[str]:
    """Return the ready speakers of the second zone, the one that speaks first."""
    rows = hall.request("GET", "/api/v1/zones/lantai-2/speakers")[1]["speakers"]
    return [row["name"] for row in rows if row["state"] in {"ready", "playing"}]


def test_each_zone_is_heard_alone_an_emergency_in_both_and_an_understudy_takes_over(
    hall: HallProcess, upstairs: tuple[SpeakerProcess, SpeakerProcess]
) -> None:
    """Seen and heard agree: what the journal says of a zone is what its own PA played, once."""
    first, second = upstairs
    below = hall.call("B-012", "dukcapil", "1")
    above = hall.call("B-013", "dukcapil", "3")
    rows = [hall.wait_for_end(each["announcement_id"]) for each in (below, above)]
    assert [(row["zone"], row["state"]) for row in rows] == [
        ("main", "finished"),
        ("lantai-2", "finished"),
    ]
    sounds = [hall.sound(row["sound"]) for row in rows]
    assert [hall.heard().count(sound) for sound in sounds] == [1, 0]
    assert [first.heard().count(sound) for sound in sounds] == [0, 1]

    cut = hall.call("B-014", "dukcapil", "3")
    after = hall.call("B-015", "dukcapil", "3")
    wait_until(lambda: hall.story_of(cut["announcement_id"])[-1] == "started")
    first.kill()
    killed_at = time.monotonic()
    wait_until(lambda: hall.story_of(cut["announcement_id"]).count("started") == 2, TAKEN_OVER_S)
    assert time.monotonic() - killed_at < TAKEN_OVER_S
    rows = [hall.wait_for_end(each["announcement_id"]) for each in (cut, after)]
    assert [row["state"] for row in rows] == ["finished", "finished"]
    sounds = [hall.sound(row["sound"]) for row in rows]
    assert [second.heard().count(sound) for sound in sounds] == [1, 1]
    assert [first.heard().count(sound) for sound in sounds] == [0, 0]

    text = "Silakan menuju loket 9."
    asked = {"text": text, "priority": "emergency", "until_ended": True}
    status, alarm = hall.request("POST", "/api/v1/announcements", asked)
    assert status == 201
    wait_until(lambda: {"main", "lantai-2"} == zones_of(hall, alarm["event_id"], "started"))
    ended = hall.request("POST", f"/api/v1/announcements/{alarm['announcement_id']}/cancel", {})
    assert ended[0] == 200
    assert zones_of(hall, alarm["event_id"], "finished") == {"main", "lantai-2"}


def zones_of(hall: HallProcess, event_id: str, state: str) -> set[str]:
    """Return the zones in which what was asked for is in ``state``."""
    rows = hall.state()["announcements"]
    return {row["zone"] for row in rows if (row["event_id"], row["state"]) == (event_id, state)}
