"""The twins of the websocket: long poll and event stream, with the same messages."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any
from urllib.error import HTTPError

import pytest

from tests.display.push.conftest import Stage

EVENTS = "/api/v1/events"


def stream(stage: Stage, query: str = "", **headers: str) -> Iterator[tuple[str | None, Any]]:
    """Yield (id, message) of an event stream; ends with its connection."""
    with closing(http.client.HTTPConnection(stage.host, timeout=20)) as connection:
        headers["Accept"] = "text/event-stream"
        connection.request("GET", EVENTS + query, headers=headers)
        answer = connection.getresponse()
        assert answer.getheader("Content-Type", "").startswith("text/event-stream")
        mark = None
        for line in iter(answer.readline, b""):
            name, _, value = line.decode().rstrip("\n").partition(": ")
            mark = value if name == "id" else mark
            if name == "data":
                yield mark, json.loads(value)
                mark = None


def test_a_long_poll_without_a_position_gets_the_snapshot(stage: Stage) -> None:
    """The beginning of every client."""
    answer = stage.get(EVENTS)
    assert [message["type"] for message in answer["messages"]] == ["snapshot"]
    assert answer["seq"] == answer["messages"][0]["seq"]


def test_a_long_poll_brings_what_was_missed_at_once(stage: Stage) -> None:
    """Events after the position, and the position reached."""
    before = stage.get(EVENTS)
    last = stage.post("/append", count=3)["seq"]
    answer, seen = before, list[int]()
    while answer["seq"] < last:  # the hub may have published but the first of them yet
        answer = stage.get(f"{EVENTS}?after={answer['seq']}&epoch={before['epoch']}&wait=20")
        seen += [message["seq"] for message in answer["messages"]]
    assert seen == [last - 2, last - 1, last]
    assert answer["epoch"] == before["epoch"]


def test_a_long_poll_waits_for_the_next_event(make_stage: Callable[..., Stage]) -> None:
    """It is answered when something happens, long before its time is up."""
    stage = make_stage()  # its events go on for a while
    before, began = stage.get(EVENTS), time.monotonic()
    stage.post("/storm", seconds=5, every_s=0.7)
    answer = stage.get(f"{EVENTS}?after={before['seq'] + 1}&wait=20")
    assert answer["messages"][0]["seq"] == before["seq"] + 2
    assert time.monotonic() - began < 75


def test_a_long_poll_that_saw_nothing_still_brings_a_heartbeat(stage: Stage) -> None:
    """The client hears that the server lives, and its time."""
    before = stage.get(EVENTS)
    answer = stage.get(f"{EVENTS}?after={before['seq']}&wait=0.2&version=v0")
    assert [message["type"] for message in answer["messages"]] == ["heartbeat", "reload"]
    assert answer["seq"] == before["seq"]


def test_a_system_that_gives_only_a_position_reads_the_whole_journal(stage: Stage) -> None:
    """Without an epoch a long poll pages through the past, 300 events at a time, without a gap."""
    last = stage.post("/append", count=700)["seq"]
    seen: list[int] = []
    while (seen[-1] if seen else 0) < last:
        answer = stage.get(f"{EVENTS}?after={seen[-1] if seen else 0}")
        seen += [message["seq"] for message in answer["messages"]]
        assert answer["seq"] == seen[-1]
    assert seen == list(range(1, last + 1))


@pytest.mark.parametrize("query", ["?after=99999", "?after=3&epoch=other"])
def test_a_position_that_cannot_be_trusted_gets_the_snapshot(stage: Stage, query: str) -> None:
    """The future and another epoch: never a partial recovery, on a stream neither."""
    assert stage.get(EVENTS + query)["messages"][0]["type"] == "snapshot"
    assert next(stream(stage, query))[1]["type"] == "snapshot"


@pytest.mark.parametrize("query", ["after=x", "after=-1", "wait=soon", "role=king"])
def test_a_wrong_query_is_named(stage: Stage, query: str) -> None:
    """422 as problem+json, with the field."""
    with pytest.raises(HTTPError) as refused:
        stage.get(f"{EVENTS}?{query}")
    problem = json.load(refused.value)
    assert (refused.value.code, problem["field"]) == (422, query.split("=")[0])


def test_a_stream_gives_the_state_and_then_events_with_their_seq(stage: Stage) -> None:
    """id is the seq, so that a browser resumes by itself."""
    heard = stream(stage)
    mark, snapshot = next(heard)
    assert (snapshot["type"], mark) == ("snapshot", str(snapshot["seq"]))
    last = stage.post("/append", count=2)["seq"]
    events = [(mark, one["seq"]) for mark, one in heard_of("event", heard, 2)]
    assert events == [(str(last - 1), last - 1), (str(last), last)]


def heard_of(kind: str, heard: Iterator[Any], count: int) -> list[Any]:
    """Return the next ``count`` messages of a kind."""
    found: list[Any] = []
    while len(found) < count:
        mark, message = next(heard)
        found += [(mark, message)] if message["type"] == kind else []
    return found


def test_a_stream_resumes_at_the_last_event_id(stage: Stage) -> None:
    """What was missed and nothing else."""
    before = stage.get(EVENTS)["seq"]
    last = stage.post("/append", count=2)["seq"]
    heard = stream(stage, "?after=0", **{"Last-Event-ID": str(before)})
    assert [one["seq"] for _, one in heard_of("event", heard, 2)] == [last - 1, last]


def test_a_stream_has_heartbeats_and_survives_a_new_epoch(make_stage: Callable[..., Stage]) -> None:
    """The same messages as the websocket's."""
    stage = make_stage(timing={"heartbeat_s": 0.2, "poll_s": 0.2})
    heard = stream(stage)
    next(heard)
    assert heard_of("heartbeat", heard, 3)[0][0] is None
    epoch = stage.post("/epoch")["epoch"]
    assert heard_of("snapshot", heard, 1)[0][1]["epoch"] == epoch


def test_a_stream_takes_a_seat_and_gives_it_back(make_stage: Callable[..., Stage]) -> None:
    """Twins count like sockets; a screen on a stream is a screen."""
    stage = make_stage(settings={"max_sockets": 1}, timing={"heartbeat_s": 0.1})
    heard = stream(stage, "?role=screen")
    assert next(heard)[1]["type"] == "snapshot"
    assert [seen["transport"] for seen in stage.get("/look")["seen"]] == ["stream"]
    with pytest.raises(HTTPError, match="503"):
        stage.get(EVENTS)
    heard.close()  # type: ignore[attr-defined]
    stage.wait_for_seats(0)
    assert stage.get("/look")["seen"] == []
