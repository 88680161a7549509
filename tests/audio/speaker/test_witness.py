"""Heard or not, on real PulseAudio and PipeWire: no sound is `finished` that the hall did not hear.

What the hall hears is taken at the output's own monitor.
"""

from __future__ import annotations

import time

import pytest

from audio.speaker import probe_device
from audio.witness import Output
from tests.audio.heard import WHOLE, heard_gain, heard_share
from tests.audio.sound_servers import wait_until
from tests.audio.speaker.conftest import LONG_S, begin, order, report
from tests.audio.speaker.pa_line import Tone

MIDDLE_S = 1.0


def test_a_sound_is_heard_and_proven(hall, server):
    """It says who watched and which output had it."""
    ear = hall.listen()
    tone = order(server, 1.0)
    assert server.wait_end("a") is None
    told = report(server)
    assert (told["witness"], told["device"]) == ("pulse", "PA_One")
    wait_until(lambda: heard_share(ear.heard(), tone.mono) >= WHOLE, 5)


def mute(hall):
    hall.ctl("set-sink-mute", "pa1", "1")


def whisper(hall):
    hall.ctl("set-sink-volume", "pa1", "10%")


def freeze(hall):
    hall.freeze(True)


def unplug(hall):
    hall.unplug("pa1")


FAULTS = {
    "muted": (mute, lambda hall: hall.ctl("set-sink-mute", "pa1", "0"), "muted"),
    "quiet": (whisper, lambda hall: hall.ctl("set-sink-volume", "pa1", "100%"), "quiet"),
    "unplugged": (unplug, lambda hall: hall.plug("pa1"), "no_device"),
    "frozen": (freeze, lambda hall: hall.freeze(False), "unanswering"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_silence_before_a_sound_is_its_failure(hall, server, fault):
    """The speaker says so at once, the sound fails with the cause, and it recovers by itself."""
    break_it, cure, reason = FAULTS[fault]
    break_it(hall)
    server.wait(lambda: server.statuses[-1]["reason"] == reason, 10)
    order(server, 0.5)
    assert server.wait_end("a") == reason
    cure(hall)
    server.wait_state("ready", 10)
    order(server, 0.5, "b", seed=8)
    assert server.wait_end("b") is None


@pytest.mark.parametrize("fault", FAULTS)
def test_silence_in_the_middle_is_made_good(hall, server, fault):
    """Cured within the time of a replay, the sound is played again whole, and only then heard."""
    break_it, cure, reason = FAULTS[fault]
    tone = Tone(LONG_S, 7)
    begin(server, tone)
    time.sleep(MIDDLE_S)
    break_it(hall)
    server.wait(lambda: server.statuses[-1]["reason"] == reason, 10)
    assert not [told for told in server.outcomes("a") if told[1] == "finished"]
    # Opened up, it sounds at once: the recorder must be there. Of one that is gone there is none.
    ear = hall.listen() if reason in {"muted", "quiet"} else None
    cure(hall)
    ear = ear or hall.listen()
    assert server.wait_end("a", 30) is None
    wait_until(lambda: heard_share(ear.heard(), tone.mono) >= WHOLE, 5)


def test_our_own_stream_is_mended(hall, server):
    """Muted or turned down by a slip in a mixer program: open again, and the sound heard whole."""
    tone = Tone(LONG_S, 7)
    begin(server, tone)
    time.sleep(MIDDLE_S)
    ear = hall.listen()
    hall.ctl("set-sink-input-mute", hall.stream(), "1")
    assert server.wait_end("a", 30) is None
    wait_until(lambda: heard_share(ear.heard(), tone.mono) >= WHOLE, 5)


def test_another_default_changes_nothing(hall, server):
    """A television is plugged in and chosen: the hall's output keeps the sound, and its name."""
    tone = Tone(LONG_S, 7)
    begin(server, tone)
    hall.plug("pa2")
    hall.ctl("set-default-sink", "pa2")
    television = hall.listen("pa2")
    assert server.wait_end("a") is None
    assert (report(server)["witness"], report(server)["device"]) == ("pulse", "PA_One")
    assert heard_share(television.heard(), tone.mono) == 0


def test_an_output_of_one_channel_is_as_loud_as_the_sound(sound_server, server, start_speaker):
    """PipeWire 0.3.65 adds the sides of a stereo stream up for it: 3 dB louder, and clipped."""
    sound_server.start(sinks=())
    sound_server.plug("pa1", channels=1)
    sound_server.default("pa1")
    start_speaker()
    server.wait_state("ready")
    ear = sound_server.listen()
    tone = order(server, 1.0)
    assert server.wait_end("a") is None
    wait_until(lambda: heard_share(ear.heard(), tone.mono) >= WHOLE, 5)
    assert heard_gain(ear.heard(), tone.mono) == pytest.approx(1.0, abs=0.05)


def test_a_dummy_is_no_device(sound_server, server, start_speaker):
    """No card at start: the server's own dummy takes samples, and nobody hears them."""
    sound_server.start(sinks=())
    start_speaker()
    server.wait(lambda: server.state() in {"no_device", "silent"}, 15)
    order(server, 0.5)
    assert server.wait_end("a") in {"no_device", "dummy"}
    sound_server.plug("pa1")
    server.wait_state("ready", 10)
    assert server.statuses[-1]["device"] == "PA_One"


def test_the_probe_tells_what_takes_samples_from_what_is_heard(sound_server):
    """For `panggil doctor`: a muted output takes everything."""
    sound_server.start()
    assert probe_device().output == Output("ok", "PA_One")
    mute(sound_server)
    assert probe_device().output == Output("muted", "PA_One")


def test_another_output_is_chosen(hall, server):
    """What plays begins anew there; a default that changes later takes nothing away."""
    hall.plug("pa2")
    tone = Tone(LONG_S, 7)
    begin(server, tone)
    chosen = hall.listen("pa2")
    server.send(type="output", zone="main", device="HDMI_Two")
    assert server.wait_end("a", 30) is None
    assert report(server)["device"] == "HDMI_Two"
    wait_until(lambda: heard_share(chosen.heard(), tone.mono) >= WHOLE, 5)
    hall.unplug("pa2")
    server.wait_state("no_device", 10)


def test_an_output_that_is_the_halls_alone_is_opened_up(sound_server, server, start_speaker):
    """Muted and turned down by a slip: by itself, where the setting says so."""
    sound_server.start()
    start_speaker(owns_output=True)
    server.wait_state("ready")
    mute(sound_server)
    # Within milliseconds: the speaker's status may never have said it.
    wait_until(lambda: sound_server.ctl("get-sink-mute", "pa1").strip() == "Mute: no", 10)
    server.wait_state("ready", 10)
    order(server, 0.5)
    assert server.wait_end("a") is None
