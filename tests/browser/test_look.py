"""What can be measured of the look: contrast, sizes, places, movement."""

from __future__ import annotations

import itertools
import time
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
    """Ticket 46 by 70 hundredths of the picture, the number's type a quarter of it."""
    stage.step(stage.call("B-012"), "started")
    tv = visit().linked()
    left, top, right, bottom = box(tv, "#ticket")
    assert (right - left) / 12.8 == pytest.approx(46, abs=0.5)
    assert (bottom - top) / 7.2 == pytest.approx(70, abs=1.5)
    sizes = [size_of(tv, one) / 7.2 for one in ("#ticket .number", "#ticket .where")]
    assert sizes == pytest.approx([23.6, 12.6], abs=1)


def size_of(tv: Visit, selector: str) -> float:
    """Return the type's size of an element in px."""
    script = "s => parseFloat(getComputedStyle(document.querySelector(s)).fontSize)"
    return float(tv.page.evaluate(script, selector))


CAPITALS = """s => { const style = getComputedStyle(document.querySelector(s));
  const brush = document.createElement('canvas').getContext('2d');
  brush.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return brush.measureText('H').actualBoundingBoxAscent; }"""
PANEL_MM = 685  # height of a panel of 55 inches


def reach(tv: Visit, selector: str) -> float:
    """Return from how many metres a text is read on 55 inches: height of its capitals x 200."""
    height: float = tv.page.evaluate("innerHeight")
    return float(tv.page.evaluate(CAPITALS, selector)) / height * PANEL_MM * 200 / 1000


@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160), (1024, 768)], ids=str)
def test_board_is_read_from_the_chairs(stage: Stage, visit: Open, size: tuple[int, int]) -> None:
    """At twelve counters: numbers from 6 m, caption 5.8, counters and earlier calls 3.3."""
    busy(stage)
    stage.step(stage.call("B-012"), "started")
    tv = visit(width=size[0], height=size[1]).linked()
    # A picture that is no 16:9 is as wide, and its panel lower: the figures are those of 16:9.
    wide = 16 / 9 / (size[0] / size[1])
    figures = {
        name: reach(tv, selector) * wide
        for name, selector in {
            "number": ".cell .ticket-number", "caption": "#caption", "counter": ".cell .name",
            "earlier number": "#strip b", "earlier counter": "#strip span",
            "earlier minutes": "#strip em",
        }.items()
    }  # fmt: skip
    print({name: round(metres, 1) for name, metres in figures.items()})
    least = {"number": 6.0, "caption": 5.8}
    assert not {n: m for n, m in figures.items() if m < least.get(n, 3.3)}


def test_six_counters_are_read_from_farther(stage: Stage, visit: Open) -> None:
    """One column: numbers from 7 m, and the rows fill the column."""
    busy(stage)
    tv = visit(width=1920, height=1080).linked()
    tv.page.evaluate("panggil.state().counters = panggil.state().counters.slice(0, 6)")
    tv.wait("document.querySelectorAll('.cell').length === 6")
    assert reach(tv, ".cell .ticket-number") >= 7
    assert box(tv, ".cell:last-child")[3] == pytest.approx(box(tv, "#cells")[3], abs=2)


@pytest.mark.parametrize("number", ["012", "W-888", "AB-1001", "ZZ-9999"])
def test_any_number_fits_the_ticket(stage: Stage, visit: Open, number: str) -> None:
    """Two letters and four figures are smaller, never cut."""
    stage.append("counter.changed", counter=make_counter(3, name="Ruang konsultasi keluarga"))
    stage.step(stage.call(number), "started")
    tv = visit().linked()
    for part in (".number", ".where"):
        inner, outer = box(tv, f"#ticket {part} .fit"), box(tv, "#ticket")
        assert outer[0] <= inner[0] < inner[2] <= outer[2]


@pytest.mark.parametrize("count", [12, 13, 16, 20, 30])
def test_every_counter_has_its_place(stage: Stage, visit: Open, count: int) -> None:
    """Up to sixteen at a time: inside the board, none over another, the column filled."""
    if count > 12:
        stage.furnish(count)
    stage.step(stage.call("B-012", str(count)), "started")
    tv = visit().linked()
    # A board that takes turns is looked at while it is full.
    tv.wait(f"document.querySelectorAll('.cell').length === {min(count, 16)}")
    board = box(tv, "#cells")
    cells = tv.page.evaluate(
        "[...document.querySelectorAll('.cell')].map(cell => (r => [r.left, r.top, r.right,"
        " r.bottom])(cell.getBoundingClientRect()))"
    )
    assert len(cells) == min(count, 16)
    for cell in cells:
        assert board[0] <= cell[0] < cell[2] <= board[2] + 1
        assert cell[3] <= board[3] + 1
    assert max(cell[3] for cell in cells) == pytest.approx(board[3], abs=2)
    for one, other in itertools.combinations(cells, 2):
        assert one[2] <= other[0] + 1 or other[2] <= one[0] + 1 or one[3] <= other[1] + 1 \
            or other[3] <= one[1] + 1  # fmt: skip


def test_a_hundred_counters_take_turns(stage: Stage, visit: Open) -> None:
    """Those with a visitor on the first page, and the one that is called on every page."""
    stage.furnish(100)
    for counter in ("77", "50", "99"):
        said = stage.call(f"A-0{counter}", counter, at=minutes_ago(2))
        stage.step(said, "started", at=minutes_ago(2))
        stage.step(said, "finished", at=minutes_ago(2))
    stage.step(stage.call("B-012", "64"), "started")
    tv = visit().linked()
    seen: dict[str, list[str]] = {}
    shown = "[...document.querySelectorAll('.cell')].map(one => one.dataset.counter)"

    def look() -> bool:
        line, cells = tv.page.evaluate(f"[document.getElementById('turns').textContent, {shown}]")
        seen[line] = cells
        return len(seen) == 7

    deadline = time.monotonic() + 150
    while not look():
        assert time.monotonic() < deadline, list(seen)
        tv.page.wait_for_timeout(500)
    assert seen["Sedang dilayani · 1 dari 7"][:4] == ["64", "50", "77", "99"]
    assert {cells[0] for cells in seen.values()} == {"64"}
    assert len({counter for cells in seen.values() for counter in cells}) == 100


LONGEST = "Loket Pendaftaran Pasien Rawat Jalan dan Rujukan Antar Kota"
FRAMES = """() => [...document.querySelectorAll('.card, .recent li, .rows li, .ticket, .top')]
  .filter(frame => frame.checkVisibility({visibilityProperty: true})).map(frame => [
    frame.getBoundingClientRect().toJSON(),
    [...frame.querySelectorAll('b, em, .name, .soon, .number, .where, .whose, .pill, .words,'
      + '.strip span, .rows span')].filter(part => part.checkVisibility()).map(part => ({
        ...part.getBoundingClientRect().toJSON(), text: part.textContent, kind: part.className}))
  ])"""


def apart(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Say whether two boxes have no more in common than a hair of their edges."""
    beside = one["right"] <= other["left"] + 1 or other["right"] <= one["left"] + 1
    return beside or one["bottom"] <= other["top"] + 3 or other["bottom"] <= one["top"] + 3


def assert_apart(frames: list[tuple[dict[str, Any], list[dict[str, Any]]]]) -> None:
    """Hold every part inside its frame, and none over another; as ``FRAMES`` measured them."""
    for frame, parts in frames:
        for part in parts:
            assert part["left"] >= frame["left"] - 2, part
            assert part["right"] <= frame["right"] + 2, part
            assert part["top"] >= frame["top"] - 3, part
            assert part["bottom"] <= frame["bottom"] + 3, part
        for one, other in itertools.combinations(parts, 2):
            assert apart(one, other), (one, other)


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (960, 540), (1024, 768), (720, 1280),
                                  (2560, 1080)], ids=str)  # fmt: skip
@pytest.mark.parametrize("minutes", [0, 12], ids=["in use", "at rest"])
def test_the_longest_names_overlap_nothing(
    stage: Stage, visit: Open, size: tuple[int, int], minutes: int
) -> None:
    """Whatever a hall calls its counters: every part inside its frame, none over another."""
    for counter in range(1, 13):
        stage.append("counter.changed", counter=make_counter(counter, name=LONGEST))
        number = ("A-001", "ABCD-123456", "UMUM-123")[counter % 3]
        at = minutes_ago(minutes + 1)
        said = stage.call(number, str(counter), at=at)
        stage.step(said, "started", at=at)
        stage.step(said, "finished", at=at)
    if not minutes:
        stage.step(stage.call("ABC-1234", "3", count=3), "started")
        stage.call("WXYZ-12345", "4")
    tv = visit(width=size[0], height=size[1]).linked()
    frames = tv.page.evaluate(FRAMES)
    assert len(frames) > 12
    assert_apart(frames)


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768), (720, 1280)], ids=str)
def test_every_page_of_an_announcement_has_room(
    stage: Stage, visit: Open, size: tuple[int, int]
) -> None:
    """Long words of Indonesian, in capitals too: no line of a page is cut."""
    words = "PERTANGGUNGJAWABAN kependudukan KEBERANGKATAN ketidakhadiran mempertanggungjawabkan "
    stage.step(stage.message((words * 6)[:480].rstrip()), "started", duration_ms=600_000)
    tv = visit(width=size[0], height=size[1]).linked()
    tv.wait("document.querySelector('.notice .page')")
    shown = """text => { const page = document.querySelector('.notice .page');
      page.firstChild.textContent = text; panggil.page.fit(page.parentNode);
      return [page.scrollHeight - page.clientHeight, page.scrollWidth - page.clientWidth]; }"""
    pages = tv.page.evaluate("panggil.picture.pages(panggil.state().announcements[0].caption, 80)")
    assert len(pages) >= 6
    for page in pages:
        over, wide = tv.page.evaluate(shown, page)
        assert over <= 2, page
        assert wide <= 1, page


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
    words = [tv.cell(counter).removesuffix(f" Loket {counter}") for counter in "123"]
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
