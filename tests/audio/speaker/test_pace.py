"""The pace of the heartbeats, after the device was ready."""

from __future__ import annotations

from audio.speaker.worker.pace import LOOK_EVERY_S, LOOK_S, SWALLOWED_TIMES, Pace

BEAT_S, TICK_S = 0.1, 0.01


def look(beats_a_second: float) -> list[float]:
    """Follow a device for two looks; returns what each of them found."""
    pace, at, found = Pace(BEAT_S, 0.0), 0.0, []
    while at < 2 * (LOOK_EVERY_S + LOOK_S) + 1:
        at += TICK_S
        if taken_s := pace.taken_s(int(at * beats_a_second), at):
            found.append(taken_s)
    return found


def test_a_device_at_the_pace_of_sound_is_left_alone():
    """Also one that catches up a little."""
    for each in look(10):
        assert 0.5 < each < SWALLOWED_TIMES / 2
    assert max(look(20)) < SWALLOWED_TIMES


def test_a_device_that_swallows_is_found_at_the_first_look():
    """A heartbeat is over at every tick."""
    found = look(1 / TICK_S)
    assert len(found) == 2
    assert min(found) > SWALLOWED_TIMES


def test_it_is_looked_closely_for_a_moment_only():
    """Most of the time a worker that plays nothing sleeps long."""
    pace = Pace(BEAT_S, 0.0)
    pace.taken_s(0, LOOK_EVERY_S - TICK_S)
    assert not pace.is_looking
    pace.taken_s(0, LOOK_EVERY_S)
    assert pace.is_looking
    pace.taken_s(3, LOOK_EVERY_S + LOOK_S + TICK_S)
    assert not pace.is_looking
