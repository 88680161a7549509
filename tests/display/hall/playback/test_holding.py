"""Holding the calls: by staff, by an announcement; nothing is lost and nothing gets stuck."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from display.clock import parse
from display.hall import Busy, Conflict, FollowUpRequest
from display.hall.announcing import HoldRequest, ZoneRequest, change_zone, hold_calls, resume_calls
from display.hall.outcome import Placed
from display.parts import House
from tests.display.hall.asking import call, make_stale, row_of, say, state_of
from tests.display.hall.conftest import SpeakerDouble

Turn = Callable[[], None]
RESUME = FollowUpRequest()


def spoken(house: House, speaker: SpeakerDouble, turn: Turn) -> list[str | None]:
    """Let everything be spoken that will be; return the announcements in that order."""
    before = len(speaker.plays)
    turn()
    while house.announcer.on_air_id:
        play = speaker.plays[-1]
        speaker.report("started", play)
        speaker.report("finished", play)
        turn()
    return [play["announcement_id"] for play in speaker.plays[before:]]


def ids(*placed: Placed) -> list[str | None]:
    return [one.announcement_id for one in placed]


def test_held_calls_come_back_in_order(house: House, speaker: SpeakerDouble, turn: Turn) -> None:
    """No call is spoken while staff hold them, an announcement is; then all, as they came."""
    speaker.sign_in()
    hold_calls(house, HoldRequest(reason="Indonesia Raya"))
    calls = [call(house, f"B-01{n}") for n in range(4)]
    message = say(house)
    assert spoken(house, speaker, turn) == ids(message)
    resume_calls(house, RESUME)
    assert spoken(house, speaker, turn) == ids(*calls)


def test_a_call_on_the_air_is_said_to_its_end(
    house: House, speaker: SpeakerDouble, turn: Turn
) -> None:
    """A hold cuts nobody's number in two."""
    speaker.sign_in()
    placed = call(house, "B-010")
    turn()
    hold_calls(house, HoldRequest())
    turn()
    assert [message["type"] for message in speaker.told].count("stop") == 0
    speaker.report("finished", speaker.plays[0])
    assert state_of(house, placed)[0] == "finished"


def test_held_calls_do_not_expire_and_have_their_time_left(house: House, turn: Turn) -> None:
    """On resume the expiry of each is put off by as long as it was held."""
    placed = call(house, "B-010")
    hold_calls(house, HoldRequest())
    make_stale(house, placed)
    turn()
    assert state_of(house, placed)[0] == "queued"
    before = row_of(house, placed)
    zone = resume_calls(house, RESUME).zone
    after = row_of(house, placed)
    assert (zone.held, zone.held_since, zone.held_reason) == (False, None, None)
    assert parse(str(after.expires_at)) > parse(str(before.expires_at))


def test_held_calls_wait_for_a_device_too(house: House, speaker: SpeakerDouble, turn: Turn) -> None:
    """A device that is gone while calls are held takes none of them."""
    hold_calls(house, HoldRequest())
    placed = call(house, "B-010")
    speaker.sign_in(state="no_device")
    turn()
    assert state_of(house, placed)[0] == "queued"
    speaker.status("ready")
    resume_calls(house, RESUME)
    assert spoken(house, speaker, turn) == ids(placed)


def test_holding_and_resuming_twice_changes_nothing(
    house: House, names: Callable[[], list[str]]
) -> None:
    """Two officers press the same button; a repeated request gets its first answer."""
    first = hold_calls(house, HoldRequest(event_id="h1", reason="Salat Jumat"))
    again = hold_calls(house, HoldRequest(reason="another"))
    assert (again.created, again.zone) == (False, first.zone)
    resume_calls(house, FollowUpRequest(event_id="r1"))
    resume_calls(house, RESUME)
    assert hold_calls(house, HoldRequest(event_id="h1")).zone.held is True
    assert names() == ["calls.held", "calls.resumed"]
    with pytest.raises(Conflict):
        hold_calls(house, HoldRequest(event_id="r1"))


def test_an_announcement_holds_the_calls_until_it_ends(
    house: House, speaker: SpeakerDouble, turn: Turn
) -> None:
    """Indonesia Raya goes next, and no call comes in between."""
    speaker.sign_in()
    first, second = call(house, "B-010"), call(house, "B-011")
    urgent = call(house, "B-012", priority="urgent")
    anthem = say(house, hold_calls=True)
    assert spoken(house, speaker, turn) == ids(anthem, urgent, first, second)


def test_a_cancelled_holder_lets_the_calls_go(
    house: House, speaker: SpeakerDouble, turn: Turn
) -> None:
    """The hold is nothing but the announcement's being open: it cannot outlive it."""
    from display.hall.announcing import cancel_announcement

    speaker.sign_in()
    placed, anthem = call(house, "B-010"), say(house, hold_calls=True)
    cancel_announcement(house, str(anthem.announcement_id))
    assert spoken(house, speaker, turn) == ids(placed)


def test_a_crowd_is_refused_but_never_an_emergency(house: House) -> None:
    """What may wait is bounded, also while calls are held; nothing of what is refused is kept."""
    house.settings = _with_limit(house, 3)
    hold_calls(house, HoldRequest())
    for n in range(3):
        call(house, f"B-01{n}")
    seq = house.journal.position(house.hall)[1]
    with pytest.raises(Busy) as refused:
        call(house, "B-099")
    with pytest.raises(Busy):
        say(house)
    assert refused.value.retry_after_s > 0
    assert house.journal.position(house.hall)[1] == seq
    assert say(house, priority="emergency").created
    assert say(house, silent=True).created


def test_volume_is_told_on_sign_in_and_on_change(
    house: House, speaker: SpeakerDouble, turn: Turn
) -> None:
    """Once each; the zone that does not exist is refused."""
    change_zone(house, "main", ZoneRequest(volume=60))
    speaker.sign_in()
    turn()
    turn()
    change_zone(house, "main", ZoneRequest(volume=70))
    turn()
    told = [message for message in speaker.told if message["type"] == "volume"]
    assert [message["volume"] for message in told] == [60, 70]


def test_a_muted_hall_is_a_fault(house: House, turn: Turn) -> None:
    """Silence of the PA for any reason is one; it goes with the reason."""
    from display.hall.health import Watch

    watch = Watch(house)
    for volume, codes in ((0, {"zone.muted"}), (1, set())):
        change_zone(house, "main", ZoneRequest(volume=volume))
        turn()
        watch.look()
        faults = house.journal.snapshot(house.hall)["faults"]
        assert {fault["code"] for fault in faults} == codes


@pytest.mark.parametrize(("manner", "short"), [("always", True), ("never", False)])
def test_short_form_as_staff_chose(
    house: House, speaker: SpeakerDouble, turn: Turn, manner: str, short: bool
) -> None:
    """Whatever the backlog is."""
    change_zone(house, "main", ZoneRequest(short_form=manner))  # type: ignore[arg-type]
    for n in range(1 if short else 7):
        call(house, f"B-01{n}")
    speaker.sign_in()
    turn()
    assert (speaker.plays[0]["duration_ms"] < 7000) is short


def _with_limit(house: House, limit: int):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(house.settings, queue_limit=limit)
