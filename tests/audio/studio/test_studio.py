"""The studio against its yardsticks: pyloudnorm for loudness, scipy for peaks and filters."""

import numpy
import pyloudnorm
import pytest
from scipy import signal

from audio.errors import VoiceError
from audio.packs import default_pack
from audio.studio import (
    RATE_HZ,
    clip_lufs,
    decode_samples,
    encode_flac,
    encode_opus,
    integrated_lufs,
    master,
    true_peak_dbtp,
)
from audio.studio.convolve import convolve, quick_size
from audio.studio.peaks import limit
from audio.studio.resample import convert, upsample
from audio.studio.trim import shorten_tail, trim

METER = pyloudnorm.Meter(RATE_HZ)


def noise(seconds, seed=1):
    return 0.1 * numpy.random.default_rng(seed).standard_normal(int(seconds * RATE_HZ))


def tone(hertz, seconds=1.0, rate_hz=RATE_HZ, level=0.5):
    return level * numpy.sin(2 * numpy.pi * hertz * numpy.arange(int(seconds * rate_hz)) / rate_hz)


@pytest.mark.parametrize("hertz", [100, 997, 3000, 9000])
def test_the_loudness_of_a_tone_agrees_with_pyloudnorm(hertz):
    """Within 0.1 LU across the spectrum."""
    sound = tone(hertz, 3)
    assert integrated_lufs(sound) == pytest.approx(METER.integrated_loudness(sound), abs=0.1)


def test_a_full_scale_sine_reads_as_the_standard_says():
    """997 Hz at 0 dBFS in one channel is -3.01 LUFS (BS.1770-4)."""
    assert integrated_lufs(tone(997, 3, level=1.0)) == pytest.approx(-3.01, abs=0.02)


def test_silence_between_words_is_gated():
    """As pyloudnorm does it: a pause does not make speech quieter."""
    sound = numpy.concatenate([noise(2), numpy.zeros(4 * RATE_HZ), 0.01 * noise(1), noise(2, 2)])
    assert integrated_lufs(sound) == pytest.approx(METER.integrated_loudness(sound), abs=0.1)


def test_the_loudness_of_real_clips_agrees_with_pyloudnorm():
    """Within 0.2 LU, measured repeated to 3 s."""
    for text in ("nol", "Nomor antrean A", "Silakan menuju loket tiga", "Dukcapil"):
        samples = decode_samples(default_pack().find(text).path.read_bytes())
        tiled = numpy.tile(samples, -(-3 * RATE_HZ // len(samples)))
        assert clip_lufs(samples) == pytest.approx(METER.integrated_loudness(tiled), abs=0.2)


def test_silence_has_no_loudness_and_no_peak():
    """Minus infinity, not an error."""
    for nothing in (numpy.zeros(0), numpy.zeros(RATE_HZ)):
        assert clip_lufs(nothing) == true_peak_dbtp(nothing) == -numpy.inf


def test_a_peak_between_samples_is_seen():
    """A sine at a quarter of the rate, 45 degrees off: its samples stay 3 dB below its peak."""
    steps = numpy.arange(RATE_HZ)
    sound = numpy.sin(numpy.pi / 2 * steps + numpy.pi / 4) * numpy.hanning(RATE_HZ)
    assert numpy.abs(sound).max() < 0.71
    assert true_peak_dbtp(sound) == pytest.approx(0.0, abs=0.1)


def test_true_peaks_agree_with_scipys_oversampling():
    """Within 0.2 dB on noise, the hardest signal."""
    fine = signal.resample_poly(noise(0.5), 4, 1)
    expected = 20 * numpy.log10(numpy.abs(fine).max())
    assert true_peak_dbtp(noise(0.5)) == pytest.approx(expected, abs=0.2)


def test_the_limiter_holds_its_ceiling():
    """However far above it the sound is; below it nothing changes."""
    loud = 20 * noise(0.5)
    assert true_peak_dbtp(limit(loud, -1.5)) <= -1.3
    quiet = tone(440, level=0.1)
    assert limit(quiet, -1.5) is quiet


def test_the_limiter_touches_only_the_neighbourhood_of_a_peak():
    """A click in speech does not duck the speech."""
    sound = tone(440, level=0.1)
    sound[RATE_HZ // 2] = 2.0
    limited = limit(sound, -1.5)
    assert numpy.array_equal(limited[: RATE_HZ // 2 - 400], sound[: RATE_HZ // 2 - 400])
    assert numpy.array_equal(limited[RATE_HZ // 2 + 400 :], sound[RATE_HZ // 2 + 400 :])


@pytest.mark.parametrize("hertz", [200, 1000, 5000, 10_000])
def test_doubling_the_rate_keeps_a_tone_and_adds_none(hertz):
    """Level within 0.1 dB, images at least 80 dB down, no delay."""
    doubled = upsample(tone(hertz, 1, 24_000), 2)[4000:-4000]
    assert doubled == pytest.approx(tone(hertz, 1)[4000:-4000], abs=0.006)
    spectrum = numpy.abs(numpy.fft.rfft(doubled * numpy.blackman(len(doubled))))
    frequencies = numpy.fft.rfftfreq(len(doubled), 1 / RATE_HZ)
    assert spectrum[frequencies > 12_500].max() < spectrum.max() * 1e-4


def test_convolution_agrees_with_numpy():
    """At any length."""
    for length in (1, 5, 100, 1000):
        sound, kernel = noise(length / RATE_HZ), noise(31 / RATE_HZ, 2)
        assert convolve(sound, kernel) == pytest.approx(numpy.convolve(sound, kernel))
    assert all(least <= quick_size(least) < 2 * least for least in range(3, 3000))


def test_a_clip_is_cut_to_its_words():
    """15 ms before, 50 ms after, faded to nothing at both ends."""
    sound = trim(
        numpy.concatenate([numpy.zeros(24_000), tone(500, 0.5), numpy.zeros(24_000)]), RATE_HZ
    )
    assert len(sound) / 48 == pytest.approx(565, abs=3)
    assert sound[0] == 0
    assert abs(sound[-1]) < 1e-6


def test_a_clip_that_begins_at_once_is_given_room():
    """Padded where the recording has no silence of its own."""
    assert len(trim(tone(500, 0.5), RATE_HZ)) / 48 == pytest.approx(565, abs=3)


def test_a_tick_after_the_word_is_cut_off():
    """One loud sample is no sound."""
    sound = numpy.concatenate([tone(500, 0.5), numpy.zeros(9_600)])
    sound[33_000] = 0.02
    assert len(trim(sound, RATE_HZ)) / 48 == pytest.approx(565, abs=3)


def test_a_tail_that_coding_emptied_is_cut_off():
    """What is heard decides, not what was there before."""
    clip = numpy.pad(tone(500, 0.5), (0, 4_800))
    shortened = shorten_tail(clip, clip, RATE_HZ)
    assert (len(clip) - len(shortened)) / 48 == pytest.approx(50, abs=1)
    assert shorten_tail(shortened, shortened, RATE_HZ) is shortened


@pytest.mark.parametrize("level", [0.001, 0.1, 1.0])
def test_mastering_makes_everything_equally_loud(level):
    """-16 LUFS within 0.3 LU and true peaks below -1.3 dBTP, from whisper to shout."""
    swell = numpy.hanning(24_000) ** 4
    sound = master(level * swell * noise(0.5), 24_000)
    assert clip_lufs(sound) == pytest.approx(-16, abs=0.3)
    assert true_peak_dbtp(sound) < -1.3


def test_silence_cannot_be_mastered():
    """A silent clip would count as spoken."""
    with pytest.raises(VoiceError, match="silent"):
        master(numpy.zeros(24_000), 24_000)


@pytest.mark.parametrize("rate_hz", [16_000, 22_050, 24_000, 44_100, 96_000])
def test_a_voice_of_any_rate_is_brought_to_the_mixers(rate_hz):
    """The tone keeps pitch and length; nothing else is heard with it."""
    converted = convert(tone(1000, 1, rate_hz), rate_hz, RATE_HZ)
    assert len(converted) == pytest.approx(RATE_HZ, abs=2)
    middle = converted[4000:-4000]
    assert middle == pytest.approx(tone(1000)[4000 : 4000 + len(middle)], abs=0.006)


def test_lowering_a_rate_lets_nothing_fold_back():
    """30 kHz at 96 kHz would be heard as 18 kHz."""
    assert numpy.abs(convert(tone(30_000, 0.5, 96_000), 96_000, RATE_HZ)[2000:-2000]).max() < 1e-4
    assert len(convert(numpy.zeros(0), 44_100, RATE_HZ)) == 0


@pytest.mark.parametrize("encode", [encode_flac, encode_opus])
def test_encoding_keeps_length_and_place(encode):
    """Opus' own delay is taken off again: no clip loses its edge."""
    sound = numpy.pad(tone(500, 0.5), 1_000)
    again = decode_samples(encode(sound))
    assert len(again) == len(sound)
    delay = numpy.argmax(signal.correlate(again, sound)) - (len(sound) - 1)
    assert abs(delay) <= 2


def test_what_is_no_sound_cannot_be_decoded():
    """One plain sentence."""
    with pytest.raises(VoiceError, match="cannot be decoded"):
        decode_samples(b"noise")
