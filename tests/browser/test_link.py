"""A TV finds the server again by any way there is, and says when it does not."""

from __future__ import annotations

import time

import pytest

from tests.browser.conftest import Open, Visit
from tests.browser.stage import Stage

LIVE = {"type", "server_time", "version", "speaker", "speakers", "screens"}


def agrees(tv: Visit, stage: Stage, timeout_s: float) -> None:
    """Wait until the page's state is the server's snapshot."""
    expected = {key: value for key, value in stage.state().items() if key not in LIVE}
    deadline = time.monotonic() + timeout_s
    while tv.state() != expected:
        assert time.monotonic() < deadline, (tv.state(), expected)
        tv.page.wait_for_timeout(30)


def test_silence_is_shown_with_its_time_and_ends_by_itself(own_stage: Stage, visit: Open) -> None:
    """Sockets of a sleeping server stay open and say nothing: the page must notice by itself."""
    own_stage.step(own_stage.call("B-012"), "started")
    tv = visit(on=own_stage).linked()
    clock = tv.text("#clock")
    own_stage.freeze()
    tv.page.wait_for_timeout(3000)
    assert not tv.page.evaluate("document.documentElement.classList.contains('is-offline')")
    tv.wait("document.documentElement.classList.contains('is-offline')", 6)
    before, after = tv.caption.split(" sejak ")
    assert (before, after[5:]) == ("Koneksi terputus", ".")
    assert tv.text("#track").startswith("Nomor di layar mungkin sudah berubah.")
    assert clock <= after[:5] <= tv.text("#clock")
    assert tv.page.evaluate("getComputedStyle(document.getElementById('board')).opacity") == "0.38"
    assert tv.number == "B-012"
    own_stage.thaw()
    tv.wait("!document.documentElement.classList.contains('is-offline')", 10)


def test_killed_server_is_found_again_within_three_seconds(own_stage: Stage, visit: Open) -> None:
    """What happened meanwhile is on the wall within 3 s of the server being back."""
    tv = visit(on=own_stage).linked()
    own_stage.close()
    tv.page.wait_for_timeout(4000)
    own_stage.open()
    own_stage.call("B-012")
    agrees(tv, own_stage, 3)


@pytest.mark.parametrize(
    ("refused", "kind"),
    [(["/ws"], "stream"), (["/ws", "text/event-stream"], "poll")],
    ids=["stream", "poll"],
)
def test_lesser_ways_carry_the_same(stage: Stage, visit: Open, refused, kind) -> None:  # type: ignore[no-untyped-def]
    """Websocket, then event stream, then long poll: the same messages, the same call-out."""
    stage.refuse(*refused)
    tv = visit().linked(kind)
    for number in ("A-001", "A-002"):
        stage.step(stage.call(number), "started")
        tv.shows(number)
    agrees(tv, stage, 3)
    tv.page.wait_for_timeout(7000)
    assert not tv.page.evaluate("document.documentElement.classList.contains('is-offline')")


def test_a_hole_in_the_events_sends_the_page_back(stage: Stage, visit: Open) -> None:
    """An event that does not follow the last one means that something was missed."""
    tv = visit().linked()
    stage.call("B-012")
    agrees(tv, stage, 3)
    tv.page.evaluate("panggil.state().seq -= 2, panggil.state().now_serving = []")
    stage.call("B-013")
    agrees(tv, stage, 5)


def test_server_counts_the_screen_and_reads_its_hello(stage: Stage, visit: Open) -> None:
    """A TV is known to the hall while it is connected."""
    visit().linked()
    assert stage.state()["screens"]["connected"] == 1


def test_clock_is_the_halls_and_not_the_sets(stage: Stage, visit: Open) -> None:
    """A TV's own zone and clock are often wrong: the time comes from the server."""
    home = visit(timezone_id="Asia/Jakarta").linked().text("#clock")
    away = visit(timezone_id="America/New_York").linked()
    away.page.evaluate("Date.now = () => 0")
    away.page.wait_for_timeout(600)
    minutes = [int(text[:2]) * 60 + int(text[3:]) for text in (home, away.text("#clock"))]
    assert (minutes[1] - minutes[0]) % 1440 <= 1
