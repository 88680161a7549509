"""What can be measured of the look: contrast, sizes, places, movement."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from display.web.screen.colours import contrast
from tests.browser.conftest import Open, Visit
from tests.browser.stage import Stage, make_counter, minutes_ago

TEXTS = """() => {
  const hex = text => '#' + text.match(/[\\d.]+/g).slice(0, 3)
    .map(part => Math.round(part).toString(16).padStart(2, '0')).join('');
  const ground = element => {
    for (; element; element = element.parentElement) {
      const colour = getComputedStyle(element).backgroundColor;
      if (!/, 0\\)$/.test(colour)) { return hex(colour); }
    }
    return '#ffffff';
  };
  return [...document.querySelectorAll('body *')].filter(element =>
    element.checkVisibility({visibilityProperty: true}) && element.tagName !== 'SCRIPT' &&
    [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())
  ).map(element => {
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    return {text: element.textContent, colour: hex(style.color), ground: ground(element),
      size: parseFloat(style.fontSize) / innerHeight * 100, left: box.left, right: box.right,
      top: box.top, bottom: box.bottom};
  });
}"""
BOX = "s => (r => [r.left, r.top, r.right, r.bottom])(document.querySelector(s)" \
    ".getBoundingClientRect())"  # fmt: skip


def box(tv: Visit, selector: str) -> list[float]:
    """Return left, top, right, bottom of an element in px."""
    sides: list[float] = tv.page.evaluate(BOX, selector)
    return sides


def busy(stage: Stage, minutes: float = 0) -> None:
    """Fill the board, two calls of every kind."""
    services = ("dpmptsp", "dukcapil", "dinkes", "dinsos", "perpustakaan", "bank-sumselbabel")
    stage.append("counter.changed", counter=make_counter(10, "perpustakaan", state="paused"))
    for place, service in enumerate(services):
        at = minutes_ago(minutes + 6 - place)
        said = stage.call(f"{'ABCDEF'[place]}-04{place}", str(2 * place + 1), service, at=at)
        stage.step(said, "started", at=at)
        stage.step(said, "finished", at=at)


def alarm(stage: Stage) -> None:
    """Play a drill."""
    text = "LATIHAN. Gempa bumi. Jangan gunakan lift."
    said = stage.message(text, priority="emergency", drill=True, until_ended=True)
    stage.step(said, "started")


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (960, 540)], ids=str)
@pytest.mark.parametrize(
    "play",
    [busy, lambda stage: busy(stage, 12), lambda stage: None, alarm,
     lambda stage: stage.step(stage.call("B-012", count=3), "started")],
    ids=["in use", "at rest", "empty", "emergency", "last call"],
)  # fmt: skip
def test_every_text_is_legible_from_afar(stage: Stage, visit: Open, play, size) -> None:  # type: ignore[no-untyped-def]
    """Contrast 7 to 1, nothing smaller than 2.7 % of the height, nothing over the edge."""
    play(stage)
    tv = visit(width=size[0], height=size[1]).linked()
    texts: list[dict[str, Any]] = tv.page.evaluate(TEXTS)
    assert texts
    for text in texts:
        assert contrast(text["colour"], text["ground"]) >= 7, text
        assert text["size"] >= 2.69, text
        assert min(text["left"], text["top"]) >= -1, text
        assert text["right"] <= size[0] + 1, text
        assert text["bottom"] <= size[1] + 1, text


def test_offline_band_is_legible(own_stage: Stage, visit: Open) -> None:
    """The one thing that is not faded says why the rest is."""
    tv = visit(on=own_stage).linked()
    own_stage.close()
    tv.wait("document.documentElement.classList.contains('is-offline')", 12)
    texts = tv.page.evaluate(TEXTS)
    band = [text for text in texts if text["ground"] == "#7a2e12"]
    assert len(band) == 2
    assert all(contrast(text["colour"], text["ground"]) >= 7 for text in band)


def test_ticket_has_the_size_of_the_design(stage: Stage, visit: Open) -> None:
    """Ticket 55 by 70 hundredths of the picture, digits a fifth of its height, counter 13."""
    stage.step(stage.call("B-012"), "started")
    tv = visit().linked()
    left, top, right, bottom = box(tv, "#ticket")
    assert (right - left) / 12.8 == pytest.approx(55, abs=0.5)
    assert (bottom - top) / 7.2 == pytest.approx(70, abs=1.5)
    sizes = [
        tv.page.evaluate("s => parseFloat(getComputedStyle(document.querySelector(s)).fontSize)", s)
        for s in ("#ticket .number", "#ticket .where", "#caption")
    ]
    assert [size / 7.2 for size in sizes] == pytest.approx([29, 13, 4.3], abs=1)


@pytest.mark.parametrize("number", ["012", "W-888", "AB-1001", "ZZ-9999"])
def test_any_number_fits_the_ticket(stage: Stage, visit: Open, number: str) -> None:
    """Two letters and four figures are smaller, never cut."""
    stage.append("counter.changed", counter=make_counter(3, name="Ruang konsultasi keluarga"))
    stage.step(stage.call(number), "started")
    tv = visit().linked()
    for part in (".number", ".where"):
        inner, outer = box(tv, f"#ticket {part} .fit"), box(tv, "#ticket")
        assert outer[0] <= inner[0] < inner[2] <= outer[2]


@pytest.mark.parametrize("count", [12, 13, 16, 20, 24, 30])
def test_every_counter_has_its_place(stage: Stage, visit: Open, count: int) -> None:
    """Twelve counters fit, and so do others: inside the board, none over another."""
    if count > 12:
        stage.furnish(count)
    stage.step(stage.call("B-012", str(count)), "started")
    tv = visit().linked()
    board = box(tv, "#cells")
    cells = tv.page.evaluate(
        "[...document.querySelectorAll('.cell')].map(cell => (r => [r.left, r.top, r.right,"
        " r.bottom])(cell.getBoundingClientRect()))"
    )
    assert len(cells) == count
    for cell in cells:
        assert board[0] <= cell[0] < cell[2] <= board[2]
        assert cell[3] <= board[3] + 1
    for one, other in itertools.combinations(cells, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_few_counters_share_one_column(stage: Stage, visit: Open) -> None:
    """A small hall gets large rows (here by the page's own fold of a smaller hall)."""
    tv = visit().linked()
    tv.page.evaluate("panggil.state().counters = panggil.state().counters.slice(0, 4)")
    tv.page.wait_for_timeout(500)
    tops = tv.page.evaluate(
        "[...document.querySelectorAll('.cell')].map(cell => cell.getBoundingClientRect().top)"
    )
    assert len(tops) == 4
    assert tops == sorted(set(tops))


def test_counter_that_is_shut_says_so_in_words(stage: Stage, visit: Open) -> None:
    """Colour never carries meaning alone; a reason goes before the general word."""
    stage.append("counter.closed", counter=make_counter(1, state="closed"))
    stage.append("counter.changed", counter=make_counter(2, state="paused"))
    stage.append("counter.changed", counter=make_counter(3, state="paused", reason="Salat Jumat"))
    tv = visit().linked()
    words = [tv.cell(counter).removeprefix(f"Loket {counter} Dukcapil ") for counter in "123"]
    assert words == ["Tutup", "Istirahat", "Salat Jumat"]


def test_new_ticket_slides_in_once(stage: Stage, visit: Open) -> None:
    """300 ms, once, nothing blinks; the old one is gone after it."""
    tv = visit().linked()
    stage.step(stage.call("B-012"), "started")
    tv.shows("B-012")
    style = "getComputedStyle(document.getElementById('ticket'))"
    assert tv.page.evaluate(f"{style}.animationDuration") == "0.3s"
    assert tv.page.evaluate(f"{style}.animationIterationCount") == "1"
    tv.page.wait_for_timeout(500)
    assert tv.page.locator(".ticket").count() == 1


def test_reduced_motion_is_honoured(stage: Stage, visit: Open) -> None:
    """Who asked for no movement gets none."""
    tv = visit(reduced_motion="reduce").linked()
    stage.step(stage.call("B-012"), "started")
    tv.shows("B-012")
    names = tv.page.evaluate(
        "[...document.querySelectorAll('*')].map(e => getComputedStyle(e).animationName)"
    )
    assert set(names) == {"none"}


def test_overscan_pulls_the_picture_in(stage: Stage, visit: Open) -> None:
    """A set that cuts its edges off shows everything with /tv?overscan=5."""
    tv = visit("/tv?overscan=5").linked()
    left, top, right, bottom = box(tv, ".stage")
    assert [left, top, 1280 - right, 720 - bottom] == pytest.approx([64, 36, 64, 36], abs=1)


def test_figures_have_equal_width(stage: Stage, visit: Open) -> None:
    """Numbers that change do not dance."""
    tv = visit().linked()
    widths = tv.page.evaluate(
        "(e => [...'0123456789'].map(d => (e.textContent = d.repeat(9), e.offsetWidth)))"
        "(document.getElementById('track'))"
    )
    assert len(set(widths)) == 1
