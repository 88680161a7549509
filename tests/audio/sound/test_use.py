"""Clips made on this machine are kept by their use, however they are read."""

import os
import time

from audio.sound import Composer

LAST_WEEK = time.time() - 7 * 86_400


def test_a_clip_that_is_heard_again_after_a_restart_counts_as_used(pack, made, make, say, tmp_path):
    """Even when it lies decoded: what is said every day must not make room for what is not."""
    clip = make("dua")
    Composer(pack, made, tmp_path / "sounds").compose(say("dua"))
    os.utime(clip.path, (LAST_WEEK, LAST_WEEK))
    Composer(pack, made, tmp_path / "sounds").compose(say("dua", "nol"))
    assert clip.path.stat().st_mtime > LAST_WEEK + 86_400


def test_use_is_written_down_once_an_hour(composer, make, say):
    """A busy hall does not wear the disk out."""
    clip = make("dua")
    composer.compose(say("dua"))
    os.utime(clip.path, (LAST_WEEK, LAST_WEEK))
    composer.compose(say("dua", "nol"))
    assert abs(clip.path.stat().st_mtime - LAST_WEEK) < 1
