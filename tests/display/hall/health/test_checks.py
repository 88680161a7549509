"""What staff read about the hall: a plain sentence, and what to do when something is wrong."""

from __future__ import annotations

import shutil
from collections import namedtuple
from collections.abc import Callable

import pytest

from display.clock import now
from display.finding import Finding
from display.hall.health import check_health
from display.hall.health.checks import check_pa, check_voice, jump_words
from display.hall.health.clock import ClockMonitor
from display.parts import Parts
from display.push.wire.protocol import Hello, ScreenStatus
from tests.display.hall.conftest import SpeakerDouble

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Set how many megabytes the disk has left."""

    def set_free(megabytes: int) -> None:
        usage = Usage(10**12, 0, megabytes * 1_000_000)
        monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)

    return set_free


def codes(parts: Parts) -> list[str]:
    return [fault["code"] for fault in parts.journal.snapshot(parts.hall.id)["faults"]]


def enter(parts: Parts, version: str = "test", *, is_known: bool = True, **status) -> int:
    """Let a screen connect, with a token or without, and report; return its number."""
    hello = Hello(type="hello", role="screen", version=version)
    number = parts.hub.presence.enter(hello, "websocket", "10.0.0.7", is_known=is_known)
    parts.hub.presence.update(number, ScreenStatus(type="status", **status))
    return number


def found(parts: Parts, name: str) -> Finding:
    return check_health(parts.hall, parts.hub, parts.zones, parts.ears, parts.monitor)[name]


def test_a_hall_that_is_well_says_so(parts: Parts, speaker: SpeakerDouble) -> None:
    """Seven sentences, nothing to do."""
    speaker.sign_in()
    enter(parts)
    findings = check_health(parts.hall, parts.hub, parts.zones, parts.ears, parts.monitor)
    assert list(findings) == [
        *("pa", "voice", "screens", "clock", "disk", "database", "backup"),
    ]
    assert {finding.state for finding in findings.values()} == {"good"}, findings
    assert findings["pa"].sentence == (
        "test; hari ini 0 terdengar, tidak ada yang gagal."
        " Tidak ada yang memeriksa apakah suaranya sampai ke perangkat itu."
    )
    assert findings["screens"].sentence == "1 layar tersambung."


@pytest.mark.parametrize(
    ("state", "judged", "words"),
    [("absent", "bad", "tidak terhubung"), ("no_device", "bad", "tidak ditemukan"),
     ("silent", "bad", "dibisukan"),
     ("starting", "warn", "dimulai"), ("ready", "good", "USB Audio")],
)  # fmt: skip
def test_the_pa_is_judged_by_what_it_says(state: str, judged: str, words: str) -> None:
    """Silence is bad, whatever its reason."""
    speaker = {
        "state": state,
        "device": "USB Audio",
        "reason": "muted",
        "witness": "pulse",
        "lack": None,
        "fallback": False,
    }
    finding = check_pa(speaker, {})
    assert (finding.state, words in finding.sentence) == (judged, True)
    assert bool(finding.remedy) == (judged != "good")


def test_failures_of_today_are_told(parts: Parts) -> None:
    """Staff should look into the history."""
    tally = {"announcement.finished": 1234, "announcement.failed": 2}
    finding = check_pa(
        {
            "state": "ready",
            "device": None,
            "reason": None,
            "witness": "pulse",
            "lack": None,
            "fallback": False,
        },
        tally,
    )
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
def test_the_voice_tells_how_far_it_is(parts: Parts, voice, judged: str, words: str) -> None:
    """Making ahead is no trouble; what cannot be made is."""
    finding = check_voice("", {"voice": voice, "announcements": [], "faults": []})
    assert (finding.state, words in finding.sentence) == (judged, True)


def test_a_pack_that_cannot_be_opened_is_told(parts: Parts) -> None:
    """The shipped voice speaks meanwhile."""
    parts.monitor.pack_trouble = "no manifest"
    finding = check_voice(parts.monitor.pack_trouble, {})
    assert (finding.state, "suara bawaan" in finding.sentence) == ("warn", True)


def test_old_pages_are_told(parts: Parts) -> None:
    """A TV that keeps an old page may show what no longer holds."""
    enter(parts, version="before")
    assert "1 layar masih memakai halaman lama" in found(parts, "screens").sentence


def test_no_screen_is_told(parts: Parts) -> None:
    """With the address to open."""
    assert "/tv" in found(parts, "screens").remedy


def test_a_script_error_is_a_fault_that_does_not_repeat_its_words(parts: Parts) -> None:
    """What a screen says of itself is not ours: anybody in the network may be a screen."""
    number = enter(parts, error="<b>Hubungi 0811</b>")
    parts.monitor.look()
    (fault,) = parts.journal.snapshot(parts.hall.id)["faults"]
    assert fault["code"] == "screen.script_error"
    assert "0811" not in fault["sentence"] + found(parts, "screens").sentence
    parts.hub.presence.leave(number)
    parts.monitor.look()
    assert codes(parts) == ["screen.script_error"]


def test_a_fault_in_the_open_state_names_no_address_of_the_network(parts: Parts) -> None:
    """Visitors' phones read it. Staff find the screen on the health page."""
    enter(parts, error="x is undefined")
    parts.monitor.look()
    assert "10.0.0.7" not in str(parts.hub.snapshot())
    assert "10.0.0.7" in found(parts, "screens").sentence


def test_strangers_that_call_themselves_screens_make_nothing_wrong(parts: Parts) -> None:
    """Neither the clock nor a screen: they showed no token, and anybody may say anything."""
    for _ in range(5):
        enter(parts, version="before", is_known=False, error="x", drift_ms=150 * 60_000)
    parts.monitor.look()
    assert (codes(parts), found(parts, "clock").state) == ([], "good")
    told = found(parts, "screens")
    assert (told.state, "5 di antaranya tanpa token" in told.sentence) == ("good", True)


def test_a_nearly_full_disk_warns_and_then_is_a_fault(
    parts: Parts, free: Callable[[int], None]
) -> None:
    """Before writes fail; and it does not flicker at the edge."""
    free(400)
    parts.monitor.look()
    assert (found(parts, "disk").state, codes(parts)) == ("warn", [])
    free(150)
    parts.monitor.look()
    assert (found(parts, "disk").state, codes(parts)) == ("bad", ["disk.nearly_full"])
    free(210)
    parts.monitor.look()
    assert codes(parts) == ["disk.nearly_full"]
    free(300)
    parts.monitor.look()
    assert codes(parts) == []


def test_a_clock_that_was_set_is_a_fault(parts: Parts) -> None:
    """Calls expire by it."""
    walls = iter((4e9, 4e9 + 10))
    parts.monitor.clock = ClockMonitor(lambda: next(walls), lambda: 0.0)
    parts.monitor.look()
    assert codes(parts) == ["clock.jumped"]


@pytest.mark.parametrize(
    ("seconds", "words"), [(7.2, "maju 7 detik"), (-300, "mundur 5 menit"), (90000, "maju 25 jam")]
)
def test_a_jump_is_told_in_plain_words(seconds: float, words: str) -> None:
    """By how much, and which way."""
    assert words in jump_words(seconds)


def test_a_database_that_is_gone_is_a_finding_not_an_error(parts: Parts) -> None:
    """Everything else is still told."""
    parts.journal.close()
    findings = check_health(parts.hall, parts.hub, parts.zones, parts.ears, parts.monitor)
    assert findings["database"].state == "bad"
    assert "tidak dapat dicapai" in findings["database"].sentence
    assert findings["disk"].sentence.startswith("Ruang kosong")


def test_a_clock_behind_the_journal_is_a_fault_until_it_is_right(parts: Parts) -> None:
    """Also when a server that started so has written events since, which bear its own time."""
    slow, right = now().timestamp() - 72_000, now().timestamp()
    walls = iter((slow, slow, slow + 1, right))
    parts.monitor.clock = ClockMonitor(lambda: next(walls), lambda: 0.0)
    for stands in (True, True, False):
        parts.monitor.look()
        assert ("clock.behind" in codes(parts)) is stands
