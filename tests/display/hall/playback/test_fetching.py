"""A sound that cannot be fetched for a moment is no lost call: server or network return."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from display.hall.playback import fetching
from display.parts import Parts
from tests.display.hall.asking import call, make_stale, say, standing, state_of
from tests.display.hall.conftest import SpeakerDouble

Turn = Callable[[], None]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again in the next turn."""
    monkeypatch.setattr(fetching, "UNFETCHED_PAUSE_S", 0.0)


def fail_fetch(speaker: SpeakerDouble, turn: Turn, times: int) -> None:
    """Have the sound of whatever is sent not be had."""
    for _ in range(times):
        turn()
        speaker.report("failed", speaker.plays[-1], reason="fetch")


def test_it_keeps_its_place_and_is_spoken_once(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """However often within the grace: nothing passes it, and its tries are no losses."""
    speaker.sign_in()
    first, second = call(parts, "B-001"), call(parts, "B-002")
    fail_fetch(speaker, turn, 10)
    assert {play["announcement_id"] for play in speaker.plays} == {first.announcement_id}
    turn()
    speaker.report("started", speaker.plays[-1])
    speaker.report("finished", speaker.plays[-1])
    assert state_of(parts, first) == ("finished", None)
    turn()
    assert speaker.plays[-1]["announcement_id"] == second.announcement_id


def test_between_two_tries_is_a_pause_for_all_but_an_emergency(
    parts: Parts, speaker: SpeakerDouble, turn: Turn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that cannot answer is not asked without rest; an emergency waits for nothing."""
    monkeypatch.setattr(fetching, "UNFETCHED_PAUSE_S", 60.0)
    speaker.sign_in()
    call(parts, "B-001")
    call(parts, "B-002")
    fail_fetch(speaker, turn, 1)
    turn()
    assert len(speaker.plays) == 1
    alarm = say(parts, priority="emergency")
    turn()
    assert speaker.plays[-1]["announcement_id"] == alarm.announcement_id


def test_after_the_grace_it_fails_as_other_losses_do(
    parts: Parts, speaker: SpeakerDouble, turn: Turn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screens have shown it long since; the next one is tried."""
    monkeypatch.setattr(fetching, "UNFETCHED_GRACE_S", 0.0)
    speaker.sign_in()
    first, second = call(parts, "B-001"), call(parts, "B-002")
    fail_fetch(speaker, turn, 3)
    assert state_of(parts, first) == ("failed", "fetch")
    turn()
    assert speaker.plays[-1]["announcement_id"] == second.announcement_id


def test_what_is_past_its_time_meanwhile_expires(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """Nobody is called to a counter that has long gone on."""
    speaker.sign_in()
    placed = call(parts, "B-001")
    fail_fetch(speaker, turn, 1)
    make_stale(parts, placed)
    turn()
    assert state_of(parts, placed) == ("expired", "queued")


def test_staff_are_told_until_a_sound_is_had(
    parts: Parts, speaker: SpeakerDouble, turn: Turn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hall is silent for as long as it lasts."""
    monkeypatch.setattr("display.hall.health.monitor.UNFETCHED_FOR_S", 0.0)
    speaker.sign_in()
    call(parts, "B-001")
    fail_fetch(speaker, turn, 1)
    parts.monitor.look()
    assert standing(parts) == ["speaker.unfetched"]
    turn()
    speaker.report("started", speaker.plays[-1])
    parts.monitor.look()
    assert standing(parts) == []
