"""The preview: what the hall would see and hear, from the very parts that it will be made of."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from audio import SoundUnwritable, VoiceError, VoiceGaveWay
from display.hall import NoRoom, Refused, VoiceAway
from display.hall.announcing import AnnouncementRequest, Preview, announce
from display.journal import Announcement
from display.parts import Parts
from tests.acceptance.hall_process import wait_until
from tests.audio.recordings.sounds import file_of, murmur
from tests.display.changing import give_voice

KNOWN = "Dukcapil."


class SlowVoice:
    """Attempts orders and makes nothing until it is told what to answer."""

    stand_in = None
    pace_s = None

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.error = ""

    def make(self, texts: list[str], timeout_s: float, *, first: bool = False) -> None:
        """Remember the order; fail when told so."""
        self.asked += texts
        raise VoiceError(self.error or "The voice is slow today.")

    def close(self) -> None:
        """Nothing is held."""


@pytest.fixture
def voice(parts: Parts) -> SlowVoice:
    """A voice that the test holds in its hand."""
    parts.voice.close()
    give_voice(parts, SlowVoice())
    return parts.voice  # type: ignore[return-value]


@pytest.fixture
def ask(parts: Parts, voice: SlowVoice) -> Iterator[Callable[..., Preview]]:
    """Ask for a preview as somebody."""
    parts.previews.start()
    yield lambda who="ani", **body: parts.previews.preview(who, AnnouncementRequest(**body))
    parts.previews.stop()


def test_a_preview_is_the_sound_of_the_announcement(ask, parts, speaker, turn, names) -> None:
    """The file that is listened to is the file that is played; nothing is journalled by it."""
    preview = ask(text=KNOWN, repeat=1, priority="urgent")
    assert (preview.caption, preview.is_waiting) == (KNOWN, False)
    assert preview.words.lower().startswith("dukcapil")
    assert names() == []

    announce(parts.hall, AnnouncementRequest(text=KNOWN, repeat=1, priority="urgent"))
    speaker.sign_in()
    turn()
    (play,) = speaker.plays
    assert (play["sound"], play["duration_ms"]) == (preview.sound, preview.duration_ms)


def test_a_recording_is_heard_as_it_will_be(ask, parts, tmp_path) -> None:
    """Its caption is its name or the text given; it has no words."""
    from display.hall.speech import RecordingRequest

    path = tmp_path / "brought"
    path.write_bytes(file_of(murmur(1.0)))
    row = parts.recordings.add(path, RecordingRequest(name="Indonesia Raya"), "0" * 64).thing

    alone = ask(recording=row.id, chime=False)
    assert (alone.caption, alone.words, alone.sound) == ("Indonesia Raya", "", row.id)
    assert ask(recording=row.id, text="Hadirin berdiri.").caption == "Hadirin berdiri."
    assert ask(recording=row.id, repeat=1).duration_ms > 2 * row.duration_ms
    parts.recordings._folder.remove(row.id)
    with pytest.raises(Refused) as refused:
        ask(recording=row.id, repeat=2)
    assert refused.value.code == "recording_gone"


def test_a_full_disk_is_not_a_lost_recording(ask, parts, tmp_path, monkeypatch) -> None:
    """Staff are told to make room, not to record again."""
    from display.hall.speech import RecordingRequest

    path = tmp_path / "brought"
    path.write_bytes(file_of(murmur(1.0)))
    row = parts.recordings.add(path, RecordingRequest(name="Indonesia Raya"), "0" * 64).thing

    def no_room(*_: object) -> None:
        raise SoundUnwritable("The sound cannot be written: No space left on device.")

    monkeypatch.setattr(parts.hall.composer, "compose_recording", no_room)
    with pytest.raises(NoRoom) as refused:
        ask(recording=row.id)
    assert refused.value.code == "sound_unwritable"


def test_text_only_has_no_sound(ask) -> None:
    """And needs no voice."""
    preview = ask(text="Nasi uduk gratis di lobi.", silent=True)
    assert (preview.caption, preview.sound) == ("Nasi uduk gratis di lobi.", None)
    assert not preview.is_waiting


def test_what_is_missing_is_made_meanwhile(ask, voice) -> None:
    """The asker is told to ask again."""
    assert ask(text="Nasi uduk gratis di lobi.").is_waiting
    wait_until(lambda: voice.asked)
    assert "gratis" in voice.asked[0]


def test_what_was_asked_before_is_given_up(ask, parts, voice) -> None:
    """Somebody who types on does not keep the voice busy with every state of the text."""
    announce(
        parts.hall, AnnouncementRequest(text="Ini belum pernah diucapkan.")
    )  # holds previews back
    for text in ("Nasi uduk.", "Nasi uduk gratis.", "Nasi uduk gratis di lobi."):
        ask(text=text)
    (wish,) = parts.previews._wishes.values()
    assert wish.texts == ("Nasi uduk gratis di lobi",)


def test_an_announcement_goes_before_a_preview(ask, parts, voice) -> None:
    """While one waits for its voice, nothing is made for who only tries."""
    asked = AnnouncementRequest(text="Air sungai meluap.", priority="emergency")
    announced = announce(parts.hall, asked)
    wanted = announced.announcement_id
    row = parts.hall.read(lambda tx: tx.get(Announcement, wanted))
    assert row.state == "preparing"
    assert ask(text="Nasi uduk gratis di lobi.").is_waiting
    with pytest.raises(AssertionError, match="not within"):
        wait_until(lambda: voice.asked, timeout_s=0.7)


def test_a_voice_that_cannot_is_told(ask, voice) -> None:
    """The next question gets the reason, in place of waiting for ever."""
    voice.error = "The disk is full."
    assert ask(text="Nasi uduk gratis di lobi.").is_waiting
    wait_until(lambda: voice.asked)
    with pytest.raises(VoiceAway, match="disk is full"):
        wait_until(lambda: not ask(text="Nasi uduk gratis di lobi.").is_waiting, timeout_s=2)


def test_a_preview_is_refused_as_the_announcement_would_be(ask) -> None:
    """The same field, the same words."""
    with pytest.raises(Refused) as refused:
        ask(template="kendaraan", fields={"plat": "bukan pelat"})
    assert refused.value.field == "fields.plat"


def test_a_recording_may_not_fill_the_morning(ask, parts, tmp_path, monkeypatch) -> None:
    """What the speaker would not take is refused before anybody hears half of it."""
    from display.hall.speech import RecordingRequest

    monkeypatch.setattr("display.hall.announcing.announcements.LONGEST_SOUND_MS", 2_500)
    path = tmp_path / "brought"
    path.write_bytes(file_of(murmur(1.0)))
    row = parts.recordings.add(path, RecordingRequest(name="Jingle"), "0" * 64).thing
    assert ask(recording=row.id, repeat=1)
    with pytest.raises(Refused) as refused:
        ask(recording=row.id, repeat=2)
    assert (refused.value.field, refused.value.code) == ("repeat", "too_long")


def test_a_word_is_heard_as_it_would_be_said(ask, parts, names) -> None:
    """The very words, whatever the dictionary holds for them; nothing is journalled."""
    first = ask("ani", text=KNOWN)  # starts nothing: its clips are there
    heard = parts.previews.hear("ani", "KIA", "Dukcapil")
    assert (heard.caption, heard.words, heard.is_waiting) == ("KIA", "Dukcapil", False)
    assert heard.sound not in {None, first.sound}
    assert names() == []


def test_a_word_that_the_voice_lacks_is_waited_for(ask, parts, voice) -> None:
    """As any preview; the voice is asked for exactly these words."""
    assert parts.previews.hear("ani", "KIA", "kesehatan ibu").is_waiting
    wait_until(lambda: "kesehatan ibu" in voice.asked)


@pytest.mark.parametrize(
    ("written", "spoken", "field"), [("K", "ka", "written"), ("KIA", "🙂", "spoken")]
)
def test_what_cannot_be_an_entry_cannot_be_heard(ask, parts, written, spoken, field) -> None:
    """Refused by the field at fault."""
    with pytest.raises(Refused) as refused:
        parts.previews.hear("ani", written, spoken)
    assert refused.value.field == field


def test_the_voice_is_warmed_for_whoever_is_about_to_write(ask, parts, voice, monkeypatch) -> None:
    """And one that cannot be started is told as such."""
    warmed: list[str] = []
    monkeypatch.setattr(voice, "warm", lambda: warmed.append("once"), raising=False)
    parts.previews.warm()
    assert warmed == ["once"]

    def away() -> None:
        raise VoiceError("The voice worker cannot be started: No memory.")

    monkeypatch.setattr(voice, "warm", away, raising=False)
    with pytest.raises(VoiceAway):
        parts.previews.warm()


class BusyVoice(SlowVoice):
    """A voice whose phrase takes until somebody gives it up."""

    def __init__(self) -> None:
        super().__init__()
        self.given_up: list[str | None] = []
        self._told = threading.Event()

    def make(self, texts: list[str], timeout_s: float, *, first: bool = False) -> None:
        """Work until told to stop."""
        self.asked += texts
        self._told.wait(60)
        self._told.clear()
        raise VoiceGaveWay("Nobody wants this.")

    def give_way(self, text: str | None = None) -> None:
        """Stop, and remember why."""
        self.given_up.append(text)
        self._told.set()


def test_a_phrase_that_was_typed_over_is_thrown_away(parts) -> None:
    """What is in work for nobody any more stops at once; what somebody still wants goes on."""
    parts.voice.close()
    voice = BusyVoice()
    give_voice(parts, voice)
    parts.previews.start()

    def type_in(who: str, text: str) -> None:
        parts.previews.preview(who, AnnouncementRequest(text=text))

    type_in("ani", "Kucing belang hilang")
    wait_until(lambda: voice.asked == ["Kucing belang hilang"])
    type_in("budi", "Kucing belang hilang")
    type_in("ani", "Kucing belang hilang di lobi")
    assert voice.given_up == []
    type_in("budi", "Kucing belang ditemukan")
    assert voice.given_up == ["Kucing belang hilang"]
    wait_until(lambda: len(voice.asked) == 2)
    assert voice.asked[1] == "Kucing belang hilang di lobi"
    voice.give_way()
    parts.previews.stop()
