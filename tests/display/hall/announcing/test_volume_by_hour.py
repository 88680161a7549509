"""The volume by time of day: each step once, between announcements; staff have the last word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from pydantic import ValidationError

from display.hall.announcing import ZoneRequest, change_zone
from display.hall.announcing.volume_by_hour import due_step
from display.journal import Zone
from display.parts import Parts
from tests.display.hall.asking import call
from tests.display.hall.conftest import SpeakerDouble

Turn = Callable[[], None]


@pytest.mark.parametrize(
    ("at", "taken", "due"),
    [
        ("2026-11-28T06:59", "", "2026-11-27T16:00"),  # before the first step the last one stands
        ("2026-11-28T07:00", "2026-11-27T16:00", "2026-11-28T07:00"),
        ("2026-11-28T11:00", "2026-11-28T07:00", None),
        ("2026-11-30T08:00", "2026-11-28T07:00", "2026-11-30T07:00"),  # a weekend without power
    ],
)
def test_the_step_in_force_is_due_until_it_was_taken(at: str, taken: str, due: str | None) -> None:
    """By the day and the time: a restart takes none twice, and a night without power loses none."""
    zone = Zone("main", "", volume_by_hour={"16:00": 50, "07:00": 70}, volume_step=taken)
    assert due_step(zone, datetime.fromisoformat(at)) == due


def zone_of(parts: Parts) -> Zone:
    """Return the zone as the journal has it."""
    found = parts.hall.read(lambda tx: tx.get(Zone, "main"))
    assert found
    return found


def plan(parts: Parts, **more: object) -> None:
    """Let one volume be in force all day."""
    asked = {"volume_by_hour": {"0.00": 40}, **more}
    change_zone(parts.hall, "main", ZoneRequest.model_validate(asked))


def test_no_step_falls_within_a_call(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """It waits for the end of what sounds, and comes before what is said next."""
    speaker.sign_in()
    call(parts, "B-010")
    call(parts, "B-011")
    turn()
    plan(parts)
    turn()
    assert zone_of(parts).volume == 100
    speaker.report("started", speaker.plays[0])
    speaker.report("finished", speaker.plays[0])
    turn()
    kinds = [m["type"] for m in speaker.told if m["type"] in {"volume", "play"}]
    assert kinds == ["volume", "play", "volume", "play"]
    assert (zone_of(parts).volume, speaker.told[-2].get("volume")) == (40, 40)


def test_what_staff_set_stands_until_the_next_step(parts: Parts, turn: Turn) -> None:
    """The step was taken: it is not taken again."""
    plan(parts)
    turn()
    assert zone_of(parts).volume == 40
    change_zone(parts.hall, "main", ZoneRequest(volume=85))
    turn()
    assert zone_of(parts).volume == 85
    plan(parts, volume_by_hour={"00:00": 60})  # another plan begins at once
    turn()
    assert zone_of(parts).volume == 60


def test_what_staff_muted_stays_mute(parts: Parts, turn: Turn) -> None:
    """No clock makes a hall loud that somebody silenced."""
    plan(parts, volume=0)
    turn()
    turn()
    assert zone_of(parts).volume == 0


@pytest.mark.parametrize("wrong", [{"25:00": 50}, {"07:00": 0}, {"07:00": 101}, {"pagi": 50}])
def test_nonsense_is_refused(wrong: dict[str, int]) -> None:
    """The field is named."""
    with pytest.raises(ValidationError, match="volume_by_hour"):
        ZoneRequest.model_validate({"volume_by_hour": wrong})
