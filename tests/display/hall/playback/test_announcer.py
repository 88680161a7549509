"""What the hall hears next: in order, once, and every announcement ends."""

from __future__ import annotations

import time
from collections.abc import Callable

from display.hall.announcing import AnnouncementRequest, announce
from display.hall.calling import end_call
from display.parts import Parts
from tests.display.hall.asking import call, make_stale, state_of
from tests.display.hall.conftest import SpeakerDouble

Turn = Callable[[], None]


def test_a_call_is_sent_started_and_finished(
    parts: Parts, speaker: SpeakerDouble, turn: Turn, names: Callable[[], list[str]]
) -> None:
    """The ordinary life of an announcement."""
    speaker.sign_in()
    placed = call(parts, "B-012")
    turn()
    (play,) = speaker.plays
    speaker.report("started", play)
    speaker.report("finished", play)
    assert names()[1:] == ["announcement.queued", "announcement.started", "announcement.finished"]
    assert state_of(parts, placed) == ("finished", None)


def test_a_report_is_acknowledged_after_it_is_journalled(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """The speaker repeats a report until then; a repeated one changes nothing."""
    speaker.sign_in()
    placed = call(parts, "B-012")
    turn()
    (play,) = speaker.plays
    for _ in range(3):
        speaker.report("started", play)
        speaker.report("finished", play)
    assert speaker.told[-1]["type"] == "ack"
    assert state_of(parts, placed)[0] == "finished"


def test_one_at_a_time_in_seq_order(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """The next is sent when the one before has ended."""
    speaker.sign_in()
    placed = [call(parts, f"B-01{n}") for n in range(3)]
    for n in range(3):
        turn()
        turn()
        assert len(speaker.plays) == n + 1
        assert speaker.plays[n]["announcement_id"] == placed[n].announcement_id
        speaker.report("finished", speaker.plays[n])


def test_urgent_goes_before_older_calls(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """Priority first, age second."""
    for n in range(3):
        call(parts, f"B-01{n}")
    urgent = call(parts, "B-099", priority="urgent")
    speaker.sign_in()
    turn()
    assert speaker.plays[0]["announcement_id"] == urgent.announcement_id


def test_an_emergency_stops_a_call_which_is_spoken_again_whole(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """Pre-empted speech starts again from its beginning."""
    speaker.sign_in()
    placed = call(parts, "B-012")
    turn()
    speaker.report("started", speaker.plays[0])
    alarm = announce(parts.hall, AnnouncementRequest(text="Loket tiga.", priority="emergency"))
    parts.hall.write(lambda tx: _release_for_test(tx, alarm.announcement_id))
    turn()
    assert speaker.plays[1]["announcement_id"] == alarm.announcement_id
    assert (speaker.plays[1]["interrupt"], speaker.plays[1]["gap_ms"]) == (True, 0)
    speaker.report("failed", speaker.plays[0], reason="stopped")
    turn()
    speaker.report("finished", speaker.plays[1])
    turn()
    assert speaker.plays[2]["announcement_id"] == placed.announcement_id
    assert speaker.plays[2]["attempt"] == 2


def test_a_loss_is_replayed_and_given_up_after_three(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """A sound that kills the device each time must not hold the hall up."""
    speaker.sign_in()
    placed = call(parts, "B-012")
    for attempt in (1, 2, 3):
        turn()
        assert speaker.plays[-1]["attempt"] == attempt
        speaker.report("failed", speaker.plays[-1], reason="device_lost")
    assert state_of(parts, placed) == ("failed", "device_lost")


def test_without_a_device_what_waits_fails(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """Shown, journalled as failed, nothing held back for a device that may never come."""
    speaker.sign_in(state="no_device")
    placed = [call(parts, f"B-01{n}") for n in range(3)]
    turn()
    assert [state_of(parts, one) for one in placed] == [("failed", "no_device")] * 3
    assert speaker.plays == []


def test_a_device_that_appears_is_used(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """The hall recovers by itself."""
    speaker.sign_in(state="no_device")
    speaker.status("ready")
    call(parts, "B-012")
    turn()
    assert len(speaker.plays) == 1


def test_without_a_speaker_a_call_waits_and_expires(parts: Parts, turn: Turn) -> None:
    """It is kept for a speaker that restarts, and ends by itself."""
    placed = call(parts, "B-012")
    turn()
    assert state_of(parts, placed)[0] == "queued"
    make_stale(parts, placed)
    turn()
    assert state_of(parts, placed) == ("expired", "queued")


def test_what_is_still_in_preparation_expires_too(parts: Parts, turn: Turn) -> None:
    """A voice that never comes leaves nothing open."""
    asked = AnnouncementRequest(text="Kalimat yang belum pernah diucapkan.", expires_in_s=0.01)
    placed = announce(parts.hall, asked)
    assert state_of(parts, placed)[0] == "preparing"
    time.sleep(0.02)
    turn()
    assert state_of(parts, placed) == ("expired", "preparing")


def test_a_new_speaker_speaks_again_what_was_cut(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """A speaker that died mid-sentence: its successor starts from the beginning."""
    speaker.sign_in()
    placed = call(parts, "B-012")
    turn()
    speaker.report("started", speaker.plays[0])
    parts.speakers.disconnect(speaker)
    successor = SpeakerDouble(parts.speakers)
    successor.sign_in()
    turn()
    (play,) = successor.plays
    assert (play["announcement_id"], play["attempt"]) == (placed.announcement_id, 2)


def test_a_speaker_that_plays_on_is_not_told_twice(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """After a server restart the speaker says what it plays; that is taken over."""
    placed = call(parts, "B-012")
    assert placed.announcement_id
    speaker.sign_in(state="playing", playing=(placed.announcement_id, 1))
    turn()
    assert speaker.plays == []
    play = {"announcement_id": placed.announcement_id, "attempt": 1}
    speaker.report("started", play)
    speaker.report("finished", play)
    assert state_of(parts, placed)[0] == "finished"


def test_what_staff_cancel_is_stopped(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """A cancelled announcement that sounds is cut; it stays cancelled."""
    from display.hall.announcing import cancel_announcement

    speaker.sign_in()
    placed = call(parts, "B-012")
    turn()
    speaker.report("started", speaker.plays[0])
    cancel_announcement(parts.hall, str(placed.announcement_id))
    turn()
    assert speaker.told[-1]["type"] == "stop"
    speaker.report("failed", speaker.plays[0], reason="stopped")
    assert state_of(parts, placed)[0] == "cancelled"


def test_under_backlog_the_short_form_is_spoken(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """From the fifth waiting call on, each takes less of the hall's time."""
    speaker.sign_in()
    call(parts, "B-010")
    turn()
    alone = speaker.plays[0]["duration_ms"]
    for n in range(1, 7):
        call(parts, f"B-01{n}")
    speaker.report("finished", speaker.plays[0])
    turn()
    assert speaker.plays[1]["duration_ms"] < alone * 0.7


def test_a_second_speaker_stands_by(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """One lease a zone: the second is told so, and takes over when the first goes."""
    second = SpeakerDouble(parts.speakers)
    speaker.sign_in()
    second.sign_in()
    assert second.told[-1]["granted"] is False
    call(parts, "B-012")
    turn()
    assert (len(speaker.plays), len(second.plays)) == (1, 0)
    parts.speakers.disconnect(speaker)
    assert second.told[-1]["granted"] is True


def test_a_served_call_is_not_sent(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """Merged away before its turn came."""
    speaker.sign_in()
    call(parts, "B-010")
    turn()
    waiting = call(parts, "B-011")
    end_call(parts.hall, waiting.event_id, "served")
    speaker.report("finished", speaker.plays[0])
    turn()
    assert len(speaker.plays) == 1
    assert state_of(parts, waiting) == ("merged", "unheard")


def _release_for_test(tx, announcement_id):  # type: ignore[no-untyped-def]
    from display.hall.announcing.queue import release_announcement

    return release_announcement(tx, announcement_id, reason="voice_failed")
