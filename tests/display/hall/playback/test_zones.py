"""Zones: each has its own speakers, queue, order and hold; an emergency takes all of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from display.hall import Conflict, NotFound, Refused
from display.hall.announcing import (
    HoldRequest,
    NewZoneRequest,
    ZoneRequest,
    add_zone,
    cancel_announcement,
    change_zone,
    hold_calls,
    is_emergency,
    remove_zone,
)
from display.hall.health.checks import check_health
from display.hall.playback import SpeakerState, SpeakingZone
from display.hall.setup import CounterRequest, change_counter
from display.journal import Announcement, Counter, Fault, Zone
from display.parts import Parts
from tests.display.hall.asking import call, say, state_of
from tests.display.hall.conftest import SpeakerDouble


def put_counter(parts: Parts, counter_id: str, zone: str) -> None:
    """Let the calls of a counter be spoken in ``zone``."""
    row = parts.hall.read(lambda tx: tx.get(Counter, counter_id))
    assert row
    asked = {"name": row.name, "services": row.services, "zone": zone}
    change_counter(parts.hall, counter_id, CounterRequest.model_validate(asked))


@pytest.fixture
def lantai(parts: Parts) -> SpeakingZone:
    """A second zone, to which counter 3 belongs."""
    made = add_zone(parts.hall, NewZoneRequest(name="Lantai 2")).thing
    put_counter(parts, "3", made.id)
    zone = parts.zones.find(made.id)
    assert zone
    return zone


@pytest.fixture
def upstairs(lantai: SpeakingZone, monkeypatch: pytest.MonkeyPatch) -> SpeakerDouble:
    """The speaker of the second zone, which is settled at once."""
    monkeypatch.setattr("display.hall.playback.announcer.SETTLE_S", 0.0)
    double = SpeakerDouble(lantai.speakers)
    double.sign_in(name="atas")
    return double


def turns(parts: Parts) -> None:
    for zone in parts.zones:
        zone.announcer.take_turn()


def said(speaker: SpeakerDouble) -> list[str]:
    return [play["announcement_id"] for play in speaker.plays]


def hear(parts: Parts, speaker: SpeakerDouble) -> None:
    """Let the last order of a speaker sound to its end."""
    play = speaker.plays[-1]
    speaker.report("started", play)
    speaker.report("finished", play)
    turns(parts)


def test_a_call_is_spoken_in_its_counters_zone_only(
    parts: Parts, speaker: SpeakerDouble, upstairs: SpeakerDouble, turn: Callable[[], None]
) -> None:
    """Both at the same time: neither waits for the other, and nothing is said twice."""
    speaker.sign_in()
    here, there = call(parts, "B-010", counter="1"), call(parts, "B-011", counter="3")
    turns(parts)
    assert said(speaker) == [here.announcement_id]
    assert said(upstairs) == [there.announcement_id]
    hear(parts, speaker)
    hear(parts, upstairs)
    assert len(speaker.plays) == len(upstairs.plays) == 1
    assert [state_of(parts, one) for one in (here, there)] == [
        ("finished", None),
        ("finished", None),
    ]


def test_each_zone_has_its_own_hold_volume_and_expiry(
    parts: Parts, speaker: SpeakerDouble, upstairs: SpeakerDouble, turn: Callable[[], None]
) -> None:
    """What is held upstairs is spoken below, and a speaker hears of its own zone alone."""
    speaker.sign_in()
    hold_calls(parts.hall, HoldRequest(zone="lantai-2"))
    change_zone(parts.hall, "lantai-2", ZoneRequest(volume=40))
    here, there = call(parts, "B-010", counter="1"), call(parts, "B-011", counter="3")
    turns(parts)
    assert (said(speaker), said(upstairs)) == ([here.announcement_id], [])
    volumes = [
        (message["zone"], message["volume"])
        for message in (*speaker.told, *upstairs.told)
        if message["type"] == "volume"
    ]
    assert volumes == [("main", 100), ("lantai-2", 40)]
    assert state_of(parts, there) == ("queued", None)
    with pytest.raises(Refused, match="no zone 'x'"):
        hold_calls(parts.hall, HoldRequest(zone="x"))


def test_an_emergency_takes_all_zones_and_is_ended_in_all(
    parts: Parts, speaker: SpeakerDouble, upstairs: SpeakerDouble, turn: Callable[[], None]
) -> None:
    """Whichever zone was named; one press ends it everywhere, and calls go on."""
    speaker.sign_in()
    waits = call(parts, "B-010", counter="3")
    alarm = say(parts, priority="emergency", zones=("lantai-2",), until_ended=True)
    turns(parts)
    rows = alarms(parts)
    assert [row.zone for row in rows] == ["main", "lantai-2"]
    assert said(speaker) == [rows[0].id]
    assert said(upstairs)[-1] == rows[1].id
    cancel_announcement(parts.hall, rows[1].id)
    turns(parts)
    assert alarms(parts) == []
    assert alarm.announcement_id == rows[0].id
    upstairs.report("failed", upstairs.plays[-1], "stopped")
    turns(parts)
    assert said(upstairs)[-1] == waits.announcement_id


def alarms(parts: Parts) -> list[Announcement]:
    """Return the emergencies that stand, in the order in which they came."""
    return [row for row in parts.hall.read(lambda tx: tx.open_announcements()) if is_emergency(row)]


def test_an_announcement_is_said_where_it_is_to_be(
    parts: Parts, speaker: SpeakerDouble, upstairs: SpeakerDouble, turn: Callable[[], None]
) -> None:
    """In main unless zones are named; in several it is taken back from all at once."""
    usual = say(parts)
    placed = say(parts, zones=("lantai-2", "main"))
    rows = parts.hall.read(lambda tx: tx.all(Announcement))
    told = {row.zone for row in rows if row.event_id == placed.event_id}
    assert told == {"main", "lantai-2"}
    assert [row.zone for row in rows if row.id == usual.announcement_id] == ["main"]
    cancel_announcement(parts.hall, str(placed.announcement_id))
    left = parts.hall.read(lambda tx: tx.open_announcements())
    assert [row.id for row in left] == [usual.announcement_id]
    with pytest.raises(Refused, match="no zone 'x'"):
        say(parts, zones=("x",))


def test_another_speaker_of_the_zone_takes_over_and_nothing_is_said_twice(
    parts: Parts, speaker: SpeakerDouble, upstairs: SpeakerDouble, lantai: SpeakingZone
) -> None:
    """The understudy of that zone, not the speaker of the other; what was heard stays heard."""
    speaker.sign_in()
    understudy = SpeakerDouble(lantai.speakers)
    understudy.sign_in(name="cadangan")
    heard, cut = call(parts, "B-010", counter="3"), call(parts, "B-011", counter="3")
    turns(parts)
    hear(parts, upstairs)
    upstairs.report("started", upstairs.plays[-1])
    lantai.speakers.disconnect(upstairs)
    turns(parts)
    assert said(upstairs) == [heard.announcement_id, cut.announcement_id]
    assert said(understudy) == [cut.announcement_id]
    assert speaker.plays == []


def test_a_fault_names_its_zone_and_ends_with_it(
    parts: Parts, speaker: SpeakerDouble, lantai: SpeakingZone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With several zones staff have to know where it is silent; with one they do not."""
    monkeypatch.setattr("display.hall.health.monitor.ABSENT_AFTER_S", 0.0)
    speaker.sign_in()
    turns(parts)
    parts.monitor.look()
    (fault,) = silent(parts)
    assert fault.subject == "lantai-2"
    assert fault.sentence.startswith("Lantai 2: ")
    pa = check_health(parts.hall, parts.hub, parts.zones, parts.ears, parts.monitor)["pa"]
    assert pa.sentence.startswith("Lantai 2: ")
    put_counter(parts, "3", "main")
    remove_zone(parts.hall, "lantai-2")
    parts.zones.follow()
    parts.monitor.look()
    assert silent(parts) == []


def test_a_speaker_goes_to_the_server_that_leads(parts: Parts, lantai: SpeakingZone) -> None:
    """Where the leader has nobody for its zone; one that is not needed there stays."""
    lantai.speakers.shut()
    waits = SpeakerDouble(lantai.speakers)
    waits.sign_in()
    absent, ready = lantai.speakers.describe(), parts.speakers.describe()
    told: list[SpeakerState] = [{**ready, "state": "ready"}, {**absent, "state": "absent"}]
    parts.zones.send_away(told)
    assert not waits.closed, "it has only just come"
    (speaker,) = lantai.speakers._present
    speaker.came_at -= 10
    parts.zones.send_away([{**ready, "state": "absent"}, {**absent, "state": "absent"}])
    assert not waits.closed, "the lease will come here"
    parts.zones.send_away(told)
    assert waits.closed


def silent(parts: Parts) -> list[Fault]:
    """Return the faults of zones without a speaker."""
    return [
        row for row in parts.hall.read(lambda tx: tx.all(Fault)) if row.code == "speaker.absent"
    ]


def test_zones_are_made_renamed_and_taken_away(parts: Parts, lantai: SpeakingZone) -> None:
    """Two of a name would send people to the wrong place; one in use stays, and says by whom."""
    with pytest.raises(Refused, match="has this name"):
        add_zone(parts.hall, NewZoneRequest(name="lantai 2", id="dua"))
    with pytest.raises(Refused, match="of that id"):
        add_zone(parts.hall, NewZoneRequest(name="Halaman", id="lantai-2"))
    change_zone(parts.hall, "lantai-2", ZoneRequest(name="Lantai dua"))
    with pytest.raises(Refused, match="has this name"):
        change_zone(parts.hall, "lantai-2", ZoneRequest(name="Ruang tunggu"))
    with pytest.raises(Conflict, match="first zone stays"):
        remove_zone(parts.hall, "main")
    with pytest.raises(Conflict, match="still has counters: Loket 3"):
        remove_zone(parts.hall, "lantai-2")
    put_counter(parts, "3", "main")
    with pytest.raises(Conflict, match="still has speakers: atas"):
        remove_zone(parts.hall, "lantai-2", ["atas"])
    left = say(parts, zones=("lantai-2",))
    remove_zone(parts.hall, "lantai-2")
    assert state_of(parts, left) == ("cancelled", "asked")
    parts.zones.follow()
    assert parts.zones.find("lantai-2") is None
    assert [row.id for row in parts.hall.read(lambda tx: tx.all(Zone))] == ["main"]
    with pytest.raises(NotFound):
        remove_zone(parts.hall, "lantai-2")
