"""Which of several speakers speaks: the chosen one while it is well, else one that is."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from display.hall.announcing import ZoneRequest, change_zone
from display.parts import Parts
from tests.display.hall.asking import call, standing, state_of
from tests.display.hall.conftest import SpeakerDouble

Turn = Callable[[], None]


@pytest.fixture
def other(parts: Parts) -> SpeakerDouble:
    """A second speaker that has not signed in yet."""
    return SpeakerDouble(parts.speakers)


@pytest.fixture
def let_pass(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let so many seconds go by for desk, choice and monitor."""
    real, ahead = time.monotonic, [0.0]
    monkeypatch.setattr("display.hall.playback.speaker.time.monotonic", lambda: real() + ahead[0])

    def go_on(seconds: float) -> None:
        ahead[0] += seconds

    return go_on


def choose(parts: Parts, name: str) -> None:
    """Have staff choose the speaker of that name."""
    change_zone(parts.hall, "main", ZoneRequest(speaker=name))


def speaking(parts: Parts) -> str:
    """Return the name of who speaks."""
    return parts.speakers.rows()[0]["name"]


def test_who_stands_by_is_told_who_speaks(
    parts: Parts, speaker: SpeakerDouble, other: SpeakerDouble
) -> None:
    """Else its machine says that its sound device is ready, and nobody knows why it is silent."""
    speaker.sign_in(name="amplifier")
    other.sign_in(name="kantor")
    assert other.told[-1] == {
        "type": "lease",
        "zone": "main",
        "granted": False,
        "holder": "amplifier",
    }
    assert [(row["name"], row["speaks"]) for row in parts.speakers.rows()] == [
        ("amplifier", True),
        ("kantor", False),
    ]


def test_one_that_cannot_be_heard_is_replaced(
    parts: Parts,
    speaker: SpeakerDouble,
    other: SpeakerDouble,
    turn: Turn,
    let_pass: Callable[[float], None],
) -> None:
    """Within 15 s, with the call that it had in hand; it does not say it late."""
    speaker.sign_in(name="amplifier")
    other.sign_in(name="kantor")
    placed = call(parts, "B-001")
    turn()
    (play,) = speaker.plays
    speaker.status("no_device", in_hand=play)
    turn()
    assert speaking(parts) == "amplifier", "a worker that starts again is not replaced"
    let_pass(9)
    turn()
    assert speaking(parts) == "kantor"
    assert {"type": "stop", "announcement_id": placed.announcement_id} in speaker.told
    turn()
    (again,) = other.plays
    assert again["attempt"] > play["attempt"]
    speaker.report("failed", play, reason="stopped")
    turn()
    assert len(other.plays) == 1, "the word of who spoke before changes nothing"
    other.report("finished", again)
    assert state_of(parts, placed) == ("finished", None)


def test_a_muted_one_is_replaced_too(
    parts: Parts,
    speaker: SpeakerDouble,
    other: SpeakerDouble,
    turn: Turn,
    let_pass: Callable[[float], None],
) -> None:
    """What the hall does not hear is as good as gone."""
    speaker.sign_in(name="amplifier")
    other.sign_in(name="kantor")
    speaker.status("silent", "muted")
    let_pass(9)
    turn()
    assert speaking(parts) == "kantor"


def test_nobody_takes_the_place_of_one_that_is_well(
    parts: Parts,
    speaker: SpeakerDouble,
    other: SpeakerDouble,
    turn: Turn,
    let_pass: Callable[[float], None],
) -> None:
    """Nor does one that is not well itself."""
    speaker.sign_in(name="amplifier")
    other.sign_in(name="kantor")
    let_pass(60)
    turn()
    assert speaking(parts) == "amplifier"
    speaker.status("no_device")
    other.status("no_device")
    let_pass(60)
    turn()
    assert speaking(parts) == "amplifier"


def test_the_chosen_one_has_its_place_back_between_two_announcements(
    parts: Parts,
    speaker: SpeakerDouble,
    other: SpeakerDouble,
    turn: Turn,
    let_pass: Callable[[float], None],
) -> None:
    """Nothing is cut in the middle, and a loose plug moves no voice to and fro."""
    choose(parts, "amplifier")
    other.sign_in(name="kantor")
    call(parts, "B-001")
    turn()
    (play,) = other.plays
    speaker.sign_in(name="amplifier")
    turn()
    let_pass(11)
    turn()
    assert speaking(parts) == "kantor", "it is speaking"
    other.report("finished", play)
    turn()
    assert speaking(parts) == "amplifier"


def test_staff_let_another_one_speak(
    parts: Parts, speaker: SpeakerDouble, other: SpeakerDouble, turn: Turn
) -> None:
    """As soon as nothing sounds, and from then on."""
    speaker.sign_in(name="amplifier")
    other.sign_in(name="kantor")
    turn()
    wanted = next(row["id"] for row in parts.speakers.rows() if row["name"] == "kantor")
    assert parts.speakers.ask_for(wanted) == "kantor"
    turn()
    assert speaking(parts) == "kantor"
    assert parts.speakers.ask_for("gone") is None


def test_staff_are_told_that_another_one_stands_in(
    parts: Parts,
    speaker: SpeakerDouble,
    other: SpeakerDouble,
    turn: Turn,
    let_pass: Callable[[float], None],
) -> None:
    """The hall is heard, but its own loudspeaker is out of order."""
    choose(parts, "amplifier")
    other.sign_in(name="kantor")
    turn()
    let_pass(5)
    parts.monitor.look()
    assert standing(parts) == ["speaker.standing_in"]
    speaker.sign_in(name="amplifier")
    let_pass(11)
    turn()
    parts.monitor.look()
    assert standing(parts) == []


def test_a_tv_speaks_only_when_no_other_speaker_was_there_for_a_while(
    parts: Parts, other: SpeakerDouble, turn: Turn, let_pass: Callable[[float], None]
) -> None:
    """A speaker that starts again is back in 2 s, and a TV is often on before it."""
    other.sign_in(name="TV pintu", screen=True)
    turn()
    assert parts.speakers.holder is None
    call(parts, "B-001")
    let_pass(6)
    turn()
    turn()
    assert speaking(parts) == "TV pintu"
    assert len(other.plays) == 1


def test_a_tv_gives_the_place_back_to_a_speaker_that_is_well(
    parts: Parts,
    speaker: SpeakerDouble,
    other: SpeakerDouble,
    turn: Turn,
    let_pass: Callable[[float], None],
) -> None:
    """Nobody has to choose one for that; until then staff are told that a TV stands in."""
    other.sign_in(name="TV pintu", screen=True)
    let_pass(6)
    turn()
    speaker.sign_in(name="amplifier")
    turn()
    assert speaking(parts) == "TV pintu"
    let_pass(3)
    parts.monitor.look()
    assert "speaker.standing_in" in standing(parts)
    let_pass(8)
    turn()
    assert speaking(parts) == "amplifier"
    let_pass(3)
    parts.monitor.look()
    assert "speaker.standing_in" not in standing(parts)


def test_a_tv_that_staff_chose_is_the_speaker(
    parts: Parts, other: SpeakerDouble, turn: Turn, let_pass: Callable[[float], None]
) -> None:
    """A hall may have no other; that is no fault."""
    choose(parts, "TV pintu")
    turn()
    other.sign_in(name="TV pintu", screen=True)
    assert speaking(parts) == "TV pintu"
    let_pass(5)
    parts.monitor.look()
    assert "speaker.standing_in" not in standing(parts)


def test_a_tv_whose_browser_refuses_sound_is_a_fault_that_says_what_to_press(
    parts: Parts, other: SpeakerDouble, turn: Turn, let_pass: Callable[[float], None]
) -> None:
    """The hall would be silent, and a press on the remote control mends it."""
    choose(parts, "TV pintu")
    turn()
    other.sign_in(name="TV pintu", screen=True)
    other.status("silent", "blocked")
    let_pass(2)
    parts.monitor.look()
    assert "speaker.blocked" in standing(parts)
