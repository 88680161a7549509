"""A furnished hall whose announcements are really started; the ear is a stand-in."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from display.hall.hearing import EarRequest, ExpectedChime
from display.parts import Parts
from tests.display.hall.asking import call
from tests.display.hall.conftest import SpeakerDouble, parts, speaker, turn

__all__ = ["EarDouble", "ear", "parts", "speaker", "turn"]


class EarDouble:
    """Speaks to the desk as ``panggil listen`` does, and hears what it is told to."""

    def __init__(self, parts: Parts, speaker: SpeakerDouble, turn: Callable[[], None]) -> None:
        self.parts, self._speaker, self._turn = parts, speaker, turn
        self._number = 0

    def say(
        self, state: str = "listening", *judged: dict[str, Any], **more: Any
    ) -> list[ExpectedChime]:
        """Report; return what is to be listened for."""
        told = {"name": "aula", "state": state, "microphone": "USB", "judgements": judged, **more}
        return self.parts.ears.take(EarRequest.model_validate(told))

    def begin(self) -> ExpectedChime:
        """Let a call begin to sound; return what the ear is told of it."""
        self._number += 1
        placed = call(self.parts, f"B-{self._number:03d}")
        self._turn()
        self._speaker.report("started", self._speaker.plays[-1])
        told = {each["announcement_id"]: each for each in self.say()}
        return told[placed.announcement_id or ""]

    def end(self, expected: ExpectedChime) -> None:
        """Let it end as it should; its length is not waited for."""
        assert self._speaker.plays[-1]["announcement_id"] == expected["announcement_id"]
        self._speaker.report("finished", self._speaker.plays[-1], witness="pulse")

    def hear(self, verdict: str = "heard", **figures: Any) -> ExpectedChime:
        """Let a call sound from beginning to end, and judge it."""
        expected = self.begin()
        self.end(expected)
        self.say("listening", judgement(expected, verdict, **figures))
        return expected


def judgement(expected: ExpectedChime, verdict: str, **figures: Any) -> dict[str, Any]:
    """Return the ear's word on what it was told to listen for."""
    heard = {"over_noise_db": 8.0, "delay_ms": 120} if verdict == "heard" else {}
    key = {name: expected[name] for name in ("announcement_id", "attempt")}  # type: ignore[literal-required]
    return {**key, "verdict": verdict, **heard, **figures}


@pytest.fixture
def pass_s(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let so many seconds go by for the desk; else its clock stands still, however busy we are."""
    now_s = [1000.0]
    stopped = SimpleNamespace(monotonic=lambda: now_s[0])
    monkeypatch.setattr("display.hall.hearing.desk.time", stopped)
    monkeypatch.setattr("display.hall.playback.speakers.SILENT_AFTER_S", 10**6)

    def go(seconds: float) -> None:
        now_s[0] += seconds

    return go


@pytest.fixture
def ear(
    pass_s: Callable[[float], None],
    parts: Parts,
    speaker: SpeakerDouble,
    turn: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> EarDouble:
    """An ear in a hall whose speaker is ready; a call may end at once."""
    monkeypatch.setattr("display.hall.hearing.rule._LATE_MS", 10**9)
    monkeypatch.setattr("display.hall.hearing.desk._NEWS_S", 10**6)
    speaker.sign_in()
    return EarDouble(parts, speaker, turn)
