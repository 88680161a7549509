"""The morning check finds what visitors would find: each fault is planted here, and found."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from display.backup import free_name
from display.clock import iso
from display.hall.announcing import ZoneRequest, change_zone
from display.hall.faults import DISK_SCARCE
from display.hall.morning_check import check
from display.hall.morning_check.trial import TRIAL_VOLUME
from display.hall.setup import HallRequest, change_profile
from display.journal import Holiday, MorningCheck, Screen
from display.parts import Parts
from tests.display.hall.asking import call, standing
from tests.display.hall.conftest import SpeakerDouble

Turn = Callable[[], None]


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Screens have said what they show as soon as the calls are over."""
    monkeypatch.setattr(check, "SCREENS_S", -1.0)


def say_all(speaker: SpeakerDouble, turn: Turn, outcome: str = "finished", **told: str) -> None:
    """Have the speaker play whatever it is sent, until nothing is left."""
    done = len(speaker.plays)
    while True:
        turn()
        if len(speaker.plays) == done:
            return
        for play in speaker.plays[done:]:
            speaker.report("started", play)
            speaker.report(outcome, play, witness="pulse", **told)
        done = len(speaker.plays)


def finding(parts: Parts, name: str) -> tuple[str, str]:
    """Return state and sentence of one finding of the last check."""
    last = parts.morning_check.last()
    assert last
    row = next(each for each in last.findings if each["name"] == name)
    return row["state"], row["sentence"]


def checked(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> MorningCheck:
    """Check a hall whose loudspeaker is well, to the end; return what was found."""
    assert parts.morning_check.start("Sari")
    say_all(speaker, turn)
    parts.morning_check.look()
    last = parts.morning_check.last()
    assert last
    assert parts.morning_check.progress() is None
    return last


def test_every_counters_call_is_said_softly(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """With a number that nobody holds, shown as what it is, and counted as no call."""
    speaker.sign_in()
    last = checked(parts, speaker, turn)
    assert len(speaker.plays) == 12
    assert {play["volume"] for play in speaker.plays} == {TRIAL_VOLUME}
    state = parts.journal.snapshot(parts.hall.id)
    assert state["announcements"][0]["caption"] == "Pemeriksaan suara: Loket 1"
    assert state["recent_calls"] == []
    assert finding(parts, "calls") == ("good", "Terdengar untuk semua 12 loket.")
    assert (last.by, last.is_good) == ("Sari", True)
    assert standing(parts) == []


def test_a_second_check_waits_for_none(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """Two who press at once hear every counter once."""
    speaker.sign_in()
    assert parts.morning_check.start("Sari")
    assert not parts.morning_check.start("Budi")
    progress = parts.morning_check.progress()
    assert progress
    assert (progress.by, progress.said, progress.total) == ("Sari", 0, 12)


def test_a_call_goes_before_it(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """Who has come early is called as ever."""
    speaker.sign_in()
    parts.morning_check.start()
    placed = call(parts, "B-001")
    turn()
    assert speaker.plays[0]["announcement_id"] == placed.announcement_id
    assert speaker.plays[0]["volume"] is None


@pytest.mark.parametrize(
    ("state", "reason"), [("silent", "muted"), ("silent", "dummy"), ("no_device", None)]
)
def test_a_loudspeaker_that_is_out_of_order_is_found(
    parts: Parts, speaker: SpeakerDouble, turn: Turn, state: str, reason: str | None
) -> None:
    """No call is tried, for it would be said when nobody expects it; staff have a fault."""
    speaker.sign_in()
    speaker.status(state, reason)
    parts.morning_check.start("Sari")
    parts.morning_check.look()
    assert speaker.plays == []
    assert finding(parts, "pa")[0] == "bad"
    assert finding(parts, "calls")[0] == "bad"
    assert "hall.check_failed" in standing(parts)


def test_calls_that_were_not_heard_are_named_with_the_cause(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """The speaker believed to be well; its reports say otherwise."""
    speaker.sign_in()
    parts.morning_check.start()
    say_all(speaker, turn, "failed", reason="worker_died")
    parts.morning_check.look()
    state, sentence = finding(parts, "calls")
    assert state == "bad"
    assert "Tidak terdengar di 12 dari 12 loket. Loket 1: tidak terdengar: pemutar" in sentence
    assert sentence.endswith("dan 8 loket lain.")


def test_what_is_right_again_clears_the_fault(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """With the next check, and not before."""
    speaker.sign_in()
    speaker.status("no_device")
    parts.morning_check.start()
    parts.morning_check.look()
    speaker.status("ready")
    assert standing(parts) == ["hall.check_failed"]
    checked(parts, speaker, turn)
    assert standing(parts) == []


def test_a_counter_whose_clips_are_missing_is_named(
    parts: Parts, speaker: SpeakerDouble, turn: Turn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its first call of the day would be late."""
    speaker.sign_in()
    real = parts.composer.missing
    monkeypatch.setattr(
        type(parts.composer),
        "missing",
        lambda _, sentence: ("x",) if "Loket 3" in sentence.caption else real(sentence),
    )
    checked(parts, speaker, turn)
    state, sentence = finding(parts, "coverage")
    assert state == "bad"
    assert "Loket 3;" in sentence


def test_a_screen_that_is_not_there_is_named(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """One that was claimed and does not answer."""
    speaker.sign_in()
    row = Screen(id="tv1", name="TV pintu", zone="main")
    parts.hall.write(lambda tx: tx.append("screen.claimed", {"screen": row.to_json()}))
    checked(parts, speaker, turn)
    state, sentence = finding(parts, "screens")
    assert state == "bad"
    assert "TV pintu tidak tersambung" in sentence


def test_a_disk_without_room_is_found(
    parts: Parts, speaker: SpeakerDouble, turn: Turn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the health page says of disk, clock, database, voice and backup stands here too."""
    speaker.sign_in()
    monkeypatch.setattr("display.finding.free_mb", lambda folder: 10)
    checked(parts, speaker, turn)
    assert finding(parts, "disk")[0] == "bad"
    assert DISK_SCARCE  # the monitor raises it besides, by its own name
    last = parts.morning_check.last()
    assert last
    told = {row["name"] for row in last.findings}
    assert {"voice", "clock", "database", "backup"} <= told


def test_a_clock_that_is_behind_is_found(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """An empty battery: the journal has seen a later time than the clock tells."""
    speaker.sign_in()
    parts.monitor.clock.remember(time.time() + 7200)
    parts.monitor.clock.look()
    checked(parts, speaker, turn)
    state, sentence = finding(parts, "clock")
    assert (state, "Jam server tertinggal" in sentence) == ("bad", True)


def test_an_old_backup_is_found(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """The newest is nine days old; one of last night puts it right."""
    speaker.sign_in()
    folder = parts.backups.folder
    folder.mkdir(exist_ok=True)
    nine_days_ago = datetime.now(UTC) - timedelta(days=9)
    (folder / free_name(parts.hall.id, nine_days_ago)).write_bytes(b"zip")
    checked(parts, speaker, turn)
    state, sentence = finding(parts, "backup")
    assert (state, "Cadangan terakhir" in sentence) == ("warn", True)
    last_night = datetime.now(UTC) - timedelta(hours=8)
    (folder / free_name(parts.hall.id, last_night)).write_bytes(b"zip")
    checked(parts, speaker, turn)
    assert finding(parts, "backup")[0] == "good"


def test_a_schedule_that_stands_still_is_found(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """What the hall says by itself is not said."""
    speaker.sign_in()
    parts.scheduler.loop.due_at = time.monotonic() - 60
    checked(parts, speaker, turn)
    assert finding(parts, "schedule")[0] == "bad"


def test_what_nobody_says_in_time_is_taken_back(
    parts: Parts, speaker: SpeakerDouble, turn: Turn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A speaker that hangs: the check ends, and nothing of it is said in the middle of the day."""
    speaker.sign_in()
    parts.morning_check.start()
    real = time.monotonic
    monkeypatch.setattr(check.time, "monotonic", lambda: real() + 600)
    parts.morning_check.look()
    assert finding(parts, "calls")[0] == "bad"
    open_ones = parts.hall.read(lambda tx: tx.open_announcements("main"))
    assert list(open_ones) == []


def test_it_begins_by_itself_before_the_hall_opens(
    parts: Parts, speaker: SpeakerDouble, turn: Turn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once a day, also when the server starts again meanwhile; not on a day without hours."""
    clock = [datetime(2026, 11, 30, 0, 30, tzinfo=UTC)]  # a Monday, 07.30 in Lahat
    monkeypatch.setattr("display.clock.now", lambda: clock[0])
    monkeypatch.setattr(check, "now", lambda: clock[0])
    monkeypatch.setattr(check, "iso_now", lambda: iso(clock[0]))
    speaker.sign_in()
    hours = HallRequest.model_validate({"hours": {"mon": "08.00-15.00"}, "morning_check_min": 20})
    change_profile(parts.hall, hours)
    parts.morning_check.look()
    assert parts.morning_check.progress() is None, "it is too early"
    clock[0] = clock[0].replace(minute=41)
    parts.morning_check.look()
    assert parts.morning_check.progress()
    say_all(speaker, turn)
    parts.morning_check.look()
    parts.morning_check._checked_on = None  # as after a new start
    parts.morning_check.look()
    assert parts.morning_check.progress() is None, "it was checked today"
    clock[0] = clock[0].replace(day=1, month=12)
    parts.morning_check.look()
    assert parts.morning_check.progress() is None, "the hall is closed on Tuesdays"
    holiday = Holiday(day="2026-12-07", name="Libur").to_json()
    parts.hall.write(lambda tx: tx.append("holiday.changed", {"holiday": holiday}))
    clock[0] = clock[0].replace(day=7)
    parts.morning_check.look()
    assert parts.morning_check.progress() is None, "this Monday is a holiday"


def test_the_volume_of_the_hall_is_left_alone(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """What comes after the check is as loud as it was."""
    speaker.sign_in()
    change_zone(parts.hall, "main", ZoneRequest(volume=80))
    turn()
    checked(parts, speaker, turn)
    told = [each["volume"] for each in speaker.told if each["type"] == "volume"]
    assert told == [80]
    assert replace(parts.announcer.zone, seq=0).volume == 80
