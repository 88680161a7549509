"""The volume follows the noise: slowly, in small steps, within limits that staff set."""

from __future__ import annotations

from dataclasses import replace

import pytest

from display.hall.hearing import next_volume
from display.journal import Zone

ZONE = Zone("main", "Ruang tunggu", volume=60, follows_noise=True, quietest=40, loudest=80)


@pytest.mark.parametrize(
    ("levels", "volume"),
    [
        ([3.0, 3.0, 3.0], 67),
        ([13.0, 14.0, 13.0], 53),
        ([8.0, 8.0, 8.0], None),
        ([6.0, 10.0, 8.0], None),
        ([3.0, 3.0], None),  # not heard often enough
        ([8.0, 8.0, 3.0], None),  # one door that slams
        ([3.0, 3.0, 13.0, 13.0, 13.0], 53),  # the last ones say how it is
    ],
)
def test_it_goes_one_decibel_towards_the_target(levels: list[float], volume: int | None) -> None:
    """By what was heard last, and never by one announcement alone."""
    assert next_volume(ZONE, levels) == volume


def test_it_is_off_unless_staff_want_it() -> None:
    """By default nothing but staff changes the volume."""
    assert next_volume(replace(ZONE, follows_noise=False), [1.0] * 9) is None
    assert Zone("main", "").follows_noise is False


def test_what_staff_muted_stays_mute() -> None:
    """Zero is no volume that a step could leave."""
    assert next_volume(replace(ZONE, volume=0, quietest=5), [1.0] * 9) is None


@pytest.mark.parametrize(("volume", "level"), [(80, 1.0), (40, 20.0)])
def test_at_a_limit_it_stays(volume: int, level: float) -> None:
    """However loud the hall is."""
    assert next_volume(replace(ZONE, volume=volume), [level] * 3) is None


@pytest.mark.parametrize("level", [1.0, 8.0, 20.0])
def test_outside_of_the_limits_it_comes_back_by_steps(level: float) -> None:
    """Staff narrowed them: no leap, and no step past them."""
    assert next_volume(replace(ZONE, volume=100), [level] * 3) == 89
    assert next_volume(replace(ZONE, volume=20), [level] * 3) == 22
    assert next_volume(replace(ZONE, volume=82), [level] * 3) in range(73, 82)


@pytest.mark.parametrize("level", [0.0, 20.0])
def test_it_comes_to_rest_at_a_limit(level: float) -> None:
    """Step by step, and each step changes something."""
    zone, seen = ZONE, []
    while (volume := next_volume(zone, [level] * 3)) is not None:
        assert volume != zone.volume
        zone = replace(zone, volume=volume)
        seen.append(volume)
        assert len(seen) < 20
    assert zone.volume == (ZONE.loudest if level < 6 else ZONE.quietest)
