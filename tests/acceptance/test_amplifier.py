"""What no software sees: the amplifier is off, and the hall's ear says so.

`panggil run` on a PulseAudio of its own: the hall plays to one output, whose amplifier (a loopback)
brings it into the air of the hall, where a microphone hangs. The sound server sees all well.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.hall_process import HallProcess, wait_until
from tests.audio.ear.sound_server import MICROPHONE, Hall

# Calls take their own time: some eight of them, and processes that begin again.
pytestmark = pytest.mark.timeout(400)

SHORT = {"PANGGIL_REPEATS": "0", "PANGGIL_GAP_MS": "200"}


class Morning:
    """A running hall with an ear, and the air that it hears."""

    def __init__(self, folder: Path) -> None:
        self.air = Hall(folder / "air")
        environ = {**self.air.environ, **SHORT, "PANGGIL_MICROPHONE": MICROPHONE}
        self.hall = HallProcess(folder, **environ)
        self._numbers = count(1)

    def begin(self) -> Morning:
        """Start, and wait until the ear has listened to the hall for a while."""
        self.hall.start()
        self.wait_listening()
        # It has to hear a while of the hall's noise before it judges anything.
        assert self.call_again()["heard"] is True
        return self

    def end(self) -> None:
        """Stop it all."""
        self.hall.stop()
        self.air.stop()

    def call(self) -> dict[str, Any]:
        """Call the next ticket; the row of its announcement once the ear has judged it."""
        placed = self.hall.call(f"B-{next(self._numbers):03d}", "dukcapil", "3")
        row = self.hall.wait_for_end(placed["announcement_id"])
        assert (row["state"], row["witness"]) == ("finished", "pulse")
        return dict(wait_until(lambda: self._judged(row["id"]), 10))

    def call_again(self) -> dict[str, Any]:
        """Call until the ear, which has just begun again, judges one; that one's row."""
        for _ in range(5):
            with contextlib.suppress(AssertionError):
                return self.call()
        return self.call()

    def _judged(self, announcement_id: str) -> dict[str, Any] | None:
        rows = {row["id"]: row for row in self.hall.state()["announcements"]}
        row = rows[announcement_id]
        return row if row["heard"] is not None else None

    def kill(self, role: str) -> None:
        """Kill a process, and wait until another one does its work."""
        killed = self.hall.process_of(role)
        assert killed
        killed.kill()
        wait_until(lambda: self.hall.process_of(role) not in (None, killed), 60)
        wait_until(lambda: self.hall.state()["speaker"]["state"] == "ready", 60)

    def faults(self) -> set[str]:
        """The codes of the faults that stand."""
        return {fault["code"] for fault in self.hall.state()["faults"]}

    def check(self) -> dict[str, Any]:
        """What the health says of the ear."""
        checks = self.hall.request("GET", "/api/v1/health")[1]["checks"]
        return next(check for check in checks if check["name"] == "ear")

    def wait_listening(self) -> None:
        """Wait until the ear hears, and has heard enough of the hall's noise."""
        wait_until(lambda: "mendengarkan" in self._heard() or "terdengar" in self._heard(), 40)

    def _heard(self) -> str:
        return "" if self.check()["state"] == "bad" else str(self.check()["sentence"])


@pytest.fixture
def morning(tmp_path: Path) -> Iterator[Morning]:
    """A hall in mid-morning: one call was heard."""
    running = Morning(tmp_path)
    try:
        yield running.begin()
    finally:
        running.end()


def test_an_amplifier_switched_off_is_a_fault_within_two_calls(morning: Morning) -> None:
    """The witness sees all well; the fault ends by itself with the first call that is heard."""
    first = morning.call()
    assert first["over_noise_db"] > 6
    assert -750 <= first["heard_delay_ms"] <= 2000
    assert not {code for code in morning.faults() if code.startswith("ear.")}
    morning.air.switch(on=False)
    assert morning.call()["heard"] is False
    assert "ear.not_heard" not in morning.faults()
    assert morning.call()["heard"] is False
    wait_until(lambda: "ear.not_heard" in morning.faults(), 10)
    assert "speaker.silent" not in " ".join(morning.faults())
    assert "amplifier" in morning.check()["action"]
    morning.air.switch(on=True)
    assert morning.call()["heard"] is True
    wait_until(lambda: "ear.not_heard" not in morning.faults(), 10)


def test_a_microphone_that_goes_is_told_and_comes_back_by_itself(morning: Morning) -> None:
    """Taken away, then muted in the mixer: each a fault of its own words, each over by itself."""
    morning.air.unplug_microphone()
    wait_until(lambda: "ear.dead_microphone" in morning.faults(), 40)
    assert "tidak ditemukan" in morning.check()["sentence"]
    morning.air.plug_microphone()
    wait_until(lambda: "ear.dead_microphone" not in morning.faults(), 40)
    assert morning.call_again()["heard"] is True
    morning.air.mute_microphone(True)
    wait_until(lambda: "ear.dead_microphone" in morning.faults(), 80)
    assert "tidak menangkap" in morning.check()["sentence"]
    morning.air.mute_microphone(False)
    wait_until(lambda: "ear.dead_microphone" not in morning.faults(), 40)


def test_killed_processes_come_back_and_what_was_missed_is_remembered(morning: Morning) -> None:
    """The ear's worker, the ear and the server are each killed; one miss stands before that."""
    morning.kill("ear worker")
    assert morning.call_again()["heard"] is True
    morning.kill("ear")
    assert morning.call_again()["heard"] is True
    morning.air.switch(on=False)
    assert morning.call()["heard"] is False
    morning.kill("server")
    assert morning.call_again()["heard"] is False
    wait_until(lambda: "ear.not_heard" in morning.faults(), 10)
