"""The TV as a set: remote control, image retention, reload, an error of its own."""

from __future__ import annotations

import time

from tests.browser.conftest import Open, Visit
from tests.browser.stage import Stage


def timed(stage: Stage, visit: Open) -> Visit:
    """Open a TV whose clock the test can wind on."""
    tv = visit("")
    tv.page.clock.install()
    tv.page.goto(stage.url + "/tv")
    return tv


def test_keys_of_the_remote_do_not_leave_the_page(stage: Stage, visit: Open) -> None:
    """Back, of every maker, and the arrows do nothing."""
    tv = visit().linked()
    prevented = tv.page.evaluate(
        "[8, 27, 37, 38, 39, 40, 461, 10009, 65].map(keyCode => {"
        " const event = new KeyboardEvent('keydown', {cancelable: true, bubbles: true, keyCode});"
        " document.body.dispatchEvent(event); return event.defaultPrevented; })"
    )
    assert prevented == [True] * 8 + [False]
    tv.page.go_back()
    assert tv.page.url.endswith("/tv")


def test_picture_moves_a_little_every_few_minutes(stage: Stage, visit: Open) -> None:
    """At most one per cent, against image retention."""
    tv, places = timed(stage, visit).linked(), set()
    for _ in range(8):
        tv.page.clock.fast_forward("03:01")
        places.add(tv.page.evaluate(
            "(r => [Math.round(r.left), Math.round(r.top)].join())"
            "(document.getElementById('drift').getBoundingClientRect())"
        ))  # fmt: skip
    offsets = [[abs(int(part)) for part in place.split(",")] for place in places]
    assert len(places) > 4
    assert all(x <= 13 and y <= 8 for x, y in offsets), offsets


def test_new_version_brings_itself_in_when_the_hall_pauses(stage: Stage, visit: Open) -> None:
    """Not while a call sounds, and then by itself: nobody walks from TV to TV."""
    tv = timed(stage, visit).linked()
    said = stage.call("B-012")
    stage.step(said, "started")
    tv.shows("B-012")
    stage.order("version", version="newer")
    tv.page.evaluate("window.same = true")
    tv.page.clock.fast_forward("02:00")
    tv.page.wait_for_timeout(4000)
    assert tv.page.evaluate("window.same") is True
    stage.step(said, "finished")
    tv.wait("!window.same && document.getElementById('state').dataset.version === 'newer'", 20)


def test_error_of_the_script_is_shown_as_a_code(stage: Stage, visit: Open) -> None:
    """Staff can read it out; the numbers stay."""
    tv = visit().linked()
    tv.page.evaluate("void setTimeout(() => { throw new Error('boom'); }, 0)")
    tv.wait("/^Kode /.test(document.getElementById('code').textContent)")
    assert tv.complaints == ["boom"]
    tv.complaints.clear()


def test_dead_script_is_replaced_by_fresh_pages(stage: Stage, visit: Open) -> None:
    """An engine that chokes on the script still gets new numbers, rendered by the server."""
    stage.refuse("/tv/screen.js")
    tv = timed(stage, visit)
    stage.step(stage.call("B-012"), "started")
    for _ in range(20):  # its clock stands still else, and a page that loads misses a leap
        tv.page.clock.fast_forward("00:11")
        if tv.holds("document.querySelector('#ticket .number').textContent === 'B-012'"):
            break
        time.sleep(0.2)
    tv.shows("B-012")
