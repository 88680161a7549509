"""The desk of the ear: what it is told to listen for, what is kept, and whose word it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from display.hall.announcing import ZoneRequest, change_zone
from display.hall.errors import Conflict, Refused
from display.hall.hearing import EarDesk
from display.journal import Announcement
from display.parts import Parts
from tests.display.hall.conftest import SpeakerDouble
from tests.display.hall.hearing.conftest import EarDouble, judgement


def row(parts: Parts, announcement_id: str) -> Announcement:
    found = parts.hall.read(lambda tx: tx.get(Announcement, announcement_id))
    assert found
    return found


def zone(parts: Parts) -> dict[str, object]:
    (found,) = parts.journal.snapshot(parts.hall.id)["zones"]
    return found


def faults(parts: Parts) -> list[str]:
    found = parts.journal.snapshot(parts.hall.id)["faults"]
    return [fault["code"] for fault in found if fault["code"].startswith("ear.")]


def test_what_has_just_begun_is_to_be_listened_for(ear: EarDouble) -> None:
    """With its chime, how long ago it began and how long it is."""
    expected = ear.begin()
    assert (expected["chime"], expected["attempt"]) == ("call", 1)
    assert expected["age_s"] >= 0
    assert expected["length_s"] > 3


def test_what_began_long_ago_is_not(ear: EarDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ear keeps three seconds of what it heard."""
    ear.begin()
    monkeypatch.setattr("display.hall.hearing.desk._NEWS_S", -1)
    assert ear.say() == []


def test_where_staff_muted_nothing_is_to_be_heard(ear: EarDouble) -> None:
    """That has a fault of its own."""
    ear.begin()
    change_zone(ear.parts.hall, "main", ZoneRequest(volume=0))
    assert ear.say() == []


def test_the_outcome_keeps_what_the_ear_heard(ear: EarDouble) -> None:
    """In the row, in the journal, and in the history, though it was said after the end."""
    expected = ear.hear(over_noise_db=8.5, delay_ms=140)
    kept = row(ear.parts, expected["announcement_id"])
    assert (kept.heard, kept.over_noise_db, kept.heard_delay_ms) == (True, 8.5, 140)
    assert kept.state == "finished"
    from display.hall.announcing import read_history

    (told,) = ear.parts.hall.read(lambda tx: read_history(tx, None, 5, None)).announcements
    assert (told["heard"], told["over_noise_db"]) == (True, 8.5)


def test_the_first_verdict_stands(ear: EarDouble, names: Callable[[], list[str]]) -> None:
    """An ear whose answer was lost tells again; another word of one attempt changes nothing."""
    expected = ear.hear("not_heard")
    ear.say("listening", judgement(expected, "not_heard"), judgement(expected, "heard"))
    assert row(ear.parts, expected["announcement_id"]).heard is False
    assert names().count("announcement.not_heard") == 1
    assert "announcement.heard" not in names()


def test_a_word_on_another_attempt_or_on_nothing_is_left(ear: EarDouble) -> None:
    """A replay is another sound; an announcement of yesterday's journal is none."""
    expected = ear.begin()
    ear.say("listening", {**judgement(expected, "heard"), "attempt": 2})
    ear.say("listening", {**judgement(expected, "heard"), "announcement_id": "x"})
    ear.say("listening", judgement(expected, "unjudged", why="gap"))
    assert row(ear.parts, expected["announcement_id"]).heard is None


def test_a_replay_is_judged_anew(ear: EarDouble, speaker: SpeakerDouble) -> None:
    """What was heard of the attempt that was lost says nothing of the next."""
    expected = ear.begin()
    ear.say("listening", judgement(expected, "heard"))
    speaker.report("failed", speaker.plays[-1], reason="device_lost")
    ear.parts.announcer.take_turn()
    speaker.report("started", speaker.plays[-1])
    assert row(ear.parts, expected["announcement_id"]).heard is None
    (again,) = ear.say()
    assert again["attempt"] == 2


def test_two_in_a_row_not_heard_are_a_fault_until_one_is(ear: EarDouble) -> None:
    """Whatever the witness says."""
    ear.hear()
    ear.hear("not_heard")
    ear.parts.monitor.look()
    assert faults(ear.parts) == []
    ear.hear("not_heard")
    ear.parts.monitor.look()
    assert faults(ear.parts) == ["ear.not_heard"]
    ear.hear()
    ear.parts.monitor.look()
    assert faults(ear.parts) == []


def test_a_new_server_knows_what_the_one_before_it_knew(ear: EarDouble) -> None:
    """A desk has no memory that the journal has not."""
    ear.hear("not_heard")
    fresh = EarDesk(ear.parts.hall, ear.parts.hub.snapshot_message)
    assert (fresh.hearing().missed, fresh.is_expected) == (1, True)
    ear.hear("not_heard")
    assert fresh.hearing().is_fault


@pytest.mark.parametrize(
    ("state", "words"), [("silent", "tidak menangkap"), ("no_microphone", "tidak ditemukan")]
)
def test_a_dead_microphone_is_told_with_what_to_do(
    ear: EarDouble, pass_s: Callable[[float], None], state: str, words: str
) -> None:
    """Not in the seconds in which its worker begins again."""
    ear.say()
    ear.say(state)
    ear.parts.monitor.look()
    assert faults(ear.parts) == []
    pass_s(8.5)
    ear.say(state)
    ear.parts.monitor.look()
    assert faults(ear.parts) == ["ear.dead_microphone"]
    found = ear.parts.journal.snapshot(ear.parts.hall.id)["faults"]
    assert any(words in fault["sentence"] for fault in found)
    ear.say()
    ear.parts.monitor.look()
    assert faults(ear.parts) == []


def test_an_ear_that_reports_no_more_is_missed(
    ear: EarDouble, pass_s: Callable[[float], None]
) -> None:
    """By a server that has restarted meanwhile, too; it is over when one reports."""
    ear.say()
    pass_s(16)
    ear.parts.monitor.look()
    assert faults(ear.parts) == ["ear.absent"]
    ear.say()
    ear.parts.monitor.look()
    assert faults(ear.parts) == []


def test_a_hall_without_an_ear_has_none_to_miss(
    parts: Parts, pass_s: Callable[[float], None]
) -> None:
    """Nobody is to be nagged for what was never there."""
    pass_s(60)
    parts.monitor.look()
    assert faults(parts) == []


def test_a_microphone_that_was_set_is_missed_though_it_never_came(
    parts: Parts, pass_s: Callable[[float], None]
) -> None:
    """``panggil run`` was told to hear."""
    hall = replace(parts.hall, settings=replace(parts.settings, microphone="USB"))
    assert EarDesk(hall, parts.hub.snapshot_message).is_expected


def test_staff_take_an_ear_away(ear: EarDouble, pass_s: Callable[[float], None]) -> None:
    """All its faults end; one that reports again is an ear again."""
    ear.hear("not_heard")
    ear.hear("not_heard")
    pass_s(16)
    ear.parts.monitor.look()
    assert faults(ear.parts) == ["ear.absent", "ear.not_heard"]
    ear.parts.ears.release()
    ear.parts.monitor.look()
    assert faults(ear.parts) == []
    assert zone(ear.parts)["has_ear"] is False
    ear.say()
    assert zone(ear.parts)["has_ear"] is True


def test_one_ear_listens_in_a_zone(ear: EarDouble, pass_s: Callable[[float], None]) -> None:
    """Another is refused while the first reports, and takes over when it does not."""
    ear.say()
    with pytest.raises(Conflict, match="aula"):
        ear.say(name="ruang sebelah")
    pass_s(11)
    ear.say(name="ruang sebelah")
    assert ear.parts.ears.ear
    assert ear.parts.ears.ear.name == "ruang sebelah"


def test_another_zone_is_refused(ear: EarDouble) -> None:
    """The field is named."""
    with pytest.raises(Refused) as refused:
        ear.say(zone="lantai-2")
    assert refused.value.field == "zone"


def steered(ear: EarDouble) -> object:
    """What the monitor makes of the volume."""
    ear.parts.monitor.look()
    return zone(ear.parts)["volume"]


def test_the_volume_follows_between_announcements(ear: EarDouble) -> None:
    """Three calls too loud: one step, and three more before the next."""
    asked = ZoneRequest(volume=80, follows_noise=True, quietest=50, loudest=90)
    change_zone(ear.parts.hall, "main", asked)
    ear.say()
    assert steered(ear) == 80
    for _ in range(2):
        ear.hear(over_noise_db=14.0)
        assert steered(ear) == 80
    expected = ear.begin()
    ear.say("listening", judgement(expected, "heard", over_noise_db=14.0))
    assert steered(ear) == 80  # it sounds still
    ear.end(expected)
    assert steered(ear) == 71
    assert steered(ear) == 71
    for _ in range(2):
        ear.hear(over_noise_db=14.0)
        assert steered(ear) == 71
    ear.hear(over_noise_db=14.0)
    assert steered(ear) == 63


@pytest.mark.parametrize("trouble", ["missed", "silent", "clips", "off"])
def test_an_ear_that_does_not_hear_well_steers_nothing(ear: EarDouble, trouble: str) -> None:
    """Nor one that staff did not ask to."""
    asked = ZoneRequest(volume=80, follows_noise=trouble != "off")
    change_zone(ear.parts.hall, "main", asked)
    ear.say()
    steered(ear)
    for _ in range(3):
        ear.hear(over_noise_db=1.0, clipped_share=0.2 if trouble == "clips" else 0.0)
    if trouble == "missed":
        ear.hear("not_heard")
    if trouble == "silent":
        ear.say("silent")
    assert steered(ear) == 80
