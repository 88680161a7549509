"""The speaker's link: handed to the desk, in order, and always given back."""

from __future__ import annotations

from typing import Any

from tests.display.push.conftest import Client, Stage
from tests.display.push.test_admission import heard_close

REPORT = {"type": "report", "announcement_id": "a1", "attempt": 1, "outcome": "started"}
REPORT |= {"at": "2026-11-23T02:42:00.123Z"}


def open_speaker(stage: Stage) -> Client:
    hello = {"role": "speaker", "token": "pgl_speaker", "zone": "main", "name": "pa"}
    hello |= {"playing": None, "status": {"state": "ready", "device": "hw:0"}}
    return stage.open(hello, additional_headers={"Authorization": "Bearer pgl_speaker"})


def desk(stage: Stage) -> list[Any]:
    return stage.get("/look")["desk"]  # type: ignore[no-any-return]


def test_a_speaker_is_connected_heard_and_disconnected_once(stage: Stage) -> None:
    """The desk gets hello (without the token), statuses and reports, and the end."""
    speaker = open_speaker(stage)
    assert speaker.hear() == {"type": "lease", "zone": "main", "granted": True}
    speaker.say(**REPORT, report_id="r1", reason=None)
    assert speaker.hear("ack") == {"type": "ack", "report_id": "r1"}
    speaker.say(type="status", state="playing", device="hw:0", playing=None)
    speaker.socket.close()
    stage.wait_for_seats(0)
    (_, hello), report, status, *ends = desk(stage)
    assert "token" not in hello
    assert (hello["zone"], hello["status"]["state"]) == ("main", "ready")
    assert report[1]["report_id"] == "r1"
    assert status[1]["state"] == "playing"
    assert ends == [["disconnect"]]


def test_orders_arrive_in_order_and_heartbeats_too(stage: Stage) -> None:
    """Nothing sent to a speaker is left out or overtaken; events are not its business."""
    speaker = open_speaker(stage)
    speaker.hear("lease")
    stage.post("/append")
    stage.post("/order", count=50)
    assert [speaker.hear("prepare")["sound"] for _ in range(50)] == [str(n) for n in range(50)]
    assert speaker.hear()["type"] == "heartbeat"


def test_a_thousand_late_reports_are_all_taken(stage: Stage) -> None:
    """After an outage a speaker has much to say: it is slowed down, not refused."""
    speaker = open_speaker(stage)
    for number in range(100):
        speaker.say(**REPORT, report_id=str(number))
    heard = [speaker.hear("ack")["report_id"] for _ in range(100)]
    assert heard == [str(number) for number in range(100)]


def test_a_report_that_the_desk_cannot_take_is_not_acknowledged(stage: Stage) -> None:
    """The link ends, so that the speaker comes back and reports again."""
    speaker = open_speaker(stage)
    stage.post("/desk", fails=True)
    speaker.say(**REPORT, report_id="r1")
    assert heard_close(speaker) == (1011, "the server failed")
    stage.wait_for_seats(0)
    assert [entry[0] for entry in desk(stage)] == ["connect", "disconnect"]


def test_a_malformed_report_ends_the_link(stage: Stage) -> None:
    """A speaker is our own program: what it says wrongly must be seen."""
    speaker = open_speaker(stage)
    speaker.say(type="report", outcome="perhaps")
    assert heard_close(speaker)[0] == 1008


def test_the_desk_can_close_a_link(stage: Stage) -> None:
    """For a speaker that is silent or whose token was revoked."""
    speaker = open_speaker(stage)
    speaker.hear("lease")
    stage.post("/desk", close=True)
    stage.wait_for_seats(0)
    assert [entry[0] for entry in desk(stage)] == ["connect", "disconnect"]
