"""The pack that is shipped: complete, whole, and as even as it promises.

Every clip is measured once: those in ``measured.txt`` have been, and their checksums prove that
they are the same still. What is not in it is measured here, and some of the others, so that this
machine is known to decode them alike; ``-m long`` measures them all. After that::

    python -m tests.audio.packs.test_default_pack
"""

import statistics
import string
from pathlib import Path

import numpy
import pytest
import soundfile

from audio.packs import ClipFolder, check_pack, chime_pack, default_pack
from audio.production.build import SERVICES, WHOLE_NUMBERS, default_texts
from audio.sound import Composer
from audio.studio import decode_samples, measure
from audio.voices.kokoro import VOICE
from audio.wording import CallWords, parse_ticket, word_call

MEASURED = Path(__file__).with_name("measured.txt")
ONE_OF = 40


def shipped():
    """Return every clip."""
    return [clip for open_one in (default_pack, chime_pack) for clip in open_one().clips()]


@pytest.fixture(scope="module", params=["new", pytest.param("all", marks=pytest.mark.long)])
def clips(request):
    """The clips to be measured, with their samples."""
    measured = set(MEASURED.read_text("utf-8").split()) if request.param == "new" else set()
    chosen = [
        clip
        for number, clip in enumerate(shipped())
        if number % ONE_OF == 0 or clip.sha256 not in measured
    ]
    return [(clip, decode_samples(clip.path.read_bytes())) for clip in chosen]


def silence_ms(samples, part):
    """Milliseconds before the first sound above -42 dB of the peak (the level clips are cut at)."""
    loud = numpy.flatnonzero(
        numpy.abs(samples[::part]) > numpy.abs(samples).max() * 10 ** (-42 / 20)
    )
    return loud[0] / 48


def test_the_pack_says_every_ordinary_phrase_and_is_whole():
    """What `clips check` looks at is green."""
    assert check_pack(default_pack(), default_texts()).good
    assert check_pack(chime_pack(), ["call", "information", "urgent", "emergency"]).good


def test_the_pack_and_this_machine_speak_with_one_voice():
    """A hole is filled in the voice of the pack."""
    assert default_pack().voice == VOICE


@pytest.mark.parametrize("mode", ["digit", "terbilang", "otomatis"])
@pytest.mark.parametrize("written", ["A-012", "Z-999", "AB-1001", "012", "B-105", "QZ-9999", "7"])
def test_calls_find_every_clip(written, mode):
    """Any ticket, any way of saying its number, first, second and last call, short or not."""
    pack = default_pack()
    for count in (1, 2, 3):
        for short in (False, True):
            words = CallWords(
                parse_ticket(written), "Loket 12", "DPMPTSP", mode, count, 1, short, priority=True
            )
            assert all(pack.find(phrase.text) for phrase in word_call(words).phrases)


def test_every_clip_is_as_loud_as_promised(clips):
    """-16 LUFS within 1 LU and true peaks of at most -1 dBTP, measured on the decoded file."""
    for clip, samples in clips:
        facts = measure(samples)
        assert abs(facts.loudness_lufs + 16) <= 1, clip.text
        assert facts.true_peak_dbtp <= -1, clip.text
        assert abs(facts.loudness_lufs - clip.loudness_lufs) <= 0.1, clip.text
        assert abs(facts.duration_ms - clip.duration_ms) <= 1, clip.text


def test_every_clip_begins_and_ends_in_silence(clips):
    """So that a join is never heard: quiet edges, and less than 60 ms of silence to wait for."""
    for clip, samples in clips:
        edges = numpy.concatenate([samples[:48], samples[-48:]])
        assert numpy.abs(edges).max() < 0.01, clip.text  # -40 dB, in the first and last ms
        assert 2 < silence_ms(samples, 1) < 60, clip.text
        assert 2 < silence_ms(samples, -1) < 60, clip.text


def test_every_clip_is_mono_at_the_mixers_rate():
    """Nothing is ever resampled on the way to the amplifier."""
    for clip in shipped():
        facts = soundfile.info(str(clip.path))
        assert (facts.samplerate, facts.channels, facts.subtype) == (48_000, 1, "OPUS"), clip.text


def test_no_clip_is_cut_short_or_endless():
    """A word lasts at least 0.2 s and a phrase less than 5 s."""
    for clip in shipped():
        assert 200 <= clip.duration_ms <= 5_000, clip.text


def test_the_pack_is_small_enough_to_travel():
    """The repository and the wheel carry it: calls, whole numbers, and the first templates."""
    assert sum(clip.path.stat().st_size for clip in shipped()) < 20_000_000


@pytest.fixture
def length_s(tmp_path):
    """Return how long a call of the shipped pack lasts, with its chime."""
    pack = default_pack()
    composer = Composer(pack, ClipFolder(tmp_path / "clips", pack.voice), tmp_path / "sounds")

    def measure_call(number, at, **words):
        ticket = parse_ticket(f"{string.ascii_uppercase[at % 26]}-{number:03}")
        call = CallWords(ticket, f"Loket {at % 12 + 1}", SERVICES[at % len(SERVICES)], **words)
        return composer.measure(word_call(call)) / 1000

    return measure_call


@pytest.mark.parametrize(("words", "most_s"), [({}, 11.0), ({"short": True}, 6.5)])
def test_a_call_takes_its_breath_as_people_do(length_s, words, most_s):
    """Every number that is one clip, with every letter, twelve counters and the six services."""
    lengths = [length_s(number, at, **words) for at, number in enumerate(WHOLE_NUMBERS)]
    assert statistics.mean(lengths) <= most_s
    assert max(lengths) <= most_s * 1.2


if __name__ == "__main__":
    MEASURED.write_text("".join(f"{clip.sha256}\n" for clip in shipped()), "utf-8")
