"""The detector in small simulated halls, with fixed seeds; the whole bench is `tests/bench/ear`."""

import numpy
import pytest

from audio.ear import Detector, Expected, Unjudged, Verdict, chime_references, make_reference
from audio.packs import chime_pack
from audio.sound.decode import decode_clip
from audio.studio.resample import convert
from tests.bench.ear.hall import Conditions, Simulation
from tests.bench.ear.trials import NOTHING, try_cell, try_once

BEGAN_S, DELAY_S, LASTS_S = 6.0, 0.4, 10.5


@pytest.fixture(scope="module")
def references():
    return chime_references()


@pytest.fixture(scope="module")
def simulation():
    return Simulation(5, voices=6, clips=30)


def chime_at(rate_hz, name="call"):
    clip = next(clip for clip in chime_pack().clips() if clip.text == name)
    samples = numpy.frombuffer(decode_clip(clip.path), numpy.int16).astype(float)
    return convert(samples, 48_000, rate_hz) if rate_hz != 48_000 else samples


def sound(rate_hz=16_000, level=0.25, noise=0.005, name="call", delay_s=DELAY_S):
    """A quiet hall with steady noise in which the chime sounds (or not, at level 0)."""
    hall = numpy.random.default_rng(1).standard_normal(int(LASTS_S * rate_hz)) * noise * 32767
    chime, start = chime_at(rate_hz, name) * level, int((BEGAN_S + delay_s) * rate_hz)
    hall[start : start + len(chime)] += chime
    return numpy.rint(numpy.clip(hall, -32768, 32767)).astype(numpy.int16)


def judge(samples, references, rate_hz=16_000, chime="call", block=1024, clock=lambda s: s):
    """The judgements on one announcement that begins at 6 s, as the blocks come in."""
    detector = Detector(rate_hz, references)
    detector.expect(Expected("a", chime, BEGAN_S, 3.0))
    judged = []
    for at in range(0, len(samples), block):
        judged += detector.take(samples[at : at + block], clock(at / rate_hz))
    return judged


def test_there_is_a_reference_for_every_chime(references):
    """Also for the one that an announcement ends with: it is to be told from the others."""
    assert set(references) == {"call", "information", "urgent", "emergency", "end"}


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 44_100, 48_000])
def test_a_chime_is_heard_at_the_microphones_own_rate(references, rate_hz):
    """Delay and levels are the same whatever the rate."""
    (judged,) = judge(sound(rate_hz), references, rate_hz)
    assert judged.verdict == Verdict.HEARD
    assert judged.score > 0.5
    assert judged.delay_ms == pytest.approx(400, abs=15)
    # Words of the pack have an A-weighted level of -20.4 dB; a quarter of it is 12 dB less.
    assert judged.level_db == pytest.approx(-20.4 - 12.0, abs=0.7)
    assert judged.over_noise_db == pytest.approx(judged.level_db - judged.noise_db, abs=0.1)
    assert judged.clipped_share == 0


@pytest.mark.parametrize("name", ["call", "information", "urgent", "emergency"])
@pytest.mark.parametrize("delay_s", [0.0, 1.0, 1.95])
def test_every_chime_is_placed_within_the_two_seconds(references, name, delay_s):
    (judged,) = judge(sound(name=name, delay_s=delay_s), references, chime=name)
    assert judged.verdict == Verdict.HEARD
    assert judged.delay_ms == pytest.approx(delay_s * 1000, abs=20)


def test_nothing_is_claimed_of_noise_alone(references):
    (judged,) = judge(sound(level=0), references)
    assert judged.verdict == Verdict.NOT_HEARD
    assert (judged.delay_ms, judged.level_db, judged.over_noise_db) == (None, None, None)
    # White noise of .005 has -46 dB; in the band of a 16 kHz microphone A-weighting keeps it.
    assert judged.noise_db == pytest.approx(-46, abs=1.5)


def test_another_chime_is_not_taken_for_the_expected_one(references):
    (judged,) = judge(sound(name="emergency"), references, chime="call")
    assert judged.verdict == Verdict.NOT_HEARD


@pytest.mark.parametrize("gain", [6.0, 30.0])
def test_a_microphone_set_too_loud_still_hears_and_says_so(references, gain):
    (judged,) = judge(sound(level=gain), references)
    assert judged.verdict == Verdict.HEARD
    assert judged.clipped_share > 0.1


@pytest.mark.parametrize("block", [160, 4096, 16_000])
def test_the_size_of_the_blocks_is_nothing(references, block):
    samples = sound()
    (one,) = judge(samples, references, block=block)
    (other,) = judge(samples, references, block=1024)
    assert one == other


def test_uneven_blocks_and_a_drifting_clock_are_followed(references):
    """Blocks stamped 60 ms early or late, by a clock that is 200 ppm off."""
    chance = numpy.random.default_rng(2)

    def clock(at_s):
        return at_s * 1.0002 + chance.uniform(-0.06, 0.06)

    (judged,) = judge(sound(), references, clock=clock)
    assert judged.verdict == Verdict.HEARD
    assert judged.delay_ms == pytest.approx(400, abs=60)


def test_a_gap_in_the_window_is_no_word_on_the_loudspeaker(references):
    """The microphone gave nothing for half a second while the chime may have sounded."""
    (judged,) = judge(sound(), references, clock=lambda at_s: at_s + 0.5 * (at_s > 6.5))
    assert (judged.verdict, judged.why) == (Verdict.UNJUDGED, Unjudged.GAP)


def test_a_gap_before_the_window_does_no_harm(references):
    (judged,) = judge(sound(), references, clock=lambda at_s: at_s - 0.5 * (at_s < 3))
    assert judged.verdict == Verdict.HEARD


def test_an_ear_that_has_just_begun_says_nothing(references):
    (judged,) = judge(sound()[int(4.6 * 16_000) :], references, clock=lambda at_s: at_s + 4.6)
    assert (judged.verdict, judged.why) == (Verdict.UNJUDGED, Unjudged.NO_NOISE_YET)


def test_zeros_are_a_dead_microphone_not_a_silent_loudspeaker(references):
    (judged,) = judge(numpy.zeros(int(LASTS_S * 16_000), numpy.int16), references)
    assert (judged.verdict, judged.why) == (Verdict.UNJUDGED, Unjudged.DEAD_MICROPHONE)


def test_an_announcement_without_a_known_chime_is_not_judged(references):
    (judged,) = judge(sound(), references, chime="")
    assert (judged.verdict, judged.why) == (Verdict.UNJUDGED, Unjudged.NO_REFERENCE)


def test_announcements_are_no_noise_of_the_hall(references):
    """The second of two in close order is measured against the hall before both."""
    speech = numpy.random.default_rng(3).standard_normal(8 * 16_000) * 0.1 * 32767
    samples = numpy.concatenate([sound(), sound()[int(5.5 * 16_000) :]])
    samples = samples.astype(float)
    samples[7 * 16_000 + 16_000 : 7 * 16_000 + 4 * 16_000] += speech[: 3 * 16_000]
    samples = numpy.clip(samples, -32768, 32767).astype(numpy.int16)
    detector = Detector(16_000, references)
    detector.expect(Expected("a", "call", BEGAN_S, 5.0))
    second_s = LASTS_S + 0.5
    judged, told = [], False
    for at in range(0, len(samples), 1024):
        if at / 16_000 > second_s and not told:
            detector.expect(Expected("b", "call", second_s, 3.0))
            told = True
        judged += detector.take(samples[at : at + 1024], at / 16_000)
    assert [one.verdict for one in judged] == [Verdict.HEARD, Verdict.HEARD]
    assert judged[1].noise_db == pytest.approx(judged[0].noise_db, abs=0.3)


def test_memory_is_bounded(references):
    """A minute of sound leaves no more than half of it did."""
    detector = Detector(8_000, references)
    hall = numpy.random.default_rng(4).integers(-90, 90, 8_000).astype(numpy.int16)
    sizes = []
    for second in range(60):
        detector.take(hall, float(second))
        sizes.append(len(detector._recent) + len(detector._noise))
    assert max(sizes[30:]) <= max(sizes[:30])
    assert max(sizes) < 800


def test_a_rate_that_holds_no_chime_is_refused(references):
    with pytest.raises(ValueError, match="6000 Hz"):
        Detector(6_000, references)


def test_a_silent_chime_is_refused():
    with pytest.raises(ValueError, match="silent"):
        make_reference(numpy.zeros(48_000, numpy.int16), 48_000)


@pytest.mark.parametrize("rt60_s", [0.3, 2.0])
def test_chimes_are_found_in_babble_as_loud_as_they_are(references, simulation, rt60_s):
    """0 dB, hum on top, random gain, delay and drift: the bench finds more than 99 %."""
    simulation.seed(round(rt60_s * 10))
    trials = try_cell(simulation, references, 0, rt60_s, 12)
    assert [trial.judgement.verdict for trial in trials] == [Verdict.HEARD] * 12


def test_no_chime_is_claimed_while_the_amplifier_is_off(references, simulation):
    simulation.seed(7)
    trials = try_cell(simulation, references, 0, 1.0, 16, sounds=NOTHING)
    assert [trial.judgement.verdict for trial in trials] == [Verdict.NOT_HEARD] * 16


@pytest.mark.parametrize("name", ["information", "urgent", "emergency", "end"])
def test_the_next_zones_chime_is_not_taken_for_ours(references, name):
    """However loud it comes through the wall, and whichever it is."""
    (judged,) = judge(sound(name=name, level=0.8), references, chime="call")
    assert judged.verdict == Verdict.NOT_HEARD


def test_the_next_zones_chime_does_not_hide_ours(references):
    """It sounds a second later, and louder."""
    both = sound().astype(float)
    start = int((BEGAN_S + DELAY_S + 1.0) * 16_000)
    other = chime_at(16_000, "information") * 0.5
    both[start : start + len(other)] += other
    (judged,) = judge(numpy.clip(both, -32768, 32767).astype(numpy.int16), references)
    assert judged.verdict == Verdict.HEARD
    assert judged.delay_ms == pytest.approx(400, abs=30)


@pytest.mark.parametrize("snr_db", [0, 10])
def test_the_level_over_noise_follows_the_hall(references, simulation, snr_db):
    """Words are 3 dB below the chime; babble loses some dB to the A-weighting."""
    simulation.seed(8)
    hall = Conditions(snr_db, 0.7, 0.0, voices=16, hum_db=-20, gain_db=-30, drift=0.0)
    trials = [try_once(simulation, references, hall, "call") for _ in range(5)]
    measured = numpy.median([trial.judgement.over_noise_db for trial in trials])
    assert measured == pytest.approx(snr_db - 0.5, abs=2)
