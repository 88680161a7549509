"""A claimed screen that is gone is a fault by its name, in opening hours, until it is back."""

from __future__ import annotations

from datetime import datetime

import pytest

from display.hall.health.missing import MissingScreens
from display.hall.opening_hours import open_at
from display.hall.screens import ScreenWatch
from display.hall.setup import HallRequest, change_profile
from display.journal import Screen
from display.parts import Parts
from display.push.broadcast.presence import Claimed, Presence
from display.push.wire.protocol import Hello


class Hall:
    """A hall with one claimed screen, whose time the test moves on."""

    def __init__(self, parts: Parts) -> None:
        self.parts, self.now, self.presence = parts, 0.0, Presence()
        self.watch = ScreenWatch(lambda: self.now)
        self.missing = MissingScreens(parts.hall, parts.screens, self.watch)
        self.change("claimed")

    def change(self, what: str, **row: object) -> None:
        """Append an event of the screen."""
        data = {"screen": {**Screen("s1", "TV pintu").to_json(), **row}}
        self.parts.hall.write(lambda tx: tx.append(f"screen.{what}", data))

    def connect(self) -> int:
        """Let the screen come in."""
        hello = Hello(type="hello", role="screen")
        return self.presence.enter(hello, "websocket", "10.0.0.9", Claimed("s1", "TV"))

    def look(self, after_s: float = 1.0) -> list[tuple[str, str]]:
        """Look again after a while; return the subject and the sentence of what stands."""
        self.now += after_s
        self.watch.look(self.presence.all())
        self.missing.look()
        faults = self.parts.journal.snapshot(self.parts.hall.id)["faults"]
        return [
            (row["subject"], row["sentence"]) for row in faults if row["code"] == "screen.missing"
        ]


@pytest.fixture
def hall(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> Hall:
    """The hall; the desk reads its rows anew each time, as no hub runs here."""
    monkeypatch.setattr(type(parts.screens), "known", lambda desk: tuple(desk.all()))
    return Hall(parts)


def test_a_screen_that_leaves_is_a_fault_by_name_until_it_is_back(hall: Hall) -> None:
    """Not at once, for it may load its page again; and said once."""
    number = hall.connect()
    assert hall.look() == []
    hall.presence.leave(number)
    assert hall.look(14) == []
    ((subject, sentence),) = hall.look(2)
    assert subject == "s1"
    assert sentence.startswith("Layar TV pintu tidak terhubung sejak pukul ")
    seq = hall.parts.journal.position(hall.parts.hall.id)
    hall.look()
    assert hall.parts.journal.position(hall.parts.hall.id) == seq
    hall.connect()
    assert hall.look() == []


def test_after_a_start_a_screen_has_time_to_come(hall: Hall) -> None:
    """A server that starts again has seen nobody yet."""
    assert hall.look(14) == []
    assert hall.look(2) == [("s1", "Layar TV pintu tidak terhubung.")]


def test_a_fault_that_an_earlier_server_left_is_taken_over(hall: Hall) -> None:
    """Its screen is here: the fault goes. Gone for a moment: it stands until that is known."""
    hall.look(20)
    later = Hall.__new__(Hall)
    later.__dict__ |= hall.__dict__
    later.watch = ScreenWatch(lambda: hall.now)
    later.missing = MissingScreens(hall.parts.hall, hall.parts.screens, later.watch)
    assert len(later.look()) == 1
    later.connect()
    assert later.look() == []


def test_a_revoked_screen_is_missed_by_nobody(hall: Hall) -> None:
    """Its fault goes with it."""
    assert hall.look(20)
    hall.change("revoked", removed=True)
    assert hall.look() == []


@pytest.mark.parametrize(("hours", "faults"), [("00:00-24:00", 1), ("", 0)])
def test_out_of_hours_nobody_misses_a_screen(hall: Hall, hours: str, faults: int) -> None:
    """Staff switch the TVs off in the evening; a fault that stood then goes."""
    hall.look(20)
    days = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), hours)
    # A hall that is closed on all days would count as one that says nothing of its hours.
    if not hours:
        days = {"mon": "00:00-00:01"} if datetime.now().weekday() > 1 else {"fri": "00:00-00:01"}
    change_profile(hall.parts.hall, HallRequest.model_validate({"hours": days}))
    assert len(hall.look()) == faults


def test_a_screen_whose_page_hangs_is_stale(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """Connected, and without a word for longer than two reports: no fault, but it is seen."""
    hall.connect()
    hall.look()
    assert hall.watch.sighting("s1").state == "online"
    from display.clock import now, parse

    moment = now()
    later = parse("2099-01-01T00:00:00.000Z")
    monkeypatch.setattr("display.hall.screens.watch.now", lambda: max(moment, later))
    assert hall.watch.sighting("s1").state == "stale"
    assert hall.look() == []


@pytest.mark.parametrize(
    ("clock", "is_open"),
    [("07:59", False), ("08:00", True), ("12:30", False), ("14:59", True), ("15:00", False)],
)
def test_opening_hours_begin_on_the_minute_and_end_before_it(clock: str, is_open: bool) -> None:
    """Monday; on a day that is not named the hall is closed."""
    hours = {"mon": "08:00-12:00, 13:00-15:00"}
    hour, minute = (int(part) for part in clock.split(":"))
    assert open_at(hours, datetime(2026, 11, 30, hour, minute)) is is_open
    assert not open_at(hours, datetime(2026, 12, 1, hour, minute))
    assert open_at({}, datetime(2026, 12, 1, hour, minute))
