"""The voice of a text: made phrase by phrase, the most urgent first, within its time."""

from __future__ import annotations

import pytest

from audio import VoiceError
from display.hall.announcing import AnnouncementRequest, announce
from display.journal import Fault
from tests.display.changing import change_settings, give_voice

TWO = "Pelayanan segera ditutup. Mohon menuju pintu keluar."


class VoiceDouble:
    """A voice worker that makes tones of what it is asked for, or fails."""

    stand_in = None

    def __init__(self, parts):
        self.asked: list[str] = []
        self.given_s: list[float] = []
        self.fails = False
        self.clips = parts.voice.clips

    def make(self, texts, timeout_s):
        from audio.voices.making import make_clip
        from tests.audio.tones import Tones

        self.asked += texts
        self.given_s.append(timeout_s)
        if self.fails:
            raise VoiceError("busy")
        for text in texts:
            make_clip(Tones(), text, self.clips)

    def close(self):
        """Nothing runs."""


@pytest.fixture
def voice(parts):
    give_voice(parts, VoiceDouble(parts))
    return parts.voice


@pytest.fixture
def step(parts):
    """Take one step of the preparation, if anything waits; return whether it did."""

    def take():
        waiting = parts.preparation._waiting()
        if waiting:
            parts.preparation._prepare(*waiting)
        return bool(waiting)

    return take


def states(parts):
    rows = parts.hall.read(lambda tx: tx.open_announcements())
    return {row.text: (row.state, row.reason) for row in rows}


def faults(parts):
    return [fault.code for fault in parts.hall.read(lambda tx: tx.all(Fault))]


def test_a_text_is_made_phrase_by_phrase_and_then_queued(parts, voice, step):
    """The API has answered long before: preparing, then queued, each once in the journal."""
    announce(parts.hall, AnnouncementRequest(text=TWO))
    assert states(parts)[TWO] == ("preparing", None)
    while step():
        pass
    assert voice.asked == ["Pelayanan segera ditutup", "Mohon menuju pintu keluar"]
    assert states(parts)[TWO] == ("queued", None)


def test_the_same_text_again_needs_no_voice(parts, voice, step):
    """Clips are kept by their words."""
    announce(parts.hall, AnnouncementRequest(text=TWO))
    while step():
        pass
    announce(parts.hall, AnnouncementRequest(text="Mohon menuju pintu keluar."))
    assert not step()
    assert len(voice.asked) == 2


def test_a_more_urgent_text_goes_first(parts, voice, step):
    """Also between two phrases of one that was begun."""
    announce(parts.hall, AnnouncementRequest(text=TWO))
    step()
    announce(parts.hall, AnnouncementRequest(text="Mohon tenang.", priority="urgent"))
    while step():
        pass
    assert voice.asked[1] == "Mohon tenang"
    assert {state for state, _ in states(parts).values()} == {"queued"}


def test_time_runs_from_the_first_phrase_on(parts, voice, step):
    """A text of many phrases has no more time than one of few."""
    announce(parts.hall, AnnouncementRequest(text=TWO))
    while step():
        pass
    assert voice.given_s[1] < voice.given_s[0] <= parts.settings.prepare_limit_s


def test_a_text_out_of_time_is_announced_by_chime_and_caption(parts, voice, step):
    """With a fault, which the next text that is made takes away again."""
    change_settings(parts, prepare_limit_s=0.0)
    voice.fails = True
    announce(parts.hall, AnnouncementRequest(text=TWO))
    step()
    assert states(parts)[TWO] == ("queued", "voice_failed")
    assert faults(parts) == ["voice.failed"]
    voice.fails = False
    announce(parts.hall, AnnouncementRequest(text="Mohon tenang."))
    while step():
        pass
    assert faults(parts) == []


def test_what_was_cancelled_meanwhile_is_forgotten(parts, voice, step):
    """No time is kept for what does not wait any more."""
    placed = announce(parts.hall, AnnouncementRequest(text=TWO))
    step()
    from display.hall.announcing import cancel_announcement

    cancel_announcement(parts.hall, placed.announcement_id)
    assert not step()
    assert parts.preparation._until == {}


def test_a_damaged_clip_is_made_again_before_it_is_missed(parts, voice):
    """Pregeneration hears of the damage and makes the word in the same voice."""
    ahead = parts.preparation._ahead
    while ahead.step():
        pass
    parts.composer._voices[0].damaged["nol"] = "another checksum"
    parts.composer._voices[0]._bad[parts.composer._voices[0].find("nol").path] = "nol"
    parts.composer._voices[0]._checked.clear()
    while ahead.step():
        pass
    assert voice.asked == ["nol"]
