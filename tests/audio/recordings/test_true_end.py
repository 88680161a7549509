"""A sound is taken to its true end, whatever its header believes; or it is refused, and told why.

libsndfile alone kept 34.9 s of an MP3 of 57.8 s, without a word.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from audio import Imported, NotTaken, SoundImporter
from tests.audio.joined import APE, TAG, changing, vbr_mp3, wav_stating, without_header
from tests.audio.recordings.sounds import file_of, murmur


@pytest.fixture
def take(tmp_path: Path) -> Any:
    """Bring these bytes."""

    def bring(data: bytes) -> Imported:
        path = tmp_path / "brought"
        path.write_bytes(data)
        return SoundImporter(tmp_path).take(path)

    return bring


LOUD, QUIET = murmur(2.0), changing(6.0)
# What was joined, and how long it is in s; the pause of a murmur is kept between two of them.
WHOLE = {
    "a variable MP3 without its header": (without_header(vbr_mp3(QUIET)), 6.0),
    "a variable MP3 at a low rate": (without_header(vbr_mp3(changing(6.0, 16_000), 16_000)), 6.0),
    "two MP3": (file_of(LOUD, "mp3") + file_of(QUIET, "mp3"), 8.7),
    "two MP3 with tags": (TAG + file_of(LOUD, "mp3") + TAG + file_of(QUIET, "mp3") + APE, 8.7),
    "two MP3 with old tags": (2 * (file_of(LOUD, "mp3") + b"TAG" + bytes(125)), 5.1),
    "two Ogg Vorbis": (file_of(LOUD, "ogg") + file_of(QUIET, "ogg"), 8.7),
    "three Ogg Opus": (2 * file_of(LOUD, "opus") + file_of(QUIET, "opus"), 11.7),
    "a WAV whose recorder died": (wav_stating(file_of(LOUD), 0), 2.2),
    "a WAV from a pipe": (wav_stating(file_of(LOUD), 0xFFFFFFFF), 2.2),
    "a WAV from another pipe": (wav_stating(file_of(LOUD), 0x7FFFF000), 2.2),
    "a WAV with a word about its maker": (file_of(LOUD) + b"LIST\4\0\0\0INFO", 2.2),
}


@pytest.mark.parametrize("name", WHOLE)
def test_it_is_taken_to_its_end(take: Any, name: str) -> None:
    """Nothing of it is lost, and nothing is made up."""
    data, seconds = WHOLE[name]

    assert take(data).duration_ms == pytest.approx(seconds * 1000, abs=150)


UNCERTAIN = {
    "two FLAC": 2 * file_of(LOUD, "flac"),
    "two WAV": 2 * file_of(LOUD),
    "a WAV that goes on": wav_stating(file_of(LOUD), 96_000),
    "MP3 of two rates": file_of(LOUD, "mp3") + vbr_mp3(changing(2.0, 44_100), 44_100),
    "MP3 around something else": file_of(LOUD, "mp3") + bytes(700) + file_of(LOUD, "mp3"),
    "Ogg of two rates": file_of(LOUD, "ogg") + file_of(changing(2.0, 44_100), "ogg", 44_100),
}


@pytest.mark.parametrize("name", UNCERTAIN)
def test_what_may_have_no_end_is_refused(take: Any, tmp_path: Path, name: str) -> None:
    """With a code of its own, for which the console has words, and what to do."""
    with pytest.raises(NotTaken, match="save it anew as one WAV or MP3") as refused:
        take(UNCERTAIN[name])

    assert refused.value.code == "uncertain_end"
    assert [path.name for path in tmp_path.iterdir()] == ["brought"]


@pytest.mark.parametrize("kind", ["ogg", "opus", "mp3"])
def test_a_torn_part_behind_a_whole_one_is_seen(take: Any, kind: str) -> None:
    """The end of the first is not the end."""
    whole = file_of(LOUD, kind)
    with pytest.raises(NotTaken) as refused:
        take(whole + whole[:-40])

    assert refused.value.code == "cut_off"


def test_joined_files_are_no_way_round_the_longest(tmp_path: Path) -> None:
    """Each is short enough, together they are not."""
    path = tmp_path / "brought"
    path.write_bytes(3 * file_of(LOUD, "opus"))
    with pytest.raises(NotTaken) as refused:
        SoundImporter(tmp_path, longest_s=5.0).take(path)

    assert refused.value.code == "too_long"
