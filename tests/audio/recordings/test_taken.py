"""What staff bring becomes a recording of the hall: one form, one loudness, one name."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from pathlib import Path
from typing import Any

import numpy
import psutil
import pytest
import soundfile

from audio import Imported, NotTaken, SoundImporter
from audio.recordings.folder import RecordingFolder
from audio.recordings.reading import convert_long
from audio.studio import integrated_lufs, true_peak_dbtp
from audio.studio.resample import convert
from tests.audio.recordings.sounds import KINDS, file_of, murmur


@pytest.fixture
def importer(tmp_path: Path) -> SoundImporter:
    """An importer into the folder of the test."""
    return SoundImporter(tmp_path)


@pytest.fixture
def take(importer: SoundImporter, tmp_path: Path) -> Any:
    """Bring these bytes."""

    def bring(data: bytes) -> Imported:
        path = tmp_path / "brought"
        path.write_bytes(data)
        return importer.take(path)

    return bring


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_is_taken(take: Any, tmp_path: Path, kind: str) -> None:
    """48 kHz, mono, 16 bit, named by its content, cut to what is heard, at -16 LUFS +-1."""
    taken = take(file_of(murmur(), kind))

    path = tmp_path / f"{taken.sha256}.wav"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == taken.sha256
    assert path.stat().st_size == taken.bytes
    info = soundfile.info(path)
    assert (info.samplerate, info.channels, info.subtype) == (48_000, 1, "PCM_16")
    assert 2_000 <= taken.duration_ms <= 2_400
    samples, _ = soundfile.read(path)
    assert integrated_lufs(samples) == pytest.approx(-16, abs=1)
    assert true_peak_dbtp(samples) <= -1


def test_a_flac_that_was_written_into_a_pipe_is_told(take: Any) -> None:
    """Its header may have 0 for "length not known"; it is not called longer than 8 minutes."""
    data = bytearray(file_of(murmur(), "flac"))
    data[21] &= 0xF0  # the 36 bits of STREAMINFO that hold the number of samples
    data[22:26] = bytes(4)
    with pytest.raises(NotTaken, match="does not say how long") as refused:
        take(bytes(data))
    assert refused.value.code == "undecodable"


@pytest.mark.parametrize("rate_hz", [8_000, 22_050, 44_100, 96_000])
def test_other_rates_keep_their_pitch_and_length(take: Any, tmp_path: Path, rate_hz: int) -> None:
    """A tone of 220 Hz is one of 220 Hz afterwards."""
    taken = take(file_of(murmur(rate_hz=rate_hz), rate_hz=rate_hz))

    samples, _ = soundfile.read(tmp_path / f"{taken.sha256}.wav")
    assert taken.duration_ms == pytest.approx(2_200, abs=60)
    loudest = numpy.abs(numpy.fft.rfft(samples)).argmax() * 48_000 / len(samples)
    assert loudest == pytest.approx(220, abs=2)


def test_long_sounds_have_no_seams() -> None:
    """Converted block by block they are what they are when converted at once."""
    samples = numpy.random.default_rng(7).standard_normal(44_100 * 21).astype(numpy.float32)

    difference = convert_long(samples, 44_100) - convert(samples.astype(float), 44_100, 48_000)
    assert numpy.abs(difference).max() < 1e-5


def test_one_channel_of_a_stereo_sound_may_be_silent(take: Any, tmp_path: Path) -> None:
    """A microphone on the left only is as loud as one in the middle."""
    both = numpy.stack([murmur(), 0 * murmur()], axis=1)
    assert take(file_of(both)) == take(file_of(murmur()))


def test_mastered_music_is_no_fault(take: Any) -> None:
    """A jingle that was limited hard by its makers is taken."""
    assert take(file_of(0.98 * numpy.tanh(3 * murmur(level=1.0))))


REFUSED = {
    "empty": (b"", "empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(2000), "not_sound"),
    "a video of a phone": (b"\x00\x00\x00\x18ftypmp42" + bytes(2000), "not_sound"),
    "cut off": (file_of(murmur())[:-4000], "cut_off"),
    "a WAV head and rubbish": (file_of(murmur())[:20] + os.urandom(5000), "cut_off"),
    "a FLAC head and rubbish": (b"fLaC" + os.urandom(5000), "undecodable"),
    "silence": (file_of(numpy.zeros(48_000)), "silent"),
    "a whisper from afar": (file_of(murmur(level=0.002)), "too_quiet"),
    "overdriven": (file_of(numpy.clip(40 * murmur(), -0.99, 0.99)), "clipped"),
    "a click": (file_of(murmur(0.05)), "too_short"),
    "ten milliseconds": (file_of(murmur()[24_000:24_480]), "too_short"),
    "surround": (file_of(numpy.stack([murmur()] * 6, axis=1)), "channels"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_refused(take: Any, tmp_path: Path, name: str) -> None:
    """With a code, one sentence, and nothing left in the folder."""
    data, code = REFUSED[name]
    with pytest.raises(NotTaken) as refused:
        take(data)

    assert refused.value.code == code
    assert str(refused.value).endswith(".")
    assert str(tmp_path) not in str(refused.value)
    assert " object at " not in str(refused.value)
    assert [path.name for path in tmp_path.iterdir()] == ["brought"]


def test_two_hours_are_refused_at_once(importer: SoundImporter, tmp_path: Path) -> None:
    """A small file that is two hours long is not decoded first."""
    path = tmp_path / "brought"
    with soundfile.SoundFile(path, "w", 8_000, 1, format="FLAC") as file:
        for _ in range(120):
            file.write(numpy.zeros(8_000 * 60))
    assert path.stat().st_size < 5_000_000

    began = time.monotonic()
    with pytest.raises(NotTaken, match=r"longer than 8 minutes") as refused:
        importer.take(path)
    assert refused.value.code == "too_long"
    assert time.monotonic() - began < 50


def test_a_decoder_that_hangs_is_killed(tmp_path: Path) -> None:
    """The time limit holds; the next sound is taken as if nothing had happened."""
    path = tmp_path / "brought"
    path.write_bytes(file_of(murmur()))
    others = set(psutil.Process().children(recursive=True))
    with pytest.raises(NotTaken) as refused:
        SoundImporter(tmp_path, timeout_s=0.01).take(path)

    assert refused.value.code == "too_slow"
    assert set(psutil.Process().children(recursive=True)) <= others
    assert SoundImporter(tmp_path).take(path)


def test_only_its_owner_may_hear_a_recording(take: Any, tmp_path: Path) -> None:
    """It may be of a visitor's name, or of a voice; and it was nobody else's on its way either."""
    os.chmod(tmp_path, 0o755)
    before = os.umask(0o022)
    try:
        taken = take(file_of(murmur()))
        incoming = RecordingFolder(tmp_path, 10**9).incoming()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / f"{taken.sha256}.wav").stat().st_mode) == 0o600
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    assert stat.S_IMODE(incoming.parent.stat().st_mode) == 0o700


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No room for the recording: a clear code, no half file."""
    resource = pytest.importorskip("resource")
    path = tmp_path / "brought"
    path.write_bytes(file_of(murmur(), "opus"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(NotTaken) as refused:
            SoundImporter(tmp_path).take(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert refused.value.code == "disk_full"
    assert [path.name for path in tmp_path.iterdir()] == ["brought"]
