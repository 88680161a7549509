"""What interrupts is heard at once, and as loud as it has to be. All figures are in samples."""

from array import array

import pytest

from tests.audio.speaker.conftest import begin
from tests.audio.speaker.pa_line import FRAMES_PER_S, Tone

pytestmark = pytest.mark.usefixtures("speaker")

LONGEST_HOLE = FRAMES_PER_S // 10


def interrupt(server, tone, announcement_id="alarm", **changes):
    """Order a sound that does not wait for its turn."""
    server.sounds[tone.sha256] = tone.wav
    server.play(announcement_id, tone.sha256, interrupt=True, **changes)


def hole_before(line, tone):
    """Return how many frames of silence are between the sound and what was heard before it."""
    left = array("h", line.heard())[::2]
    at = round(line.place(tone) * FRAMES_PER_S)
    before = next(n for n in range(at - 1, -1, -1) if left[n])
    return at - before - 1


def test_what_interrupts_leaves_no_hole(server, line):
    """The old sound goes on until the new one is at hand; then 100 ms of silence at the most."""
    sentence, alarm = Tone(6.0), Tone(0.5, seed=1)
    begin(server, sentence)
    interrupt(server, alarm)
    assert server.wait_end("a") == "stopped"
    assert server.wait_end("alarm") is None
    hole = hole_before(line, alarm)
    print(f"hole: {hole / 48:.1f} ms")
    assert hole < LONGEST_HOLE
    assert line.count(sentence) == 0


def test_what_interrupts_goes_before_what_waits(server, line):
    """Also before orders that were taken long ago; these are played afterwards, in their order."""
    sentence, waiting, alarm = Tone(3.0), Tone(0.3, seed=1), Tone(0.3, seed=2)
    begin(server, sentence)
    server.sounds[waiting.sha256] = waiting.wav
    server.play("b", waiting.sha256)
    interrupt(server, alarm)
    server.wait_end("b")
    assert line.place(alarm) < line.place(waiting)


def test_a_sound_that_cannot_be_fetched_interrupts_nothing(server, line):
    """The hall never falls silent for something that is not there."""
    sentence = Tone(1.0)
    begin(server, sentence)
    server.play("alarm", Tone(seed=1).sha256, interrupt=True)
    assert server.wait_end("alarm") == "fetch"
    assert server.wait_end("a") is None
    assert line.count(sentence) == 1


def peak(samples):
    return max(map(abs, array("h", samples)), default=0)


def test_volume_is_that_of_the_zone_and_an_order_may_have_its_own(server, line):
    """Half is half of every sample; an emergency is whole whatever the hall was set to."""
    call, alarm = Tone(0.4), Tone(0.4, seed=1)
    server.sounds |= {call.sha256: call.wav, alarm.sha256: alarm.wav}
    server.send(type="volume", zone="main", volume=50)
    server.play("a", call.sha256)
    server.wait_end("a")
    assert peak(line.heard()) == pytest.approx(peak(call.stereo) / 2, rel=0.02)
    assert line.count(call) == 0
    server.play("alarm", alarm.sha256, volume=100)
    server.wait_end("alarm")
    assert line.count(alarm) == 1


def test_volume_changes_while_a_sound_is_played(server, line):
    """Who turns it down hears that at once; what has a volume of its own stays as it is."""
    call = Tone(4.0)
    begin(server, call)
    server.send(type="volume", zone="main", volume=1)
    server.wait_end("a")
    heard = line.heard()
    assert 0 < peak(heard[-FRAMES_PER_S * 4 :]) <= peak(call.stereo) / 100
    assert peak(heard) > peak(call.stereo) / 2


def test_a_malformed_volume_is_left(server, line):
    """And the sound is as loud as before."""
    tone = Tone()
    server.send(type="volume", zone="main", volume="loud")
    server.send(type="volume", zone="elsewhere", volume=0)
    begin(server, tone)
    assert server.wait_end("a") is None
    assert line.count(tone) == 1
