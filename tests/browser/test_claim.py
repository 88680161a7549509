"""A screen is claimed by the code that it shows, keeps its token, and is nobody's when revoked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.conftest import Open, Visit
from tests.browser.stage import Stage
from tests.browser.test_old_engines import OldTv

CODE = re.compile(r"Kode layar ([A-Z]{4}-[A-Z]{4})")


def code_of(tv: Visit) -> str:
    """Return the code that a screen shows, once it does."""
    tv.wait("/[A-Z]{4}-[A-Z]{4}/.test(document.querySelector('#claim').textContent)")
    (code,) = CODE.findall(tv.text("#claim"))
    return str(code)


def is_claimed(tv: Visit) -> None:
    """Wait until a page knows that it is a screen of staff."""
    tv.wait("panggil.identity.id().length > 8 && document.querySelector('#claim').hidden")


def test_a_screen_shows_the_hall_and_a_code_until_it_is_claimed(visit: Open, stage: Stage) -> None:
    """The hall at once; the code goes when staff have claimed it, and the numbers go on."""
    tv = visit().linked()
    row = stage.claim(code_of(tv), "TV pintu", overscan=3)
    is_claimed(tv)
    assert tv.page.evaluate("panggil.identity.id()") == row["id"]
    tv.wait("document.documentElement.classList.contains('overscan-3')")
    tv.linked()
    stage.step(stage.call("B-012"), "started")
    tv.shows("B-012")


def test_only_the_screen_that_shows_the_code_is_claimed(visit: Open, stage: Stage) -> None:
    """The other one goes on showing its own."""
    one, other = visit().linked(), visit().linked()
    code = code_of(other)
    stage.claim(code_of(one), "TV pintu")
    is_claimed(one)
    other.page.wait_for_timeout(2000)  # longer than it waits before it asks
    assert code_of(other) == code


@pytest.mark.parametrize("lost", ["localStorage.clear()", "document.cookie = 'panggil_claim='"])
def test_a_screen_stays_claimed_when_its_browser_loses_one_of_two(
    visit: Open, stage: Stage, lost: str
) -> None:
    """Storage or cookie: either brings the other back; over a reload no code is shown."""
    tv = visit().linked()
    row = stage.claim(code_of(tv), "TV pintu")
    is_claimed(tv)
    tv.page.evaluate(f"{{ {lost} }}")
    tv.page.reload()
    tv.wait(f"window.panggil && panggil.identity && panggil.identity.id() === {row['id']!r}")
    assert tv.holds("localStorage.getItem('panggil-screen').length > 40")
    assert tv.holds("document.cookie.indexOf('panggil_claim=pgl_') >= 0")
    assert tv.text("#claim") == ""


def test_a_revoked_screen_shows_a_new_code(visit: Open, stage: Stage) -> None:
    """Within five seconds; it goes on showing the hall, and may be claimed again."""
    tv = visit().linked()
    first = code_of(tv)
    row = stage.claim(first, "TV pintu")
    is_claimed(tv)
    stage.ask("DELETE", f"/screens/{row['id']}")
    tv.wait("panggil.identity.id() === ''", 5)
    second = code_of(tv)
    assert second != first
    tv.linked()
    stage.claim(second, "TV pintu")
    is_claimed(tv)


def test_a_screen_that_was_off_when_it_was_revoked_learns_of_it(visit: Open, stage: Stage) -> None:
    """Its old token is answered by nobody, and forgotten."""
    tv = visit().linked()
    row = stage.claim(code_of(tv), "TV pintu")
    is_claimed(tv)
    tv.page.context.set_offline(True)
    tv.page.goto("about:blank")
    stage.ask("DELETE", f"/screens/{row['id']}")
    tv.page.context.set_offline(False)
    tv.page.goto(stage.url + "/tv")
    code_of(tv)
    assert tv.holds("localStorage.getItem('panggil-screen') === null")


@pytest.mark.parametrize("kind", ["stream", "poll"])
def test_a_screen_is_claimed_and_revoked_by_the_lesser_ways(
    visit: Open, stage: Stage, kind: str
) -> None:
    """Without a websocket the events tell it, and the cookie tells the server."""
    stage.refuse("/ws", *(["text/event-stream"] if kind == "poll" else []))
    tv = visit().linked(kind)
    row = stage.claim(code_of(tv), "TV pintu")
    is_claimed(tv)
    tv.linked(kind)
    stage.ask("DELETE", f"/screens/{row['id']}")
    code_of(tv)


def test_staff_see_which_screen_it_is(visit: Open, stage: Stage) -> None:
    """It shows its name, large, and takes it away again by itself; an old order is none."""
    tv, other = visit().linked(), visit().linked()
    row = stage.claim(code_of(tv), "TV ruang tunggu")
    stage.claim(code_of(other), "TV pintu")
    for one in (tv, other):
        is_claimed(one)
        one.linked()
    stage.ask("POST", f"/screens/{row['id']}/identify")
    tv.wait("!document.querySelector('#name-plate').hidden")
    assert tv.text("#name-plate") == "TV ruang tunggu"
    assert other.holds("document.querySelector('#name-plate').hidden")
    tv.wait("document.querySelector('#name-plate').hidden", 60)


def test_staff_change_a_screen(visit: Open, stage: Stage) -> None:
    """The picture is pulled in at once."""
    tv = visit().linked()
    row = stage.claim(code_of(tv), "TV pintu")
    is_claimed(tv)
    stage.ask("PUT", f"/screens/{row['id']}", {"overscan": 5})
    tv.wait("document.documentElement.classList.contains('overscan-5')")


def test_webkit_538_is_claimed(stage: Stage) -> None:
    """Samsung 2015-16: shows a code, and none any more when it is claimed."""
    tv = OldTv(stage.url + "/tv")
    try:
        shown = tv.until(lambda shown: bool(CODE.match(shown["code"])))
        stage.claim(CODE.findall(shown["code"])[0], "TV lama")
        tv.until(lambda shown: shown["code"] == "" and shown["kind"] == "websocket")
    finally:
        tv.close()


def test_in_a_closed_hall_the_code_stands_where_the_hall_will(visit: Open, tmp_path: Path) -> None:
    """Strangers see nothing; the claimed screen sees all, and strangers' nothing when revoked."""
    stage = Stage(tmp_path / "hall", "closed").open()
    try:
        tv = visit(on=stage)
        tv.wait("/^[A-Z]{4}-[A-Z]{4}$/.test(document.querySelector('#claim').textContent)")
        row = stage.claim(tv.text("#claim"), "TV pintu")
        tv.linked()
        is_claimed(tv)
        stage.ask("DELETE", f"/screens/{row['id']}")
        tv.wait("/^[A-Z]{4}-[A-Z]{4}$/.test(document.querySelector('.claim-code').textContent)")
    finally:
        stage.close()
