"""An output that takes samples while the hall hears nothing: nothing counts as heard."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from display.hall.announcing import ZoneRequest, change_zone
from display.hall.faults import SPEAKER_SILENT
from display.hall.health import check_pa
from display.hall.playback.announcer import ATTEMPTS
from display.parts import Parts
from tests.display.hall.asking import call, make_stale, row_of, standing, state_of
from tests.display.hall.conftest import SpeakerDouble

Turn = Callable[[], None]


@pytest.fixture
def let_pass(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let so many seconds go by for desk and monitor."""
    real, ahead = time.monotonic, [0.0]
    monkeypatch.setattr("display.hall.health.monitor.time.monotonic", lambda: real() + ahead[0])

    def pass_s(seconds: float) -> None:
        ahead[0] += seconds

    return pass_s


def test_what_waits_is_spoken_when_all_is_well(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """It is not sent to a silent output, and not given up."""
    speaker.sign_in()
    speaker.status("silent", "muted")
    placed = call(parts, "B-012")
    turn()
    assert (speaker.plays, state_of(parts, placed)[0]) == ([], "queued")
    speaker.status("ready")
    turn()
    assert [play["announcement_id"] for play in speaker.plays] == [placed.announcement_id]


def test_what_expires_at_a_silent_output_has_failed_by_it(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """Staff read the cause, not that its turn did not come."""
    speaker.sign_in()
    speaker.status("silent", "elsewhere")
    placed = call(parts, "B-012")
    make_stale(parts, placed)
    turn()
    assert state_of(parts, placed) == ("failed", "elsewhere")


def test_an_unheard_call_is_spoken_again_whole_however_often(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """A mute is no fault of the call: it is not given up after some attempts."""
    speaker.sign_in()
    placed = call(parts, "B-012")
    for attempt in range(1, 2 * ATTEMPTS):
        turn()
        assert speaker.plays[-1]["attempt"] == attempt
        speaker.report("started", speaker.plays[-1])
        speaker.report("failed", speaker.plays[-1], reason="muted")
    assert state_of(parts, placed)[0] == "started"
    turn()
    speaker.report("finished", speaker.plays[-1], witness="pulse", device="USB", stutter_ms=0)
    assert state_of(parts, placed)[0] == "finished"


def test_the_journal_keeps_who_says_so(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """Witness, true output and holes stand in the row of what has ended."""
    speaker.sign_in()
    placed = call(parts, "B-012")
    turn()
    speaker.report("started", speaker.plays[-1], device="USB Audio")
    speaker.report("finished", speaker.plays[-1], witness="pulse", device="HDMI", stutter_ms=210)
    row = row_of(parts, placed)
    assert (row.witness, row.device, row.stutter_ms) == ("pulse", "HDMI", 210)


def test_a_speaker_of_an_earlier_release_has_no_witness(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """Its reports say nothing of it; the row keeps the output that it began on."""
    speaker.sign_in()
    placed = call(parts, "B-012")
    turn()
    speaker.report("started", speaker.plays[-1])
    speaker.report("finished", speaker.plays[-1])
    row = row_of(parts, placed)
    assert (row.witness, row.device, row.stutter_ms) == ("none", "test", 0)


@pytest.mark.parametrize("reason", SPEAKER_SILENT)
def test_each_cause_is_a_fault_with_what_to_do(
    parts: Parts, speaker: SpeakerDouble, let_pass: Callable[[float], None], reason: str
) -> None:
    """Not in the second in which a speaker mends its own stream; over when it has settled."""
    speaker.sign_in()
    speaker.status("silent", reason)
    parts.monitor.look()
    assert standing(parts) == []
    let_pass(1.5)
    parts.monitor.look()
    assert standing(parts) == [f"speaker.{reason}"]
    speaker.status("ready")
    parts.monitor.look()
    assert standing(parts) == [f"speaker.{reason}"]
    let_pass(2.5)
    parts.monitor.look()
    assert standing(parts) == []


def test_a_speaker_that_starts_for_ever_has_no_device(
    parts: Parts, speaker: SpeakerDouble, let_pass: Callable[[float], None]
) -> None:
    """Its worker hangs in the opening of the device."""
    speaker.sign_in(state="starting")
    parts.monitor.look()
    assert standing(parts) == []
    for _ in range(2):
        let_pass(4.5)
        speaker.status("starting")
    parts.monitor.look()
    assert standing(parts) == ["speaker.no_device"]


def test_holes_in_three_of_ten_calls_are_a_fault(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """A computer that is too busy for its sound; over when it has caught up."""
    speaker.sign_in()

    def speak(number: int, stutter_ms: int) -> None:
        call(parts, f"B-{number:03}")
        turn()
        speaker.report("started", speaker.plays[-1])
        speaker.report("finished", speaker.plays[-1], witness="pulse", stutter_ms=stutter_ms)
        parts.monitor.look()

    for number, stutter_ms in enumerate((200, 0, 300, 0), start=1):
        speak(number, stutter_ms)
    assert standing(parts) == []
    speak(5, 180)
    assert standing(parts) == ["speaker.stuttering"]
    for number in range(6, 15):
        speak(number, 0)
    assert standing(parts) == []


def test_the_output_that_staff_choose_is_told(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """On every change and at sign-in; taken back, the speaker chooses anew."""
    speaker.sign_in()
    turn()
    for device in ("USB Audio", ""):
        change_zone(parts.hall, parts.hall.zone, ZoneRequest(device=device))
        turn()
        turn()
    told = [message["device"] for message in speaker.told if message["type"] == "output"]
    assert told == ["USB Audio", None]


def test_a_missing_library_is_named_instead_of_cables(parts: Parts, speaker: SpeakerDouble) -> None:
    """Staff read the package; when it is there, the fault is over."""
    speaker.sign_in()
    status = {"type": "status", "state": "no_device", "reason": "no_library", "lack": "libpulse0"}
    parts.speakers.receive(speaker, status)
    parts.monitor.look()
    (fault,) = parts.journal.snapshot(parts.hall.id)["faults"]
    assert fault["code"] == "speaker.no_library"
    assert "libpulse0" in fault["action"]
    finding = check_pa(parts.speakers.describe(), {})
    assert (finding.sentence, finding.remedy) == (fault["sentence"], fault["action"])
    speaker.status("no_device", "no_device")
    parts.monitor.look()
    assert standing(parts) == ["speaker.no_device"]
