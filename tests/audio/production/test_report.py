"""The pack report: each bound is found broken when it is."""

import hashlib

import numpy
import pytest

from audio.packs import Pack
from audio.production.build import build_pack, keep_clip
from audio.production.report import report_pack
from audio.studio import encode_flac
from tests.audio.tones import Tones


def tone(level=0.3, seconds=0.5):
    steps = numpy.arange(int(seconds * 48_000)) / 48_000
    soft = numpy.minimum(1, numpy.minimum(steps, steps[::-1]) / 0.002)
    return level * soft * numpy.sin(2 * numpy.pi * 1000 * steps)


def report_of(folder, samples):
    facts = {"duration_ms": 500, "loudness_lufs": -16.0, "true_peak_dbtp": -2.0}
    clip = keep_clip(folder, "tones-1", "nol", encode_flac(samples), facts)
    (row,) = report_pack(Pack("ani", "tones-1", [clip]))
    return row


def test_a_built_pack_keeps_every_bound(tmp_path):
    """What mastering promises."""
    rows = list(report_pack(build_pack(["nol", "satu"], Tones(), tmp_path)))
    assert [row.text for row in rows] == ["nol", "satu"]
    assert not [row.wrong for row in rows if row.wrong]


@pytest.mark.parametrize(
    ("samples", "wrong"),
    [
        (tone(0.01), ("loudness",)),
        (tone(0.98), ("loudness", "true peak")),
        (numpy.pad(tone(0.23), (4800, 0)), ("silence",)),
        (numpy.pad(tone(0.23), (0, 4800)), ("silence",)),
        (tone(0.23)[300:], ("join",)),
        (numpy.zeros(4800), ("silent",)),
    ],
)
def test_a_broken_bound_is_named(tmp_path, samples, wrong):
    """Too quiet, too loud, silence before or after, a step at the edge, nothing at all."""
    assert report_of(tmp_path, samples).wrong == wrong


def test_a_damaged_clip_is_no_measurement(tmp_path):
    """It is reported, and the others are measured."""
    pack = build_pack(["nol", "satu"], Tones(), tmp_path)
    pack.find("nol").path.write_bytes(b"noise")
    assert [row.wrong for row in report_pack(pack)] == [("another checksum",), ()]


def test_the_checksum_of_a_clip_is_that_of_its_file(tmp_path):
    """Its name carries the beginning of it."""
    clip = build_pack(["nol"], Tones(), tmp_path).find("nol")
    assert hashlib.sha256(clip.path.read_bytes()).hexdigest() == clip.sha256
    assert clip.sha256[:10] in clip.path.name
