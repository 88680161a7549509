"""The voice of a text: made phrase by phrase, the most urgent first, within its time."""

from __future__ import annotations

import threading

import pytest

from audio import VoiceError, VoiceGaveWay
from display.hall.announcing import AnnouncementRequest, announce
from display.hall.speech import pregeneration
from display.journal import Fault
from tests.acceptance.hall_process import wait_until
from tests.display.changing import give_voice

TWO = "Pelayanan segera ditutup. Mohon menuju pintu keluar."


class VoiceDouble:
    """A voice worker that makes tones of what it is asked for, or fails."""

    stand_in = None
    pace_s = None

    def __init__(self, parts):
        self.asked: list[str] = []
        self.given_s: list[float] = []
        self.fails = False
        self.clips = parts.voice.clips

    def make(self, texts, timeout_s, *, first=False):
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
    limit_s = parts.settings.prepare_limit_s + 0.3 * len(TWO)
    assert voice.given_s[1] < voice.given_s[0] <= limit_s


def test_a_long_text_has_longer(parts, voice, step):
    """By what of it is to be made."""
    announce(parts.hall, AnnouncementRequest(text="Mohon tenang."))
    step()
    announce(parts.hall, AnnouncementRequest(text=TWO, priority="urgent"))
    step()
    assert parts.settings.prepare_limit_s < voice.given_s[0] < voice.given_s[1]


def test_a_text_out_of_time_is_announced_by_chime_and_caption(parts, voice, step):
    """With a fault, which the next text that is made takes away again."""
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


class LongVoice(VoiceDouble):
    """A voice whose phrases take until the test lets them end, or until it has to give way."""

    def __init__(self, parts):
        super().__init__(parts)
        self.may_end = threading.Event()
        self.firsts: list[str] = []
        self.in_work: str | None = None
        self._told = threading.Event()

    def make(self, texts, timeout_s, *, first=False):
        self._told.clear()
        self.in_work = texts[0]
        self.asked += texts
        self.firsts += texts if first else []
        while not self.may_end.wait(0.01):
            if self._told.is_set():
                self.in_work = None
                raise VoiceGaveWay("Something more urgent.")
        self.asked.pop()
        super().make(texts, timeout_s)

    def give_way(self, text=None):
        if text == self.in_work:
            self._told.set()


@pytest.fixture
def long_voice(parts):
    """A voice in the middle of a text, in a hall whose preparation runs."""
    give_voice(parts, LongVoice(parts))
    parts.journal.on_change(lambda hall, seq: parts.preparation.wake())
    announce(parts.hall, AnnouncementRequest(text=TWO))
    parts.preparation.start()
    wait_until(lambda: parts.voice.asked)
    yield parts.voice
    parts.voice.may_end.set()
    parts.preparation.stop()


def in_the_end(parts, *texts):
    """Wait until all is made; return the text of what was made, in order."""
    parts.voice.may_end.set()
    wait_until(lambda: all(states(parts)[text][0] == "queued" for text in texts))
    return parts.voice.asked


@pytest.mark.parametrize("drill", [False, True])
def test_an_emergency_throws_away_what_is_being_made(parts, long_voice, drill):
    """And a drill does: its words are next, and what gave way is made after it."""
    first = long_voice.asked[0]
    request = AnnouncementRequest(text="Api di dapur.", priority="emergency", drill=drill)
    announce(parts.hall, request)
    wait_until(lambda: len(long_voice.firsts) == 1)
    made = in_the_end(parts, TWO, "Api di dapur.")
    assert long_voice.firsts[0] in {"Api di dapur", "Latihan"}
    assert first in made[2:]
    assert {reason for _, reason in states(parts).values()} == {None}


def test_a_drill_gives_way_to_the_real_thing(parts, long_voice):
    """Never the other way about."""
    drill = AnnouncementRequest(text="Gempa, berlindung.", priority="emergency", drill=True)
    announce(parts.hall, drill)
    wait_until(lambda: len(long_voice.firsts) == 1)
    announce(parts.hall, AnnouncementRequest(text="Api di dapur.", priority="emergency"))
    wait_until(lambda: long_voice.firsts[1:] == ["Api di dapur"])
    in_the_end(parts, TWO, "Api di dapur.", "Gempa, berlindung.")


def test_an_emergency_waits_for_one_that_came_before(parts, long_voice):
    """Two alike are made in turn: they would throw away each other's work for ever."""
    announce(parts.hall, AnnouncementRequest(text="Api di dapur.", priority="emergency"))
    wait_until(lambda: long_voice.firsts == ["Api di dapur"])
    announce(parts.hall, AnnouncementRequest(text="Gempa, berlindung.", priority="emergency"))
    in_the_end(parts, TWO, "Api di dapur.", "Gempa, berlindung.")
    assert long_voice.firsts.count("Api di dapur") == 1


def test_what_is_made_ahead_gives_way_and_is_made_later(parts, monkeypatch):
    """It counts neither as failed nor as made."""
    monkeypatch.setattr(pregeneration, "TEXTS_AHEAD", (lambda tx: ["Kucing belang hilang."],))
    give_voice(parts, LongVoice(parts))
    parts.journal.on_change(lambda hall, seq: parts.preparation.wake())
    parts.preparation.start()
    wait_until(lambda: parts.voice.asked)
    ahead = parts.voice.asked[0]
    announce(parts.hall, AnnouncementRequest(text="Api di dapur.", priority="emergency"))
    wait_until(lambda: parts.voice.firsts == ["Api di dapur"])
    in_the_end(parts, "Api di dapur.")
    wait_until(lambda: parts.voice.asked.count(ahead) == 2)
    parts.preparation.stop()
