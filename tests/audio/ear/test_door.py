"""The room's door: every name is there, and whoever only counts does without numpy."""

import subprocess
import sys

import pytest

import audio.ear


@pytest.mark.parametrize("name", audio.ear.__all__)
def test_every_name_is_there(name):
    assert getattr(audio.ear, name)


def test_a_name_that_is_none_is_refused():
    with pytest.raises(AttributeError, match="nothing"):
        _ = audio.ear.nothing


def test_whoever_starts_the_worker_and_counts_needs_no_numpy():
    """The server keeps its memory: the figures are plain numbers."""
    names = "EarWorker, EarEvent, Expected, Judgement, Verdict, run_ear"
    code = f"import sys; from audio.ear import {names}; print('numpy' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
