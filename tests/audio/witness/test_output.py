"""What the hall hears of a stream, judged from what the sound server tells."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from audio.witness.output import (
    NO_SINK,
    Output,
    Sink,
    Stream,
    is_called,
    judge,
    needs_repair,
    volume_db,
)

PA = Sink(1, "alsa_output.usb", "USB Audio", muted=False, volume=1.0, suspended=False)
HDMI = Sink(2, "alsa_output.hdmi", "HDMI", muted=False, volume=1.0, suspended=False)
DUMMY = Sink(3, "auto_null", "Ausgabeattrappe", muted=False, volume=1.0, suspended=False)
OURS = Stream(7, sink=1, muted=False, volume=1.0, corked=False)


@pytest.mark.parametrize(
    ("stream", "sinks", "state", "device"),
    [
        (OURS, [PA, HDMI], "ok", "USB Audio"),
        (None, [PA], "unlinked", None),
        (replace(OURS, sink=NO_SINK), [PA], "unlinked", None),
        (replace(OURS, sink=2), [PA, HDMI], "elsewhere", "HDMI"),
        (replace(OURS, sink=3), [PA, DUMMY], "dummy", "Ausgabeattrappe"),
        (OURS, [replace(PA, suspended=True)], "suspended", "USB Audio"),
        (replace(OURS, corked=True), [PA], "suspended", "USB Audio"),
        (OURS, [replace(PA, muted=True)], "muted", "USB Audio"),
        (replace(OURS, muted=True), [PA], "muted", "USB Audio"),
        (OURS, [replace(PA, volume=0.1)], "quiet", "USB Audio"),
        (OURS, [replace(PA, volume=0.0)], "quiet", "USB Audio"),
        (replace(OURS, volume=0.5), [replace(PA, volume=0.5)], "quiet", "USB Audio"),
        (OURS, [replace(PA, volume=0.4)], "ok", "USB Audio"),
    ],
)
def test_each_way_to_be_silent_has_its_word(stream, sinks, state, device):
    """The last row: PipeWire sets a new card up at -24 dB; that whispers, and is heard."""
    assert judge(stream, sinks, "USB Audio") == Output(state, device)


def test_the_second_of_two_equal_outputs_is_known_by_its_ordinal():
    """As SDL writes it; a name that only begins alike is another's."""
    assert is_called(PA, "USB Audio (2)")
    assert not is_called(PA, "USB Audio Pro")


def test_without_a_name_any_output_will_do():
    """ALSA's plugin for the server does not know which it is; the dummy is none anywhere."""
    assert judge(replace(OURS, sink=2), [PA, HDMI], "").state == "ok"
    assert judge(replace(OURS, sink=3), [PA, DUMMY], "").state == "dummy"


def test_volumes_are_cubic():
    """As PulseAudio and PipeWire count them: half is -18 dB."""
    assert volume_db(1.0) == 0
    assert volume_db(0.5) == pytest.approx(-18.06, abs=0.01)
    assert volume_db(0.1) == pytest.approx(-60)
    assert volume_db(0.0) == -math.inf


@pytest.mark.parametrize(
    ("stream", "needed"),
    [(OURS, False), (replace(OURS, muted=True), True), (replace(OURS, volume=0.98), True)],
)
def test_only_a_stream_that_was_touched_is_repaired(stream, needed):
    """The hall's own volume is in the samples: the stream is always at 100 %."""
    assert needs_repair(stream) is needed
