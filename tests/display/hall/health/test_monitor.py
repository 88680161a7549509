"""Silence of the PA is a fault, with a sentence for staff, until it is over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from display.parts import Parts
from tests.display.hall.conftest import SpeakerDouble


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let so many seconds pass for whoever asks the monotonic clock of the desk."""
    import time

    real, ahead = time.monotonic, [0.0]
    monkeypatch.setattr("display.hall.playback.speakers.time.monotonic", lambda: real() + ahead[0])

    def pass_s(seconds: float) -> None:
        ahead[0] += seconds

    return pass_s


def codes(parts: Parts) -> list[str]:
    return [fault["code"] for fault in parts.journal.snapshot(parts.hall.id)["faults"]]


def test_no_speaker_is_a_fault_within_fifteen_seconds(
    parts: Parts, clock: Callable[[float], None]
) -> None:
    """Not at once: a speaker that restarts is back in two."""
    monitor = parts.monitor
    monitor.look()
    assert codes(parts) == []
    clock(14)
    monitor.look()
    assert codes(parts) == ["speaker.absent"]


def test_the_fault_is_cleared_by_the_system(
    parts: Parts,
    speaker: SpeakerDouble,
    clock: Callable[[float], None],
    names: Callable[[], list[str]],
) -> None:
    """Raised once, cleared once, both journalled."""
    monitor = parts.monitor
    clock(14)
    monitor.look()
    monitor.look()
    speaker.sign_in()
    monitor.look()
    assert names() == ["fault.raised", "fault.cleared"]


def test_no_device_is_a_fault_at_once(parts: Parts, speaker: SpeakerDouble) -> None:
    """It says what to look at."""
    speaker.sign_in(state="no_device")
    parts.monitor.look()
    (fault,) = parts.journal.snapshot(parts.hall.id)["faults"]
    assert fault["code"] == "speaker.no_device"
    assert "amplifier" in fault["action"]


def test_a_frozen_speaker_is_cut_and_missed_since_its_last_word(
    parts: Parts, speaker: SpeakerDouble, clock: Callable[[float], None]
) -> None:
    """Its machine may hang with the connection open: silence counts from its last status."""
    monitor = parts.monitor
    speaker.sign_in()
    clock(10)
    monitor.look()
    assert speaker.closed
    assert codes(parts) == ["speaker.absent"]


def test_a_fault_that_an_earlier_server_left_is_taken_over(
    parts: Parts, speaker: SpeakerDouble, clock: Callable[[float], None]
) -> None:
    """After a restart the new monitor clears what is right again."""
    clock(14)
    parts.monitor.look()
    speaker.sign_in()
    parts.monitor.look()
    assert codes(parts) == []


def test_a_damaged_clip_is_a_fault_until_it_is_whole(parts: Parts, names: Callable[[], list[str]]):
    """The hall hears the right word all the same; staff are told to look at the pack."""
    monitor, clip = parts.monitor, parts.composer._voices[0].find("nol")
    assert clip is not None
    parts.composer._voices[0]._report(clip, "another checksum")
    monitor.look()
    assert names().count("fault.raised") == 1
    parts.composer._voices[0].damaged.clear()
    monitor.look()
    assert names()[-1] == "fault.cleared"
