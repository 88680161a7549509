"""Holding the calls: by staff, by an announcement; nothing is lost and nothing gets stuck."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from display.clock import parse
from display.hall import Busy, Conflict
from display.hall.announcing import (
    HoldRequest,
    ResumeRequest,
    ZoneRequest,
    change_zone,
    hold_calls,
    resume_calls,
)
from display.hall.outcome import Placed
from display.parts import Parts
from tests.display.changing import change_settings
from tests.display.hall.asking import call, make_stale, row_of, say, state_of
from tests.display.hall.conftest import SpeakerDouble

Turn = Callable[[], None]
RESUME = ResumeRequest()


def spoken(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> list[str | None]:
    """Let everything be spoken that will be; return the announcements in that order."""
    before = len(speaker.plays)
    turn()
    while parts.announcer.on_air_id:
        play = speaker.plays[-1]
        speaker.report("started", play)
        speaker.report("finished", play)
        turn()
    return [play["announcement_id"] for play in speaker.plays[before:]]


def ids(*placed: Placed) -> list[str | None]:
    return [one.announcement_id for one in placed]


def test_held_calls_come_back_in_order(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """No call is spoken while staff hold them, an announcement is; then all, as they came."""
    speaker.sign_in()
    hold_calls(parts.hall, HoldRequest(reason="Indonesia Raya"))
    calls = [call(parts, f"B-01{n}") for n in range(4)]
    message = say(parts)
    assert spoken(parts, speaker, turn) == ids(message)
    resume_calls(parts.hall, RESUME)
    assert spoken(parts, speaker, turn) == ids(*calls)


def test_a_call_on_the_air_is_said_to_its_end(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """A hold cuts nobody's number in two."""
    speaker.sign_in()
    placed = call(parts, "B-010")
    turn()
    hold_calls(parts.hall, HoldRequest())
    turn()
    assert [message["type"] for message in speaker.told].count("stop") == 0
    speaker.report("finished", speaker.plays[0])
    assert state_of(parts, placed)[0] == "finished"


def test_held_calls_do_not_expire_and_have_their_time_left(parts: Parts, turn: Turn) -> None:
    """On resume the expiry of each is put off by as long as it was held."""
    placed = call(parts, "B-010")
    hold_calls(parts.hall, HoldRequest())
    make_stale(parts, placed)
    turn()
    assert state_of(parts, placed)[0] == "queued"
    before = row_of(parts, placed)
    zone = resume_calls(parts.hall, RESUME).thing
    after = row_of(parts, placed)
    assert (zone.held, zone.held_since, zone.held_reason) == (False, None, None)
    assert parse(str(after.expires_at)) > parse(str(before.expires_at))


def test_held_calls_wait_for_a_device_too(parts: Parts, speaker: SpeakerDouble, turn: Turn) -> None:
    """A device that is gone while calls are held takes none of them."""
    hold_calls(parts.hall, HoldRequest())
    placed = call(parts, "B-010")
    speaker.sign_in(state="no_device")
    turn()
    assert state_of(parts, placed)[0] == "queued"
    speaker.status("ready")
    resume_calls(parts.hall, RESUME)
    assert spoken(parts, speaker, turn) == ids(placed)


def test_holding_and_resuming_twice_changes_nothing(
    parts: Parts, names: Callable[[], list[str]]
) -> None:
    """Two officers press the same button; a repeated request gets its first answer."""
    first = hold_calls(parts.hall, HoldRequest(event_id="h1", reason="Salat Jumat"))
    again = hold_calls(parts.hall, HoldRequest(reason="another"))
    assert (again.created, again.thing) == (False, first.thing)
    resume_calls(parts.hall, ResumeRequest(event_id="r1"))
    resume_calls(parts.hall, RESUME)
    assert hold_calls(parts.hall, HoldRequest(event_id="h1", reason="Salat Jumat")).thing.held
    assert names() == ["calls.held", "calls.resumed"]
    with pytest.raises(Conflict):
        hold_calls(parts.hall, HoldRequest(event_id="r1"))


def test_an_announcement_holds_the_calls_until_it_ends(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """Indonesia Raya goes next, and no call comes in between."""
    speaker.sign_in()
    first, second = call(parts, "B-010"), call(parts, "B-011")
    urgent = call(parts, "B-012", priority="urgent")
    anthem = say(parts, hold_calls=True)
    assert spoken(parts, speaker, turn) == ids(anthem, urgent, first, second)


def test_a_cancelled_holder_lets_the_calls_go(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """The hold is nothing but the announcement's being open: it cannot outlive it."""
    from display.hall.announcing import cancel_announcement

    speaker.sign_in()
    placed, anthem = call(parts, "B-010"), say(parts, hold_calls=True)
    cancel_announcement(parts.hall, str(anthem.announcement_id))
    assert spoken(parts, speaker, turn) == ids(placed)


def test_a_crowd_is_refused_but_never_an_emergency(parts: Parts) -> None:
    """What may wait is bounded, also while calls are held; nothing of what is refused is kept."""
    change_settings(parts, queue_limit=3)
    hold_calls(parts.hall, HoldRequest())
    for n in range(3):
        call(parts, f"B-01{n}")
    seq = parts.journal.position(parts.hall.id)[1]
    with pytest.raises(Busy) as refused:
        call(parts, "B-099")
    with pytest.raises(Busy):
        say(parts)
    assert refused.value.retry_after_s > 0
    assert parts.journal.position(parts.hall.id)[1] == seq
    assert say(parts, priority="emergency").created
    assert say(parts, silent=True).created


def test_volume_is_told_on_sign_in_and_on_change(
    parts: Parts, speaker: SpeakerDouble, turn: Turn
) -> None:
    """Once each; the zone that does not exist is refused."""
    change_zone(parts.hall, "main", ZoneRequest(volume=60))
    speaker.sign_in()
    turn()
    turn()
    change_zone(parts.hall, "main", ZoneRequest(volume=70))
    turn()
    told = [message for message in speaker.told if message["type"] == "volume"]
    assert [message["volume"] for message in told] == [60, 70]


def test_a_muted_hall_is_a_fault(parts: Parts, turn: Turn) -> None:
    """Silence of the PA for any reason is one; it goes with the reason."""
    watch = parts.monitor
    for volume, codes in ((0, {"zone.muted"}), (1, set())):
        change_zone(parts.hall, "main", ZoneRequest(volume=volume))
        turn()
        watch.look()
        faults = parts.journal.snapshot(parts.hall.id)["faults"]
        assert {fault["code"] for fault in faults} == codes


@pytest.mark.parametrize(("manner", "short"), [("always", True), ("never", False)])
def test_short_form_as_staff_chose(
    parts: Parts, speaker: SpeakerDouble, turn: Turn, manner: str, short: bool
) -> None:
    """Whatever the backlog is."""
    change_zone(parts.hall, "main", ZoneRequest(short_form=manner))  # type: ignore[arg-type]
    for n in range(1 if short else 7):
        call(parts, f"B-01{n}")
    speaker.sign_in()
    turn()
    assert (speaker.plays[0]["duration_ms"] < 7000) is short
