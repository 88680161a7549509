"""Every client ends up with the journal's state, whatever happened in between."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from display.journal import fold
from tests.display.push.conftest import Client, Stage

STATE = ("services", "counters", "now_serving", "recent_calls", "announcements", "faults")


def follow(client: Client, state: dict[str, Any], until: int) -> dict[str, Any]:
    """Fold what the client hears up to ``until`` into ``state``."""
    while state["seq"] < until:
        message = client.hear()
        if message["type"] == "snapshot":
            state = message
        elif message["type"] == "event":
            state = fold(state, message)
    return state


def test_fifty_screens_that_fold_events_hold_the_servers_state(stage: Stage) -> None:
    """The fold of a client and the snapshot of the journal are one and the same."""
    screens = [stage.screen() for _ in range(50)]
    first = [screen.hear("snapshot") for screen in screens]
    last = stage.post("/append", count=80)["seq"]
    truth = stage.get("/state")
    for screen, snapshot in zip(screens, first, strict=True):
        state = follow(screen, snapshot, last)
        assert all(state[place] == truth[place] for place in STATE)


def test_an_event_without_a_wake_is_found_by_the_poll(stage: Stage) -> None:
    """Push is a hint: a lost wake-up costs a second, not an event."""
    screen = stage.screen()
    screen.hear("snapshot")
    last = stage.post("/hush")["seq"]
    assert screen.hear("event")["seq"] == last


def test_a_new_epoch_gives_everyone_a_new_snapshot(make_stage: Callable[..., Stage]) -> None:
    """A restored backup is not confused with the old life (about 1 s: the poll)."""
    stage = make_stage()
    screen = stage.screen()
    screen.hear("snapshot")
    epoch, began = stage.post("/epoch")["epoch"], time.monotonic()
    assert screen.hear("snapshot")["epoch"] == epoch
    assert time.monotonic() - began < 50
    assert screen.hear("heartbeat")


def test_heartbeats_and_later_events_survive_a_journal_that_fails(
    make_stage: Callable[..., Stage],
) -> None:
    """While the database is away the screens stay live, and then they get what was written."""
    stage = make_stage(timing={"heartbeat_s": 0.2, "poll_s": 0.2})
    screen = stage.screen()
    screen.hear("snapshot")
    stage.post("/break", seconds=1.5)
    last = stage.post("/append", count=2)["seq"]
    heard = screen.hear_until(last)
    assert [one["seq"] for one in heard if one["type"] == "event"] == [last - 1, last]
    assert len([one for one in heard if one["type"] == "heartbeat"]) >= 3


def test_a_heartbeat_tells_time_seq_version_and_speaker(make_stage: Callable[..., Stage]) -> None:
    """What a screen needs to know that it is live."""
    heartbeat = make_stage(timing={"heartbeat_s": 0.1}).screen().hear("heartbeat")
    assert set(heartbeat) == {"type", "server_time", "seq", "version", "speaker", "speakers"}
    assert heartbeat["speaker"] == {"state": "ready", "device": "PA"}


def test_a_snapshot_asked_for_after_a_write_contains_it(stage: Stage) -> None:
    """Read your own writes: the state never lags behind an answered request."""
    for _ in range(20):
        assert stage.post("/append")["seq"] == stage.get("/state")["seq"]
