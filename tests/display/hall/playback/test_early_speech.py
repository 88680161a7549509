"""A text that is spoken while it is being made: in parts, with one outcome, whole or again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from audio import Phrase, Sentence, SoundUnwritable
from audio.voices.making import make_clip
from display.hall.announcing import AnnouncementRequest, announce, cancel_announcement
from display.hall.announcing.queue import release_announcement
from display.hall.playback.recital import parts_of
from display.journal import Announcement
from display.parts import Parts
from tests.audio.tones import Tones
from tests.display.changing import change_settings
from tests.display.hall.asking import call, state_of
from tests.display.hall.conftest import SpeakerDouble

TEXT = "Kucing belang hilang. Mohon lapor ke satpam. Terima kasih banyak."
CLAUSES = ("Kucing belang hilang", "Mohon lapor ke satpam", "Terima kasih banyak")
# Seconds a letter: far quicker than speech, and far slower.
QUICK, SLOW = 0.001, 1.0

Make = Callable[..., None]


@pytest.fixture
def make(parts: Parts, turn: Callable[[], None]) -> Make:
    """Make clauses as the voice would, at a pace, and take the turn that it causes."""

    def work(*texts: str, pace_s: float = QUICK) -> None:
        for text in texts:
            make_clip(Tones(), text, parts.voice.clips)
        parts.announcer.hear_pace(pace_s)
        turn()

    return work


@pytest.fixture
def text(parts: Parts, speaker: SpeakerDouble, turn: Callable[[], None]) -> Any:
    """A text whose chime sounds, and none of whose words is made."""
    speaker.sign_in(takes_parts=True)
    placed = announce(parts.hall, AnnouncementRequest(text=TEXT))
    turn()
    (play,) = speaker.plays
    assert (play["announcement_id"], play["more"]) == (placed.announcement_id, True)
    speaker.report("started", play)
    return placed


def finish_all(parts: Parts, turn: Callable[[], None], placed: Any) -> None:
    """Make all of a text and let its preparation end."""
    for clause in CLAUSES:
        make_clip(Tones(), clause, parts.voice.clips)
    parts.hall.write(lambda tx: release_announcement(tx, str(placed.announcement_id)))
    turn()


def row_of(parts: Parts, placed: Any) -> Announcement:
    row = parts.hall.read(lambda tx: tx.get(Announcement, str(placed.announcement_id)))
    assert row
    return row


def test_clauses_are_sent_as_they_are_made(parts, speaker, text, make) -> None:
    """After the chime, in order, the last one marked; the screens have the text from the start."""
    assert (row_of(parts, text).state, row_of(parts, text).caption) == ("started", TEXT)
    make(CLAUSES[0])
    assert [(part["number"], part["more"]) for part in speaker.parts] == [(1, True)]
    make(CLAUSES[2])
    assert len(speaker.parts) == 1
    make(CLAUSES[1])
    assert [(part["number"], part["more"]) for part in speaker.parts[1:]] == [(2, True), (3, False)]
    assert [part["pause_ms"] for part in speaker.parts] == [500, 600, 600]
    assert {part["attempt"] for part in speaker.parts} == {speaker.plays[0]["attempt"]}


def test_the_proof_is_of_all_of_it(parts, speaker, text, make, names) -> None:
    """One start, one end; the sound that is kept is that of the whole announcement."""
    make(*CLAUSES)
    speaker.report("finished", speaker.plays[0], witness="pulse", device="PA")
    row = row_of(parts, text)
    assert (row.state, row.reason, row.witness, row.attempt) == ("finished", None, "pulse", 1)
    whole = parts.composer.find(row.sound)
    assert whole
    assert whole.duration_ms == row.duration_ms > 3 * 500
    assert names().count("announcement.started") == 1


def test_an_older_speaker_is_sent_whole_sounds(parts, speaker, turn, make) -> None:
    """It would take the chime for all of it."""
    speaker.sign_in()
    announce(parts.hall, AnnouncementRequest(text=TEXT))
    make(*CLAUSES)
    assert speaker.plays == speaker.parts == []


def test_an_end_tone_belongs_to_a_whole_sound(parts, speaker, turn) -> None:
    """Such a hall waits for all of it."""
    change_settings(parts, end_tone=True)
    speaker.sign_in(takes_parts=True)
    announce(parts.hall, AnnouncementRequest(text=TEXT))
    turn()
    assert speaker.plays == []


def test_no_word_is_said_that_is_not_followed_in_time(parts, speaker, text, make, turn) -> None:
    """A slow machine gives the tone and the caption; the words come whole, when all are there."""
    make(CLAUSES[0], pace_s=SLOW)
    assert speaker.parts == []
    speaker.report("failed", speaker.plays[0], "starved")
    turn()
    assert state_of(parts, text) == ("preparing", None)
    finish_all(parts, turn, text)
    whole = speaker.plays[1]
    assert (whole["attempt"], whole["more"]) == (2, False)
    speaker.report("started", whole)
    speaker.report("finished", whole)
    assert state_of(parts, text) == ("finished", None)


def test_a_call_goes_before_a_text_that_is_not_made(parts, speaker, turn) -> None:
    """Also before its chime."""
    speaker.sign_in(takes_parts=True)
    announce(parts.hall, AnnouncementRequest(text=TEXT))
    waiting = call(parts, "B-012")
    turn()
    (play,) = speaker.plays
    assert play["announcement_id"] == waiting.announcement_id


def test_a_call_is_not_late_for_a_text_that_waits_for_its_words(
    parts, speaker, text, turn, monkeypatch
) -> None:
    """It breaks into the silence; the text is spoken whole after it."""
    waiting = call(parts, "B-012")
    turn()
    assert len(speaker.plays) == 1
    soon = parts.announcer._early._recital
    monkeypatch.setattr(soon, "_sounds_until", 0.0)
    turn()
    play = speaker.plays[1]
    assert (play["announcement_id"], play["interrupt"]) == (waiting.announcement_id, True)
    speaker.report("failed", speaker.plays[0], "stopped")
    speaker.report("finished", play)
    turn()
    finish_all(parts, turn, text)
    assert speaker.plays[2]["announcement_id"] == text.announcement_id
    assert not speaker.plays[2]["more"]


def test_an_emergency_between_two_sentences(parts, speaker, text, make, turn) -> None:
    """It interrupts as it interrupts everything; the text is spoken again whole."""
    make(CLAUSES[0])
    alarm = announce(parts.hall, AnnouncementRequest(text="Api di dapur.", priority="emergency"))
    turn()
    play = speaker.plays[1]
    assert (play["announcement_id"], play["interrupt"]) == (alarm.announcement_id, True)
    speaker.report("failed", speaker.plays[0], "stopped")
    cancel_announcement(parts.hall, str(alarm.announcement_id))
    turn()
    speaker.report("failed", play, "stopped")
    turn()
    finish_all(parts, turn, text)
    assert [play["more"] for play in speaker.plays[2:]] == [False]


def test_what_is_taken_back_between_two_sentences_is_stopped(parts, speaker, text, make) -> None:
    """Nothing of it is sent any more."""
    make(CLAUSES[0])
    cancel_announcement(parts.hall, str(text.announcement_id))
    make(*CLAUSES[1:])
    assert speaker.told[-1]["type"] == "stop"
    assert len(speaker.parts) == 1


def test_a_full_disk_between_two_sentences(parts, speaker, text, make, turn, monkeypatch) -> None:
    """What was begun is not said to be heard: it fails with its reason."""
    make(CLAUSES[0])

    def full(*_: object, **__: object) -> None:
        raise SoundUnwritable("The sound cannot be written: No space left on device.")

    monkeypatch.setattr(parts.hall.composer, "compose", full)
    make(*CLAUSES[1:])
    assert len(speaker.parts) == 1
    speaker.report("failed", speaker.plays[0], "starved")
    turn()
    assert state_of(parts, text) == ("failed", "sound_unwritable")


def test_a_speaker_that_died_between_two_sentences(parts, speaker, text, make, turn) -> None:
    """The next one is sent all of it."""
    make(CLAUSES[0])
    parts.speakers.disconnect(speaker)
    other = SpeakerDouble(parts.speakers)
    other.sign_in(takes_parts=True)
    finish_all(parts, turn, text)
    (play,) = other.plays
    assert (play["announcement_id"], play["more"]) == (text.announcement_id, False)
    assert other.parts == []


def test_a_server_that_died_between_two_sentences(parts, speaker, text, make, turn) -> None:
    """The next one sends no part of what it has not begun; the speaker gives it up, all is said."""
    make(CLAUSES[0])
    parts.announcer._early.end(str(text.announcement_id))  # a new server knows of no recital
    parts.speakers.disconnect(speaker)
    speaker.sign_in(playing=(str(text.announcement_id), 1), takes_parts=True)
    make(*CLAUSES[1:])
    assert len(speaker.parts) == 1
    speaker.report("failed", speaker.plays[0], "starved")
    turn()
    assert [(play["attempt"], play["more"]) for play in speaker.plays[1:]] == [(2, False)]


@pytest.fixture
def voice_work(parts: Parts) -> Iterator[Callable[[], str | None]]:
    """Return what the preparation would make next of whom."""

    def look() -> str | None:
        waiting = parts.preparation._waiting()
        return waiting[0].text if waiting else None

    return look


def test_the_rest_of_what_sounds_is_made_first(parts, speaker, text, voice_work) -> None:
    """Before older texts of its rank; nothing is left to make when all of it is there."""
    other = announce(parts.hall, AnnouncementRequest(text="Kambing hitam di parkiran."))
    assert voice_work() == TEXT
    for clause in CLAUSES:
        make_clip(Tones(), clause, parts.voice.clips)
    assert voice_work() == row_of(parts, other).text


def test_a_rest_that_cannot_be_made_leaves_the_caption(parts, speaker, text, turn) -> None:
    """It is heard as a chime, and stays on the screens to be read."""
    waiting = parts.preparation._waiting()
    parts.preparation._release(waiting[0], "voice_failed")
    assert state_of(parts, text) == ("queued", "voice_failed")
    speaker.report("failed", speaker.plays[0], "starved")
    turn()
    speaker.report("started", speaker.plays[1])
    speaker.report("finished", speaker.plays[1])
    assert state_of(parts, text) == ("finished", "without_voice")


def test_a_part_ends_where_one_would_draw_breath() -> None:
    """Within a number the joins are too short: they are no place to wait."""
    phrases = (Phrase("Nomor", 160), Phrase("satu", 350, ","), Phrase("dua", 600, "."))
    parts = parts_of(Sentence("", (*phrases, replace(phrases[2], pause_ms=0))))
    assert [[phrase.text for phrase in part.phrases] for part in parts] == [
        ["Nomor", "satu"],
        ["dua"],
        ["dua"],
    ]
    assert [part.pause_ms for part in parts] == [500, 350, 600]
