"""The lines between speaker and witness."""

from __future__ import annotations

import pytest

from audio.process.json_lines import write_line
from audio.witness import Output, WitnessEvent
from audio.witness.witness_protocol import WitnessCommand, read_command, read_event


@pytest.mark.parametrize(
    "event",
    [
        WitnessEvent("output", Output("muted", "USB Audio")),
        WitnessEvent("output", Output("none")),
        WitnessEvent("answer", Output("ok", "USB Audio"), "7"),
    ],
)
def test_an_event_is_read_as_it_was_written(event):
    """Every field, also those that are empty."""
    assert read_event(write_line(event.as_line())) == event


@pytest.mark.parametrize(
    "line",
    [b"", b"W: [pulse]", b"[]", b'{"event":"output","state":"loud"}', b'{"event":"died"}'],
)
def test_what_a_library_prints_is_no_event(line):
    """Nor is a word that is not known, or one that only the speaker's side writes."""
    assert read_event(line) is None


def test_commands():
    """Fields that a command does not carry are empty."""
    assert read_command(b'{"do":"expect","device":"USB"}') == WitnessCommand("expect", "USB")
    assert read_command(b'{"do":"look","token":"3"}') == WitnessCommand("look", token="3")
    assert read_command(b"hm") is None
