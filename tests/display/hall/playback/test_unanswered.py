"""An order that the speaker has not in hand, and said nothing of: it is sent again, as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from display.hall.announcing import cancel_announcement
from display.parts import Parts
from tests.display.hall.asking import call, state_of
from tests.display.hall.conftest import SpeakerDouble

Turn = Callable[[], None]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask again with the first status that comes after the order."""
    monkeypatch.setattr("display.hall.playback.announcer.UNANSWERED_S", 0.0)


def test_it_is_sent_again_with_its_attempt(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """The speaker that has played it says so, and plays it no second time."""
    speaker.sign_in()
    placed = call(parts, "B-001")
    turn()
    turn()
    assert len(speaker.plays) == 1, "no status has come"
    speaker.status("ready")
    turn()
    first, again = speaker.plays
    assert again == first
    speaker.report("finished", again)
    turn()
    assert state_of(parts, placed) == ("finished", None)
    assert len(speaker.plays) == 2


def test_what_the_speaker_has_in_hand_is_waited_for(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """However long it sounds."""
    speaker.sign_in()
    call(parts, "B-001")
    turn()
    speaker.status("playing", in_hand=speaker.plays[0])
    turn()
    assert len(speaker.plays) == 1


def test_what_was_cancelled_meanwhile_makes_way(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """The hall is not silent for what is not to be said."""
    speaker.sign_in()
    placed, second = call(parts, "B-001"), call(parts, "B-002")
    turn()
    cancel_announcement(parts.hall, placed.announcement_id)
    turn()
    speaker.status("ready")
    turn()
    assert speaker.plays[-1]["announcement_id"] == second.announcement_id
