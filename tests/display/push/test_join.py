"""Joining and resuming: the seam between what was and what comes."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from websockets.asyncio.client import connect

from display.journal import fold
from tests.display.push.conftest import Stage


def test_a_new_screen_gets_the_snapshot_then_a_heartbeat(stage: Stage) -> None:
    """Whoever has no position gets the whole state, and the server's time."""
    screen = stage.screen()
    snapshot, heartbeat = screen.hear(), screen.hear()
    assert snapshot["type"] == "snapshot"
    assert {"epoch", "seq", "server_time", "version", "speaker", "screens"} <= set(snapshot)
    assert heartbeat["type"] == "heartbeat"
    assert heartbeat["seq"] == snapshot["seq"]


def test_a_position_of_this_life_gets_what_it_missed(stage: Stage) -> None:
    """Epoch and seq fit: the missed events and no snapshot.

    What the hub has not read yet comes a moment later, and then a heartbeat may stand between.
    """
    before = stage.screen().hear()
    last = stage.post("/append", count=3)["seq"]
    heard = stage.screen(epoch=before["epoch"], seq=before["seq"]).hear_until(last)
    assert [(one["type"], one["seq"]) for one in heard if one["type"] != "heartbeat"] == [
        ("event", seq) for seq in range(before["seq"] + 1, last + 1)
    ]


def test_who_missed_nothing_hears_at_once_that_it_is_live(stage: Stage) -> None:
    """A resume without a missed event is answered by the heartbeat, not by silence."""
    before = stage.screen().hear()
    assert stage.screen(epoch=before["epoch"], seq=before["seq"]).hear()["type"] == "heartbeat"


@pytest.mark.parametrize(
    ("epoch", "offset"), [("other", 0), (None, 0), ("own", 1), ("own", -301), ("own", None)]
)
def test_a_position_that_cannot_be_trusted_gets_the_snapshot(
    stage: Stage, epoch: str | None, offset: int | None
) -> None:
    """Another epoch, the future, or more than 300 events ago: never a partial recovery."""
    watcher = stage.screen()
    before = watcher.hear()
    last = stage.post("/append", count=300)["seq"]
    # Only when the hub has published the last one are 301 events too many for it.
    while watcher.hear()["seq"] < last:
        pass
    given = before["epoch"] if epoch == "own" else epoch
    screen = stage.screen(epoch=given, seq=None if offset is None else last + offset)
    assert screen.hear()["type"] == "snapshot"


def test_a_restarted_server_replays_what_was_missed(make_stage: Callable[..., Stage]) -> None:
    """The last 300 events come back from the journal, so a restart is no snapshot storm."""
    first = make_stage()
    before = first.screen().hear()
    last = first.post("/append", count=2)["seq"]
    second = make_stage()
    heard = second.screen(epoch=before["epoch"], seq=before["seq"]).hear_until(last)
    assert [one["seq"] for one in heard] == [before["seq"] + 1, last]


@pytest.mark.parametrize("waves", [1, pytest.param(5, marks=pytest.mark.long)])
def test_joins_while_events_are_written_see_no_gap(
    make_stage: Callable[..., Stage], waves: int
) -> None:
    """At any position: every client's seq list is contiguous, no event is left out or repeated.

    A wave is 200 joins at once; the long set lets 1,000 join.
    """
    stage = make_stage()
    start = stage.screen().hear()
    stage.post("/append", count=320)
    stage.post("/storm", seconds=60, every_s=0.004)
    for _ in range(waves):
        for heard in asyncio.run(join_many(stage, start["epoch"], 200)):
            check_contiguous(*heard)


async def join_many(stage: Stage, epoch: str, count: int) -> list[tuple[int | None, list[Any]]]:
    """Let ``count`` clients join at random positions; return where each began and what it heard."""
    newest = stage.get("/api/v1/events")["seq"]

    async def join() -> tuple[int | None, list[Any]]:
        await asyncio.sleep(random.uniform(0, 0.5))
        seq = random.choice([None, newest - random.randint(0, 320), newest + 50])
        given = random.choice([epoch, epoch, "other"])
        options = {"compression": None, "proxy": None, "max_queue": None, "close_timeout": 1}
        async with connect(f"ws://{stage.host}/ws", **options) as socket:
            hello = {"type": "hello", "role": "screen", "epoch": given, "seq": seq}
            await socket.send(json.dumps(hello))
            heard = [json.loads(await socket.recv()) for _ in range(random.randint(5, 40))]
        return seq if given == epoch else None, heard

    return await asyncio.gather(*(join() for _ in range(count)))


def check_contiguous(seq: int | None, heard: list[dict[str, Any]]) -> None:
    """Fold what was heard and find no hole, no repeat, and no snapshot but a first one."""
    state = heard[0]
    if state["type"] == "snapshot":
        seq, heard = state["seq"], heard[1:]
        for event in (one for one in heard if one["type"] == "event"):
            state = fold(state, event)
    seqs = [one["seq"] for one in heard if one["type"] != "heartbeat"]
    assert seq is not None
    assert seqs == list(range(seq + 1, seq + 1 + len(seqs)))
    assert {one["type"] for one in heard} <= {"event", "heartbeat"}
