"""Found everywhere: a recording or a sound of one server is had from each server of its hall."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from audio import Sound
from display.database import JournalUnavailable
from display.hall.announcing import AnnouncementRequest, announce
from display.hall.setup import logo_file, remove_logo, set_logo, share_logo
from display.hall.speech import RecordingRequest
from tests.audio.recordings.sounds import file_of, murmur
from tests.display.hall.asking import call
from tests.display.hall.leading.conftest import Hall
from tests.pictures import png


@pytest.fixture
def led(halls: tuple[Hall, Hall]) -> tuple[Hall, Hall]:
    """Two servers that know of each other; the first leads and has a speaker."""
    north, south = halls
    north.speaker.sign_in()
    for hall in (north, south, north):
        hall.beat()
    return halls


def bring(hall: Hall, tmp_path: Path) -> str:
    """Bring a second of murmur to a server; return the recording's id."""
    brought = tmp_path / "brought"
    brought.write_bytes(file_of(murmur(1.0)))
    request = RecordingRequest(name="Doa pagi")
    return hall.parts.recordings.add(brought, request, "0" * 64).thing.id


def heard_of(sound: Sound | None) -> str:
    assert sound
    return hashlib.sha256(sound.path.read_bytes()).hexdigest()


def test_a_sound_is_had_from_the_server_that_did_not_compose_it(led) -> None:
    """To the byte; it was there before the speaker was told of it."""
    north, south = led
    call(north.parts, "B-012")
    north.parts.announcer.take_turn()
    (play,) = north.speaker.plays
    assert south.parts.composer.find(play["sound"]) is None
    assert heard_of(south.parts.hall.find_sound(play["sound"])) == play["sound"]


def test_a_server_alone_writes_no_sounds(halls) -> None:
    """Nobody would ask for them."""
    north, south = halls
    north.speaker.sign_in()
    north.beat()
    call(north.parts, "B-012")
    north.parts.announcer.take_turn()
    (play,) = north.speaker.plays
    assert south.parts.hall.find_sound(play["sound"]) is None


def test_a_sound_that_cannot_be_shared_is_sent_all_the_same(led, monkeypatch) -> None:
    """The speaker has it from this server."""
    north, _ = led

    def put(*_: object) -> None:
        raise JournalUnavailable("away")

    monkeypatch.setattr(north.parts.hall.shared.files, "put", put)
    call(north.parts, "B-012")
    north.parts.announcer.take_turn()
    assert len(north.speaker.plays) == 1


def test_a_database_that_cannot_be_asked_is_no_sound_that_is_not_there(led, monkeypatch) -> None:
    """The speaker asks again after a refusal for now (503), not after "there is none" (404)."""
    north, _ = led

    def holds(*_: object) -> bool:
        raise JournalUnavailable("away")

    monkeypatch.setattr(north.parts.hall.shared.files, "holds", holds)
    with pytest.raises(JournalUnavailable):
        north.parts.hall.find_sound("0" * 64)


def test_a_recording_is_played_by_a_server_to_which_it_was_not_brought(led, tmp_path) -> None:
    """It is taken from the database when its turn comes."""
    north, south = led
    recording = bring(south, tmp_path)
    announce(south.parts.hall, AnnouncementRequest(recording=recording))
    north.parts.announcer.take_turn()
    (play,) = north.speaker.plays
    assert heard_of(north.parts.hall.find_sound(play["sound"])) == play["sound"]


def test_a_recording_of_an_earlier_release_is_given_to_the_others(led, tmp_path) -> None:
    """Its file lies in one server's folder only."""
    north, south = led
    recording = bring(south, tmp_path)
    south.parts.hall.shared.files.remove(recording)
    assert north.parts.recordings.sound(recording, None, 0) is None
    south.parts.recordings.start()
    assert north.parts.recordings.sound(recording, None, 0)


def test_a_recording_that_is_taken_away_is_nowhere_kept(led, tmp_path) -> None:
    """Nor does it count as room that is used."""
    north, south = led
    recording = bring(south, tmp_path)
    assert north.parts.recordings.used_bytes > 0
    south.parts.recordings.remove(recording)
    assert (north.parts.recordings.used_bytes, north.parts.recordings.list()) == (0, [])


def test_a_damaged_copy_is_not_taken(led, tmp_path) -> None:
    """What is not the content of its name is no recording."""
    north, south = led
    recording = bring(south, tmp_path)
    files = north.parts.hall.shared.files
    pieces = list(files.pieces(recording))
    files.pieces = lambda _: iter([pieces[0][:-1], *pieces[1:]])
    assert north.parts.recordings.sound(recording, None, 0) is None


def logo_of(hall: Hall, name: str) -> bytes | None:
    """Return the picture that a server sends to a screen that asks for it."""
    path = logo_file(hall.parts.hall, name)
    return path.read_bytes() if path else None


def test_the_logo_is_shown_by_every_server(halls) -> None:
    """And what takes its place, or takes it away, does so everywhere."""
    north, south = halls
    first = set_logo(north.parts.hall, png(grey=1)).thing.logo
    assert logo_of(south, first) == png(grey=1)
    second = set_logo(south.parts.hall, png(grey=2)).thing.logo
    assert logo_of(north, second) == png(grey=2)
    assert [logo_of(hall, first) for hall in halls] == [None, None]
    remove_logo(north.parts.hall)
    assert not north.parts.hall.shared.files.used_bytes("logo")


def test_a_logo_of_an_earlier_release_is_given_to_the_others(halls) -> None:
    """It lies in one server's folder only; a damaged copy of it is shown by nobody."""
    north, south = halls
    name = set_logo(north.parts.hall, png()).thing.logo
    files = north.parts.hall.shared.files
    files.remove(name.partition(".")[0])
    assert logo_of(south, name) is None
    for hall in (south, north):
        share_logo(hall.parts.hall)
    pieces = south.parts.hall.shared.files.pieces
    south.parts.hall.shared.files.pieces = lambda _: iter([b"no picture"])
    assert logo_of(south, name) is None
    south.parts.hall.shared.files.pieces = pieces
    assert logo_of(south, name) == png()
