"""What staff read about the hall: a plain sentence, and what to do when something is wrong."""

from __future__ import annotations

import shutil
from collections import namedtuple
from collections.abc import Callable

import pytest

from display.finding import Finding
from display.hall.health import check_health
from display.hall.health.checks import check_pa, check_voice, jump_words
from display.hall.health.clock import ClockWatch
from display.parts import House
from display.push.protocol import Hello, ScreenStatus
from tests.display.hall.conftest import SpeakerDouble

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Set how many megabytes the disk has left."""

    def set_free(megabytes: int) -> None:
        usage = Usage(10**12, 0, megabytes * 1_000_000)
        monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)

    return set_free


def codes(house: House) -> list[str]:
    return [fault["code"] for fault in house.journal.snapshot(house.hall)["faults"]]


def enter(house: House, version: str = "test", **status) -> int:
    """Let a screen connect and report; return its number."""
    hello = Hello(type="hello", role="screen", version=version)
    number = house.hub.presence.enter(hello, "websocket", "10.0.0.7")
    house.hub.presence.update(number, ScreenStatus(type="status", **status))
    return number


def found(house: House, name: str) -> Finding:
    return check_health(house)[name]


def test_a_hall_that_is_well_says_so(house: House, speaker: SpeakerDouble) -> None:
    """Six sentences, nothing to do."""
    speaker.sign_in()
    enter(house)
    findings = check_health(house)
    assert list(findings) == ["pa", "voice", "screens", "clock", "disk", "database"]
    assert {finding.state for finding in findings.values()} == {"good"}, findings
    assert findings["pa"].sentence == "test; hari ini 0 terdengar, tidak ada yang gagal."
    assert findings["screens"].sentence == "1 layar tersambung."


@pytest.mark.parametrize(
    ("state", "judged", "words"),
    [("absent", "bad", "tidak terhubung"), ("no_device", "bad", "tidak ditemukan"),
     ("starting", "warn", "dimulai"), ("ready", "good", "USB Audio")],
)  # fmt: skip
def test_the_pa_is_judged_by_what_it_says(state: str, judged: str, words: str) -> None:
    """Silence is bad, whatever its reason."""
    finding = check_pa({"state": state, "device": "USB Audio"}, {})
    assert (finding.state, words in finding.sentence) == (judged, True)
    assert bool(finding.remedy) == (judged != "good")


def test_failures_of_today_are_told(house: House) -> None:
    """Staff should look into the history."""
    tally = {"announcement.finished": 1234, "announcement.failed": 2}
    finding = check_pa({"state": "ready", "device": None}, tally)
    assert "1.234 terdengar, 2 gagal" in finding.sentence
    assert finding.state == "warn"


@pytest.mark.parametrize(
    ("voice", "judged", "words"),
    [
        ({"state": "ready", "needed": 900, "missing": 0}, "good", "Semua nomor"),
        ({"state": "making", "needed": 1900, "missing": 900}, "good", "1.000 dari 1.900 frasa"),
        ({"state": "incomplete", "needed": 900, "missing": 2}, "warn", "2 dari 900 frasa"),
    ],
    ids=["ready", "making", "incomplete"],
)
def test_the_voice_tells_how_far_it_is(house: House, voice, judged: str, words: str) -> None:
    """Making ahead is no trouble; what cannot be made is."""
    finding = check_voice(house, {"voice": voice, "announcements": [], "faults": []})
    assert (finding.state, words in finding.sentence) == (judged, True)


def test_a_pack_that_cannot_be_opened_is_told(house: House) -> None:
    """The shipped voice speaks meanwhile."""
    house.pack_trouble = "no manifest"
    finding = check_voice(house, {})
    assert (finding.state, "suara bawaan" in finding.sentence) == ("warn", True)


def test_old_pages_are_told(house: House) -> None:
    """A TV that keeps an old page may show what no longer holds."""
    enter(house, version="before")
    assert "1 layar masih memakai halaman lama" in found(house, "screens").sentence


def test_no_screen_is_told(house: House) -> None:
    """With the address to open."""
    assert "/tv" in found(house, "screens").remedy


def test_a_script_error_is_a_fault_that_does_not_repeat_its_words(house: House) -> None:
    """What a screen says of itself is not ours: anybody in the network may be a screen."""
    number = enter(house, error="<b>Hubungi 0811</b>")
    house.watch.look()
    (fault,) = house.journal.snapshot(house.hall)["faults"]
    assert fault["code"] == "screen.script_error"
    assert "10.0.0.7" in fault["sentence"]
    assert "0811" not in fault["sentence"] + found(house, "screens").sentence
    house.hub.presence.leave(number)
    house.watch.look()
    assert codes(house) == ["screen.script_error"]


def test_a_nearly_full_disk_warns_and_then_is_a_fault(
    house: House, free: Callable[[int], None]
) -> None:
    """Before writes fail; and it does not flicker at the edge."""
    free(400)
    house.watch.look()
    assert (found(house, "disk").state, codes(house)) == ("warn", [])
    free(150)
    house.watch.look()
    assert (found(house, "disk").state, codes(house)) == ("bad", ["disk.nearly_full"])
    free(210)
    house.watch.look()
    assert codes(house) == ["disk.nearly_full"]
    free(300)
    house.watch.look()
    assert codes(house) == []


def test_a_clock_that_was_set_is_a_fault(house: House) -> None:
    """Calls expire by it."""
    walls = iter((1000.0, 1010.0))
    house.watch.clock = ClockWatch(lambda: next(walls), lambda: 0.0)
    house.watch.look()
    assert codes(house) == ["clock.jumped"]


@pytest.mark.parametrize(
    ("seconds", "words"), [(7.2, "maju 7 detik"), (-300, "mundur 5 menit"), (90000, "maju 25 jam")]
)
def test_a_jump_is_told_in_plain_words(seconds: float, words: str) -> None:
    """By how much, and which way."""
    assert words in jump_words(seconds)


def test_a_database_that_is_gone_is_a_finding_not_an_error(house: House) -> None:
    """Everything else is still told."""
    house.journal.close()
    findings = check_health(house)
    assert findings["database"].state == "bad"
    assert "tidak dapat dicapai" in findings["database"].sentence
    assert findings["disk"].sentence.startswith("Ruang kosong")
