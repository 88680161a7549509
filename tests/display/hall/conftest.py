"""A house with a real journal and the real clip pack; only the speaker is a stand-in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audio import ClipFolder, Composer, VoiceWorker, default_pack
from display.accounts import AccountStore, TokenCheck
from display.hall.announcing import Preparation, PreviewDesk
from display.hall.health import Watch
from display.hall.playback import Announcer, SpeakerDesk
from display.hall.setup import seed_hall
from display.hall.speech import Recordings
from display.journal import open_journal
from display.parts import House
from display.push import Hub
from display.settings import load_settings


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

    def sign_in(self, state: str = "ready", playing: tuple[str, int] | None = None) -> None:
        """Say hello."""
        item = {"announcement_id": playing[0], "attempt": playing[1]} if playing else None
        status = {"state": state, "device": "test", "playing": item}
        hello = {"type": "hello", "role": "speaker", "zone": "main", "name": "double"}
        self.desk.connect(self, {**hello, "status": status, "playing": item})

    def status(self, state: str) -> None:
        """Tell a change of state."""
        frame = {"type": "status", "state": state, "device": None, "playing": None}
        self.desk.receive(self, frame)

    def report(self, outcome: str, play: Mapping[str, Any], reason: str | None = None) -> None:
        """Report what became of a play message."""
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
            },
        )

    @property
    def plays(self) -> list[dict[str, Any]]:
        """Every play message so far."""
        return [message for message in self.told if message["type"] == "play"]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A furnished house; the announcer's turns are taken by the test."""
    settings = replace(load_settings({}), data=tmp_path)
    journal = open_journal(settings.journal_url)
    seed_hall(journal, settings.hall)
    pack = default_pack()
    made = ClipFolder(tmp_path / "clips", pack.voice)
    composer = Composer(pack, made, tmp_path / "sounds")
    house = House(
        settings=settings,
        hall=settings.hall,
        version="test",
        journal=journal,
        composer=composer,
        voice=VoiceWorker(made),
        tokens=TokenCheck(AccountStore(journal.database)),
    )
    house.speakers = SpeakerDesk()
    house.hub = Hub(
        journal,
        settings.hall,
        presence=lambda: {"speaker": house.speakers.describe()},
        version=house.version,
        settings=settings,
    )
    house.preparation = Preparation(house)
    house.announcer = Announcer(house)
    house.recordings = Recordings(house)
    house.previews = PreviewDesk(house)
    house.watch = Watch(house)
    yield house
    house.voice.close()
    journal.close()


@pytest.fixture
def speaker(house: House) -> SpeakerDouble:
    """A speaker that has not signed in yet."""
    return SpeakerDouble(house.speakers)


@pytest.fixture
def turn(house: House, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Take one turn of the announcer, without waiting for reports to settle."""
    monkeypatch.setattr("display.hall.playback.announcer.SETTLE_S", 0.0)
    monkeypatch.setattr("display.hall.playback.announcer.DEVICE_GRACE_S", 0.0)
    return house.announcer.take_turn


@pytest.fixture
def names(house: House) -> Callable[[], list[str]]:
    """Return the names of all events since the hall was furnished."""

    def read() -> list[str]:
        events = house.journal.events(house.hall, 0)
        return [event.name for event in events if not event.event_id.startswith("seed:")]

    return read
