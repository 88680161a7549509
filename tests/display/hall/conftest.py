"""A hall with a real journal and the real clip pack; only the speaker is a stand-in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from display.assembly import assemble
from display.hall.playback import SpeakerDesk
from display.journal import open_journal
from display.parts import Parts
from display.settings import load_settings
from tests.furnished import put_database


class SpeakerDouble:
    """A link that behaves as :mod:`audio.speaker` does, and remembers what it was told."""

    def __init__(self, desk: SpeakerDesk) -> None:
        self.desk = desk
        self.told: list[dict[str, Any]] = []
        self.closed = False

    def send(self, message: Mapping[str, Any]) -> None:
        """Take a message of the server."""
        self.told.append(dict(message))

    def close(self) -> None:
        """Be cut."""
        self.closed = True

    def sign_in(
        self,
        state: str = "ready",
        playing: tuple[str, int] | None = None,
        *,
        takes_parts: bool = False,
        name: str = "double",
        screen: bool = False,
    ) -> None:
        """Say hello."""
        item = {"announcement_id": playing[0], "attempt": playing[1]} if playing else None
        status = {"state": state, "device": "test", "playing": item}
        hello = {"type": "hello", "role": "speaker", "zone": self.desk.zone, "name": name}
        hello |= {"parts": True} if takes_parts else {}
        hello |= {"screen": True} if screen else {}
        self.desk.connect(self, {**hello, "status": status, "playing": item})

    def status(
        self, state: str, reason: str | None = None, in_hand: Mapping[str, Any] | None = None
    ) -> None:
        """Tell a change of state, why the hall hears nothing, and the order that is in hand."""
        frame = {"type": "status", "state": state, "device": None, "playing": in_hand}
        self.desk.receive(self, {**frame, "reason": reason})

    def report(
        self, outcome: str, play: Mapping[str, Any], reason: str | None = None, **proof: Any
    ) -> None:
        """Report what became of a play message; ``proof`` is what the witness adds."""
        self.desk.receive(
            self,
            {
                "type": "report",
                "report_id": f"{play['announcement_id']}-{play['attempt']}-{outcome}",
                "announcement_id": play["announcement_id"],
                "attempt": play["attempt"],
                "outcome": outcome,
                "reason": reason,
                "sound": play.get("sound"),
                **proof,
            },
        )

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Every part so far."""
        return [message for message in self.told if message["type"] == "part"]

    @property
    def plays(self) -> list[dict[str, Any]]:
        """Every play message so far."""
        return [message for message in self.told if message["type"] == "play"]


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    """A furnished hall; the announcer's turns are taken by the test."""
    settings = replace(load_settings({}), data=tmp_path)
    put_database(tmp_path, settings.hall)
    journal = open_journal(settings.journal_url)
    parts = assemble(settings, journal, version="test")
    yield parts
    parts.voice.close()
    journal.close()


@pytest.fixture
def speaker(parts: Parts) -> SpeakerDouble:
    """A speaker that has not signed in yet."""
    return SpeakerDouble(parts.speakers)


@pytest.fixture
def turn(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Take one turn of the announcer, without waiting for reports to settle."""
    monkeypatch.setattr("display.hall.playback.announcer.SETTLE_S", 0.0)
    monkeypatch.setattr("display.hall.playback.announcer.DEVICE_GRACE_S", 0.0)
    return parts.announcer.take_turn


@pytest.fixture
def names(parts: Parts) -> Callable[[], list[str]]:
    """Return the names of all events since the hall was furnished."""

    def read() -> list[str]:
        events = parts.journal.events(parts.hall.id, 0)
        return [event.name for event in events if not event.event_id.startswith("seed:")]

    return read
