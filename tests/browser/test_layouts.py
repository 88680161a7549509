"""What each layout, text size and theme shows: the right part of the hall, whole and legible."""

from __future__ import annotations

import pytest

from display.hall.screens import TEXT_SIZES
from display.web.screen.colours import contrast
from display.web.screen.reach import TEXT_SIZES_REM
from tests.browser.conftest import Open
from tests.browser.stage import Stage, make_counter, minutes_ago
from tests.browser.test_claim import code_of, is_claimed
from tests.browser.test_look import FRAMES, LONGEST, TEXTS, alarm, assert_apart, box, busy, size_of

LOOKS = {
    "list": "layout=list",
    "large list": "layout=list&text_size=large",
    "largest list": "layout=list&text_size=largest",
    "service": "layout=service&services=dukcapil",
    "counter": "layout=counter&counter=3",
    "large": "text_size=large",
    "largest": "text_size=largest",
}


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768), (1080, 1920)], ids=str)
@pytest.mark.parametrize("look", LOOKS)
def test_the_longest_names_overlap_nothing_in_any_layout(
    stage: Stage, visit: Open, size: tuple[int, int], look: str
) -> None:
    """Every part is inside its frame, none over another, no line is cut in its height."""
    for counter in range(1, 13):
        stage.append("counter.changed", counter=make_counter(counter, name=LONGEST))
        number = ("A-001", "ABCD-123456", "UMUM-123")[counter % 3]
        said = stage.call(number, str(counter), at=minutes_ago(1))
        stage.step(said, "started", at=minutes_ago(1))
        stage.step(said, "finished", at=minutes_ago(1))
    stage.step(stage.call("ABC-1234", "3", count=3), "started")
    tv = visit(f"/tv?{LOOKS[look]}", width=size[0], height=size[1]).linked()
    frames = tv.page.evaluate(FRAMES)
    assert frames
    assert_apart(frames)
    tv.wait("!document.querySelector('#claim').hidden")  # it is asked for once the page stands
    boxes = [box(tv, one) for one in ("#caption", "#claim", "#running")]
    caption, claim, running = boxes
    assert max(caption[3], running[3], claim[3]) <= size[1]
    assert caption[3] <= claim[1] + 1 or caption[2] <= claim[0] + 1, "the code is on the caption"


@pytest.mark.parametrize("look", ["theme=dark", *(f"theme=dark&{one}" for one in LOOKS.values())])
@pytest.mark.parametrize("play", [busy, lambda stage: busy(stage, 12), alarm],
                         ids=["in use", "at rest", "drill"])  # fmt: skip
def test_the_dark_theme_is_legible(stage: Stage, visit: Open, play, look: str) -> None:  # type: ignore[no-untyped-def]
    """Contrast 7 to 1 for every text, a call on its service's colour too; nothing too small."""
    play(stage)
    if play is busy:
        stage.step(stage.call("B-012", count=3), "started")
    tv = visit(f"/tv?{look}").linked()
    texts = tv.page.evaluate(TEXTS)
    assert texts
    for text in texts:
        assert contrast(text["colour"], text["ground"]) >= 7, text
        assert text["size"] >= 2.69, text


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768)], ids=str)
def test_the_number_above_a_counter_fills_the_picture(
    stage: Stage, visit: Open, size: tuple[int, int]
) -> None:
    """Type of 45 % of a picture of 16:9, and nobody else's number."""
    busy(stage)
    stage.step(stage.call("B-012", "3"), "started")
    tv = visit("/tv?layout=counter&counter=3", width=size[0], height=size[1]).linked()
    tv.wait("document.querySelectorAll('.cell').length === 1")
    assert tv.text(".cell .ticket-number") == "B-012"
    assert size_of(tv, ".cell .ticket-number") >= 0.45 * size[0] * 9 / 16
    stage.step(stage.call("C-043", "5", "dinkes"), "started")
    tv.wait("document.getElementById('caption').textContent.indexOf('C-043') < 0")
    assert tv.text(".cell .ticket-number") == "B-012"


def test_a_screen_of_one_service_shows_its_calls_alone(stage: Stage, visit: Open) -> None:
    """Its counters, its name, its calls; what is announced stands there as everywhere."""
    stage.step(stage.call("B-012", "3", "dukcapil"), "started")
    tv = visit("/tv?layout=service&services=dukcapil").linked()
    other = stage.call("A-001", "1", "dpmptsp")
    stage.step(other, "started")
    stage.step(other, "finished")
    stage.step(stage.message("Mohon perhatian."), "started", duration_ms=60_000)
    tv.wait("document.querySelector('.notice .page')")
    assert tv.text("#title") == "Dinas Kependudukan dan Catatan Sipil"
    shown = tv.page.evaluate(
        "[...document.querySelectorAll('.cell')].map(one => one.dataset.counter)"
    )
    assert shown == ["3", "4"]
    assert "A-001" not in tv.page.evaluate("document.body.innerText")


def test_a_screen_changes_its_look_at_once(stage: Stage, visit: Open) -> None:
    """Changed in the console, seen on the wall without a reload; revoked, it is as usual again."""
    tv = visit().linked()
    row = stage.claim(code_of(tv), "TV pintu", theme="dark")
    is_claimed(tv)
    tv.wait("document.documentElement.classList.contains('theme-dark')")
    tv.linked()
    tv.page.evaluate("panggil.kept = true")
    stage.ask("PUT", f"/screens/{row['id']}", {"layout": "counter", "counter": "3"})
    tv.wait("document.querySelectorAll('.cell').length === 1", 5)
    stage.ask("PUT", f"/screens/{row['id']}", {"layout": "list", "text_size": "large"})
    tv.wait("document.documentElement.classList.contains('layout-list')", 5)
    assert tv.holds("document.documentElement.classList.contains('text-large')")
    assert tv.holds("panggil.kept")
    stage.ask("DELETE", f"/screens/{row['id']}")
    tv.wait("document.documentElement.classList.contains('layout-hall')")
    assert tv.holds("document.documentElement.classList.contains('theme-light')")


def test_services_that_are_gone_leave_a_screen_of_the_hall(stage: Stage, visit: Open) -> None:
    """A TV that shows nothing helps nobody."""
    stage.step(stage.call("B-012"), "started")
    tv = visit("/tv?services=gone&overscan=nonsense&theme=pink").linked()
    assert tv.page.locator(".cell").count() == 12
    tv.shows("B-012")


@pytest.mark.parametrize("layout", TEXT_SIZES_REM)
def test_the_reach_that_staff_are_told_is_true(stage: Stage, visit: Open, layout: str) -> None:
    """Each text has the size of the table, at every size of text."""
    busy(stage)
    stage.step(stage.call("B-012", "3"), "started")
    more = {"service": "&services=dpmptsp,dukcapil,dinkes,dinsos", "counter": "&counter=3"}
    for place, size in enumerate(TEXT_SIZES):
        shown = "hall" if layout == "service" else layout
        tv = visit(f"/tv?layout={shown}&text_size={size}{more.get(shown, '')}", 1920, 1080).linked()
        for name, (where, sizes) in TEXT_SIZES_REM[layout].items():
            told = sizes[place] * 108
            assert size_of(tv, where) == pytest.approx(told, rel=0.03), (name, size)


def test_a_screen_does_not_fall_asleep(stage: Stage, visit: Open) -> None:
    """By the browser's lock; where there is none, by a video that plays."""
    tv = visit(path="")
    tv.page.add_init_script(
        "window.asked = 0; Object.defineProperty(navigator, 'wakeLock', {value: location.hash"
        " ? null : {request: () => { window.asked += 1; return Promise.reject(Error('low')); }}})"
    )
    tv.page.goto(stage.url + "/tv")
    tv.wait("window.asked === 1")
    assert tv.page.locator("#awake").count() == 0
    tv.page.goto("about:blank")
    tv.page.goto(stage.url + "/tv#old")
    tv.wait("document.querySelector('#awake') && !document.querySelector('#awake').paused")
