"""Gentle compression: quiet syllables come up, and nothing else about a clip changes."""

import numpy
import pytest

from audio import default_pack, gentle_compression
from audio.sound.decode import decode_clip
from audio.studio import compress, measure

TEXTS = ["Nomor antrean A", "nol", "Silakan menuju loket tiga", "Perpustakaan dan Kearsipan"]


def samples_of(pcm):
    return numpy.frombuffer(pcm, "<i2") / 32768


def spread_db(samples):
    """Between the loud and the quiet parts of speech: the 95th and 20th percentile of 10 ms."""
    level = numpy.sqrt(numpy.convolve(samples**2, numpy.ones(480) / 480, "same"))
    loud, quiet = numpy.percentile(20 * numpy.log10(level[level > 1e-3]), [95, 20])
    return loud - quiet


@pytest.mark.parametrize("text", TEXTS)
def test_quiet_parts_come_up(text):
    """The spread shrinks by at least 3 dB; loudness, peaks and length stay as promised."""
    before = decode_clip(default_pack().find(text).path)
    after = gentle_compression().apply(before)
    facts = measure(samples_of(after))
    assert spread_db(samples_of(after)) < spread_db(samples_of(before)) - 3
    assert abs(facts.loudness_lufs + 16) <= 1
    assert facts.true_peak_dbtp <= -1
    assert len(after) == len(before)


@pytest.mark.parametrize("text", TEXTS)
def test_edges_stay_silent(text):
    """A join is still a join in silence."""
    after = samples_of(gentle_compression().apply(decode_clip(default_pack().find(text).path)))
    assert numpy.abs(numpy.concatenate([after[:48], after[-48:]])).max() < 0.01


def test_silence_stays_silence():
    """There is nothing to bring up."""
    assert not compress(numpy.zeros(4800)).any()
