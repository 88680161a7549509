"""Which output is the hall's, and that it stays so."""

from __future__ import annotations

import pytest

from audio.speaker.output_choice import FILE, OutputChoice


def test_the_first_that_was_heard_is_kept(tmp_path):
    """Also after a restart, and whatever is heard later."""
    choice = OutputChoice(tmp_path)
    assert choice.device is None
    choice.keep("USB Audio")
    choice.keep("HDMI")
    assert choice.device == OutputChoice(tmp_path).device == "USB Audio"


def test_staff_may_choose_another_and_take_it_back(tmp_path):
    """It is told whether that is another than before: then the worker starts anew."""
    choice = OutputChoice(tmp_path)
    choice.keep("USB Audio")
    assert choice.choose("HDMI")
    assert not choice.choose("HDMI")
    assert OutputChoice(tmp_path).device == "HDMI"
    assert choice.choose(None)
    assert OutputChoice(tmp_path).device is None


def test_what_the_operator_told_stays(tmp_path):
    """PANGGIL_DEVICE is stronger than the console."""
    choice = OutputChoice(tmp_path, "USB Audio")
    assert not choice.choose("HDMI")
    assert choice.device == "USB Audio"
    assert not (tmp_path / FILE).exists()


def test_fallbacks_are_tried_after_the_hall_s_own(tmp_path):
    """In their order, each once; kept, also where the operator told the output itself."""
    choice = OutputChoice(tmp_path)
    assert choice.allow(["HDMI", "Jack", "HDMI"])
    assert choice.order == ()  # nothing stands in for an output that nobody knows yet
    choice.keep("USB Audio")
    assert choice.order == ("USB Audio", "HDMI", "Jack")
    assert not choice.allow(["HDMI", "Jack"])
    assert OutputChoice(tmp_path).order == choice.order
    told = OutputChoice(tmp_path, "Jack")
    assert told.order == ("Jack", "HDMI")
    assert told.allow(["HDMI"])
    assert OutputChoice(tmp_path).order == ("USB Audio", "HDMI")


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"device": 3}', '{"device": ""}'])
def test_a_damaged_file_is_no_choice(tmp_path, kept):
    """The next output that is heard is kept."""
    (tmp_path / FILE).write_text(kept)
    choice = OutputChoice(tmp_path)
    assert choice.device is None
    choice.keep("USB Audio")
    assert OutputChoice(tmp_path).device == "USB Audio"


def test_a_folder_that_cannot_be_written_costs_only_the_memory(tmp_path):
    """The choice holds for this run."""
    choice = OutputChoice(tmp_path / "missing")
    choice.keep("USB Audio")
    assert choice.device == "USB Audio"
