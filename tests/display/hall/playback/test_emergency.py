"""An emergency: before everything, until it ends, and staff can always end it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from display.clock import parse
from display.hall import Refused
from display.hall.announcing import cancel_announcement, prepare_again
from display.hall.announcing.announcements import LONGEST_EMERGENCY
from display.hall.announcing.queue import release_announcement
from display.hall.reasons import VOICE_NOT_MADE, WITHOUT_VOICE
from display.hall.speech import alarm_sound
from display.parts import Parts
from tests.display.hall.asking import READY, call, make_stale, row_of, say, state_of
from tests.display.hall.conftest import SpeakerDouble

Turn = Callable[[], None]


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """An emergency is said again without a pause."""
    monkeypatch.setattr("display.hall.playback.announcer.EMERGENCY_PAUSE_S", 0.0)
    monkeypatch.setattr("display.hall.playback.announcer.ALARM_PAUSE_S", 0.0)


def play_through(speaker: SpeakerDouble) -> None:
    """Report that the last order was heard."""
    speaker.report("started", speaker.plays[-1])
    speaker.report("finished", speaker.plays[-1])


def test_it_is_said_until_staff_end_it(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """Nothing else is spoken meanwhile; then the hall goes on."""
    speaker.sign_in()
    waiting = call(parts, "B-010")
    alarm = say(parts, priority="emergency", until_ended=True)
    for _ in range(5):
        turn()
        assert speaker.plays[-1]["announcement_id"] == alarm.announcement_id
        play_through(speaker)
    assert row_of(parts, alarm).attempt == 5
    cancel_announcement(parts.hall, str(alarm.announcement_id))
    assert state_of(parts, alarm) == ("finished", "ended")
    turn()
    assert speaker.plays[-1]["announcement_id"] == waiting.announcement_id


def test_ending_it_twice_is_no_error(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """Two officers press at once; one that nobody has heard yet is cancelled."""
    unheard = say(parts, priority="emergency")
    for _ in range(2):
        cancel_announcement(parts.hall, str(unheard.announcement_id))
    assert state_of(parts, unheard) == ("cancelled", "asked")
    speaker.sign_in()
    alarm = say(parts, priority="emergency")
    turn()
    speaker.report("started", speaker.plays[-1])
    for _ in range(2):
        cancel_announcement(parts.hall, str(alarm.announcement_id))
    assert state_of(parts, alarm) == ("finished", "ended")
    turn()
    assert speaker.told[-1]["type"] == "stop"


def test_it_ends_when_its_time_is_over(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """As finished, when it was heard; what sounds is said to its end."""
    speaker.sign_in()
    alarm = say(parts, priority="emergency", until_ended=True)
    turn()
    speaker.report("started", speaker.plays[-1])
    make_stale(parts, alarm)
    turn()
    assert state_of(parts, alarm)[0] == "started"
    speaker.report("finished", speaker.plays[-1])
    turn()
    assert state_of(parts, alarm) == ("finished", "expired")


def test_it_has_an_expiry_within_bounds(parts: Parts) -> None:
    """Ten minutes unless it says otherwise, an hour at the most."""
    row = row_of(parts, say(parts, priority="emergency"))
    life = parse(str(row.expires_at)) - parse(row.queued_at)
    assert life.total_seconds() == pytest.approx(parts.settings.emergency_expiry_s, abs=1)
    with pytest.raises(Refused) as refused:
        say(parts, priority="emergency", expires_in_s=LONGEST_EMERGENCY.total_seconds() + 1)
    assert (refused.value.field, refused.value.code) == ("expires_in_s", "too_late")


def test_without_a_device_it_stands_on_the_screens(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """It does not fail, so that staff can end it; it is spoken when there is a device again."""
    speaker.sign_in(state="no_device")
    alarm, placed = say(parts, priority="emergency"), call(parts, "B-010")
    turn()
    assert [state_of(parts, one)[0] for one in (alarm, placed)] == ["queued", "queued"]
    speaker.status("ready")
    turn()
    assert speaker.plays[-1]["announcement_id"] == alarm.announcement_id
    play_through(speaker)
    speaker.status("no_device")
    turn()
    assert state_of(parts, placed) == ("failed", "no_device")


def test_what_it_could_not_interrupt_is_still_on_the_air(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """Its sound could not be fetched: it interrupts again as soon as it can."""
    speaker.sign_in()
    placed = call(parts, "B-010")
    turn()
    speaker.report("started", speaker.plays[0])
    alarm = say(parts, priority="emergency")
    turn()
    speaker.report("failed", speaker.plays[1], reason="fetch")
    assert parts.announcer.on_air_id == placed.announcement_id
    turn()
    assert speaker.plays[2]["announcement_id"] == alarm.announcement_id
    assert speaker.plays[2]["interrupt"]


def test_a_loss_never_ends_it(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """A call is given up after three; an emergency is tried for as long as it stands."""
    speaker.sign_in()
    alarm = say(parts, priority="emergency")
    for _ in range(5):
        turn()
        speaker.report("failed", speaker.plays[-1], reason="device_lost")
    assert len(speaker.plays) == 5
    assert state_of(parts, alarm)[0] == "queued"


def test_calls_are_held_meanwhile_and_not_lost(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """They do not expire; afterwards each has the time that it had left."""
    speaker.sign_in()
    alarm, placed = say(parts, priority="emergency"), call(parts, "B-010")
    make_stale(parts, placed)
    turn()
    assert state_of(parts, placed)[0] == "queued"
    before = str(row_of(parts, placed).expires_at)
    play_through(speaker)
    assert str(row_of(parts, placed).expires_at) > before
    assert state_of(parts, alarm)[0] == "finished"


def test_it_waits_for_no_voice(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """Its tone sounds at once and again until its words are made, which are spoken then.

    The tone alone is no announcement that was heard: only the words end it.
    """
    speaker.sign_in()
    call(parts, "B-010")
    turn()
    alarm = say(parts, priority="emergency")
    parts.hall.write(lambda tx: prepare_again(tx, alarm.announcement_id))
    tones = set()
    for _ in range(3):
        turn()
        tone = speaker.plays[-1]
        tones.add(tone["sound"])
        assert (tone["announcement_id"], tone["volume"]) == (alarm.announcement_id, 100)
        speaker.report("started", tone)
        speaker.report("finished", tone)
        assert state_of(parts, alarm)[0] == "preparing"
        assert row_of(parts, alarm).started_at
    assert tones == {alarm_sound(parts.hall).sha256}
    turn()
    speaker.report("started", speaker.plays[-1])
    parts.hall.write(lambda tx: release_announcement(tx, alarm.announcement_id))
    speaker.report("finished", speaker.plays[-1])  # of the tone, when the words are there already
    assert state_of(parts, alarm)[0] == "queued"
    turn()
    assert speaker.plays[-1]["sound"] not in tones
    speaker.report("started", speaker.plays[-1])
    speaker.report("finished", speaker.plays[-1])
    assert state_of(parts, alarm)[0] == "finished"


def test_without_words_its_tone_is_all_there_is(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """A voice that cannot be made: the tone counts, and the row says that there were no words."""
    speaker.sign_in()
    alarm = say(parts, "Kebakaran di lantai dua.", priority="emergency")
    parts.hall.write(
        lambda tx: release_announcement(tx, alarm.announcement_id, reason=VOICE_NOT_MADE)
    )
    turn()
    play_through(speaker)
    assert state_of(parts, alarm) == ("finished", WITHOUT_VOICE)


def test_nothing_else_begins_while_its_voice_is_made(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """The hall must not be told to go to a counter while the screens say leave."""
    speaker.sign_in()
    placed = call(parts, "B-010")
    alarm = say(parts, "Kebakaran di lantai dua.", priority="emergency")
    assert state_of(parts, alarm)[0] == "preparing"
    turn()
    assert [play["announcement_id"] for play in speaker.plays] == [alarm.announcement_id]
    speaker.report("finished", speaker.plays[0])
    turn()
    cancel_announcement(parts.hall, str(alarm.announcement_id))
    turn()
    speaker.report("failed", speaker.plays[-1], reason="stopped")
    turn()
    assert speaker.plays[-1]["announcement_id"] == placed.announcement_id


def test_it_interrupts_and_is_as_loud_as_can_be(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """At full volume, without a gap; and it does not interrupt another one."""
    speaker.sign_in()
    call(parts, "B-010")
    turn()
    assert speaker.plays[0]["volume"] is None
    say(parts, priority="emergency")
    turn()
    play = speaker.plays[1]
    assert (play["interrupt"], play["volume"], play["gap_ms"]) == (True, 100, 0)
    say(parts, "Silakan menuju loket 8.", priority="emergency")
    turn()
    assert len(speaker.plays) == 2


def test_the_real_thing_interrupts_a_drill(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """And the drill waits until it is over."""
    speaker.sign_in()
    drill = say(parts, priority="emergency", drill=True, until_ended=True)
    _release(parts, drill.announcement_id)
    turn()
    real = say(parts, priority="emergency")
    turn()
    assert speaker.plays[-1]["announcement_id"] == real.announcement_id
    assert speaker.plays[-1]["interrupt"]
    speaker.report("failed", speaker.plays[0], reason="stopped")
    turn()
    assert len(speaker.plays) == 2


def test_a_drill_says_what_it_is(parts: Parts) -> None:
    """Before and after, each time it is said; words that say so already are not doubled."""
    from display.hall.speech.sentences import announcement_sentence

    for text in (READY, f"LATIHAN. {READY}"):
        row = row_of(parts, say(parts, text, priority="emergency", drill=True, repeat=1))
        sentence = parts.hall.read(
            lambda tx, row=row: announcement_sentence(tx, row),  # type: ignore[misc]
        )
        assert row.caption == sentence.caption == f"LATIHAN. {READY}"
        once = "Latihan. Silakan menuju loket sembilan. Latihan."
        assert sentence.spoken == f"{once} {once}"


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"until_ended": True}, "until_ended"),
        ({"until_ended": True, "priority": "urgent"}, "until_ended"),
        ({"language": "en"}, "language"),
        ({"fields": {"jam": "9"}}, "fields"),
        ({"template": "buka"}, "template"),
        ({"recording": "none"}, "recording"),
    ],
)
def test_what_contradicts_itself_is_refused(
    parts: Parts, asked: dict[str, object], field: str
) -> None:
    """Before anybody hears half of it; the field is named."""
    seq = parts.journal.position(parts.hall.id)[1]
    with pytest.raises(Refused) as refused:
        say(parts, **asked)
    assert refused.value.field == field
    assert parts.journal.position(parts.hall.id)[1] == seq


def test_text_only_is_shown_and_never_spoken(
    parts: Parts, speaker: SpeakerDouble, turn: Turn, names: Callable[[], list[str]]
) -> None:
    """Started at once, whatever waits; finished when its time is over or staff take it down."""
    speaker.sign_in()
    text = say(parts, "Kalimat yang belum pernah diucapkan.", silent=True)
    assert names() == ["announcement.queued", "announcement.started"]
    turn()
    assert speaker.plays == []
    other = say(parts, silent=True)
    cancel_announcement(parts.hall, str(other.announcement_id))
    make_stale(parts, text)
    turn()
    assert state_of(parts, text) == ("finished", None)
    assert state_of(parts, other) == ("finished", "ended")


def _release(parts: Parts, announcement_id: str | None) -> None:
    from display.hall.announcing.queue import release_announcement

    parts.hall.write(
        lambda tx: release_announcement(tx, str(announcement_id), reason="voice_failed"),
    )
