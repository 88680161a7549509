"""Leadership: of several servers of a hall one leads, and what another did before it is refused."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import make_url

from display.database import LEASE_S, LeaseLost
from display.hall.leading import Leadership, Led
from display.journal import Journal, open_journal
from tests.contract import rows
from tests.contract.conftest import LAHAT
from tests.contract.postgresql import ask
from tests.display.hall.asking import call, state_of

HALL = LAHAT.id


class Server:
    """One server's side of the lease, whose clock a test may set and which beats when it says."""

    def __init__(self, url: str, place: str) -> None:
        self.journal = open_journal(url)
        self.clock_s = 0.0
        self.has_speaker = False
        self.did: list[str] = []
        self.lead = Leadership(
            self.journal,
            HALL,
            place,
            steady=lambda: self.clock_s,
        )
        self.lead.follow(
            Led(
                lambda: {"speaker": {"state": place}},
                lambda: self.has_speaker,
                *(lambda step=step: self.did.append(step) for step in ("ready", "begin", "end")),
            )
        )

    def beat(self, *, starting: bool = False) -> bool:
        """Look once; return whether this server leads after it."""
        self.lead._look(starting=starting)
        return self.lead.fence is not None


@pytest.fixture
def servers(url: str) -> Iterator[tuple[Server, Server]]:
    """Two servers of the hall, in places of their own."""
    both = Server(url, "north"), Server(url, "south")
    yield both
    for server in both:
        server.journal.close()


def expire(url: str) -> None:
    """Let the lease end now, as the database sees it."""
    ask("UPDATE leases SET expires_at = 0", str(make_url(url).database))


def write(journal: Journal, fence: int | None) -> int:
    return journal.write(HALL, rows.note, fence=fence)


def test_one_leads_and_the_other_stands_by(servers) -> None:
    """However often they look; each time the first renews its lease."""
    north, south = servers
    assert north.beat()
    assert not south.beat()
    assert north.beat()
    assert not south.beat()
    assert (north.did, south.did) == (["ready", "begin"], [])
    assert south.lead.leader == {"speaker": {"state": "north"}}


def test_many_that_begin_at_once_have_one_leader(url) -> None:
    """Whoever comes second finds the lease taken."""
    together = [Server(url, f"place {number}") for number in range(6)]
    threads = [threading.Thread(target=server.beat) for server in together]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(server.lead.fence is not None for server in together) == 1
    for server in together:
        server.journal.close()


def test_another_leads_when_the_lease_has_ended(servers, url) -> None:
    """The fence grows, so that the two can be told apart."""
    north, south = servers
    north.beat()
    first = north.lead.fence
    expire(url)
    assert south.beat()
    assert south.lead.fence > first
    assert not north.beat()
    assert north.did == ["ready", "begin", "end"]


def test_what_an_earlier_leader_writes_is_refused(servers, url) -> None:
    """Though it believes that it leads, as a process does that was stopped and goes on."""
    north, south = servers
    north.beat()
    write(north.journal, north.lead.fence)
    expire(url)
    south.beat()
    with pytest.raises(LeaseLost):
        write(north.journal, north.lead.fence)
    assert north.journal.position(HALL)[1] == 1
    assert write(south.journal, south.lead.fence) == 2


def test_a_leader_that_was_stopped_knows_it_by_its_own_clock(servers) -> None:
    """Before it has asked anybody: it starts no sound in between."""
    north, _ = servers
    north.beat()
    assert north.lead.fence is not None
    north.clock_s += LEASE_S
    assert north.lead.fence is None


def test_the_lease_counts_from_before_it_was_asked_for(servers) -> None:
    """However long the database took to answer."""
    north, _ = servers
    beat = north.lead._leases.beat

    def slow_beat(*args: Any, **named: Any) -> Any:
        north.clock_s += LEASE_S - 1
        return beat(*args, **named)

    north.beat()
    north.lead._leases.beat = slow_beat
    north.beat()
    north.clock_s += 1
    assert north.lead.fence is None


def test_a_clean_stop_lets_another_lead_at_once(servers) -> None:
    """It is told by NOTIFY, and needs not wait for the end of the lease."""
    north, south = servers
    north.beat()
    south.lead.start()
    assert south.lead.fence is None
    begun = threading.Event()
    south.lead.follow(replace(south.lead._led, begin=begun.set))
    north.lead.stop()
    assert begun.wait(LEASE_S * 5)
    assert north.did == ["ready", "begin", "end"]
    south.lead.stop()


def test_the_lease_goes_where_the_speaker_is(servers) -> None:
    """And stays: a speaker elsewhere stands by while the leader has its own."""
    north, south = servers
    north.beat()
    south.has_speaker = True
    assert south.beat()
    assert not north.beat()
    north.has_speaker = True
    assert not north.beat()
    assert south.beat()


def test_a_server_that_starts_again_leads_at_once(servers, url) -> None:
    """In its place no other server runs: the lease that stands there is of one that was killed."""
    north, _ = servers
    north.beat()
    again = Server(url, "north")
    assert again.beat(starting=True)
    again.journal.close()


def test_a_server_that_starts_elsewhere_waits(servers, url) -> None:
    """For all that it knows, the leader is well."""
    north, south = servers
    north.beat()
    assert not south.beat(starting=True)


def test_a_database_that_is_away_ends_the_lead_in_time(servers, url) -> None:
    """A leader that cannot renew its lease stops by itself, and leads again when all is well."""
    north, _ = servers
    north.beat()
    beat = north.lead._leases.beat
    north.lead._leases.beat = lambda *_, **__: (_ for _ in ()).throw(LeaseLost("away"))
    assert north.beat()
    north.clock_s += LEASE_S
    assert not north.beat()
    assert north.did[-1] == "end"
    north.lead._leases.beat = beat
    assert north.beat()


def test_only_the_leader_speaks(halls) -> None:
    """The speaker of the other server stands by, and what it is told to play is nothing."""
    north, south = halls
    north.speaker.sign_in()
    north.beat()
    south.speaker.sign_in()
    south.beat()
    call(south.parts, "B-012")
    for hall in halls:
        hall.parts.announcer.take_turn()
    assert len(north.speaker.plays) == 1
    assert [message["type"] for message in south.speaker.told] == ["lease"]
    assert south.speaker.told[0]["granted"] is False


def test_a_leader_that_was_stopped_starts_no_sound(halls) -> None:
    """Its speaker is still there, another leads, and it has not found out yet."""
    north, south = halls
    north.speaker.sign_in()
    north.beat()
    placed = call(north.parts, "B-012")
    expire(north.url)
    south.speaker.sign_in()
    south.beat()
    south.parts.announcer.take_turn()
    lead = north.parts.lead
    assert lead
    assert lead.fence is not None
    lead._until = 0.0  # by its own clock, too, the lease has ended meanwhile
    north.parts.announcer.take_turn()
    north.beat()
    assert (north.speaker.plays, len(south.speaker.plays)) == ([], 1)
    assert north.speaker.told[-1]["granted"] is False
    assert state_of(north.parts, placed)[0] == "queued"


def test_what_a_speaker_reports_to_another_server_is_kept_for_the_leader(halls) -> None:
    """It is not acknowledged before it is journalled, and is not spoken again."""
    north, south = halls
    north.speaker.sign_in()
    north.beat()
    placed = call(north.parts, "B-012")
    north.parts.announcer.take_turn()
    (play,) = north.speaker.plays
    # The server has died; its speaker comes to the other one, with what it has played meanwhile.
    south.speaker.sign_in()
    for outcome in ("started", "finished"):
        south.speaker.report(outcome, play)
    assert "ack" not in {message["type"] for message in south.speaker.told}
    expire(north.url)
    south.beat()
    assert [message["type"] for message in south.speaker.told].count("ack") == 2
    south.parts.announcer.take_turn()
    assert (south.speaker.plays, state_of(south.parts, placed)) == ([], ("finished", None))


def test_every_server_tells_of_the_hall_s_speaker(halls) -> None:
    """Wherever it is connected."""
    north, south = halls
    north.speaker.sign_in()
    for _ in range(2):
        north.beat()
        south.beat()
    told = [hall.parts.hub.snapshot()["speaker"]["state"] for hall in halls]
    assert told == ["ready", "ready"]
    assert south.parts.speakers.describe()["state"] == "absent"


def test_only_the_leader_tells_of_faults_and_ends_the_day(halls) -> None:
    """Else each would raise its own, and clear that of the other."""
    north, south = halls
    north.beat()
    south.parts.speakers._absent_since -= 60
    before = south.journal.position(HALL)
    south.parts.monitor.look()
    assert (south.parts.day_end.look(), south.journal.position(HALL)) == (0, before)
    north.parts.speakers._absent_since -= 60
    north.parts.monitor.look()
    assert north.journal.position(HALL) > before
