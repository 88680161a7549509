"""The visitors' page and the pages' failures, as far as no TV is needed."""

from __future__ import annotations

import re
import urllib.error
from pathlib import Path

import pytest

from display.web.screen.colours import contrast
from display.web.screen.phone_words import PHONE_WORDS
from display.web.screen.words import LANGUAGES
from tests.browser.axe import axe
from tests.browser.conftest import Open, Visit
from tests.browser.stage import Stage, drill, held, make_counter, minutes_ago, puskesmas
from tests.browser.test_look import TEXTS


def test_phone_page_fits_a_small_phone(stage: Stage, visit: Open) -> None:
    """Readable at 360 px: nothing sticks out sideways."""
    stage.step(stage.call("AB-1001", count=2), "started")
    phone = visit("/", width=360, height=700)
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 360
    assert phone.text(".ticket .number") == "AB-1001"
    assert "Panggilan ke-2" in phone.text(".ticket .since")


def test_phone_page_works_without_a_script(stage: Stage, visit: Open) -> None:
    """It renews itself by its header then."""
    stage.step(stage.call("B-012"), "started")
    phone = visit("/", java_script_enabled=False)
    assert phone.text(".ticket .number") == "B-012"
    assert '<noscript><meta http-equiv="refresh" content="15">' in stage.get("/")


def test_phone_page_renews_itself_in_place(stage: Stage, visit: Open) -> None:
    """By the same link as a TV: the new call is there, and the page was not loaded again."""
    phone = visit("/").linked()
    phone.page.evaluate("window.same = true")
    stage.step(stage.call("B-012"), "started")
    phone.wait("document.getElementById('ticket-number').textContent === 'B-012' && window.same")


def speak_english(stage: Stage) -> None:
    """Let the hall offer English besides Indonesian."""
    stage.append("hall.changed", hall=stage.state()["hall"] | {"languages": ["id", "en"]})


SHEET = """() => {
  const copy = document.getElementById('sheet').cloneNode(true);
  copy.querySelectorAll('#follow, [class=""]').forEach(one => one.removeAttribute('class'));
  copy.querySelector('#ask').removeAttribute('hidden');
  return copy.outerHTML.replace(/>\\s+</g, '><').replace(/\\s+/g, ' ');
}"""


def furnished(stage: Stage) -> None:
    """Play calls, a pause, held calls and an announcement."""
    stage.append("counter.changed", counter=make_counter(10, "perpustakaan", state="paused"))
    for number, counter, minutes in (("A-031", "1", 70), ("E-003", "9", 2), ("B-007", "3", 0)):
        at = minutes_ago(minutes)
        said = stage.call(number, counter, "perpustakaan", at=at, queued_at=at, count=3)
        stage.step(said, "started", at=at)
        stage.step(said, "finished", at=at)
    text = stage.message("Loket dukcapil pindah.")
    stage.step(text, "started")
    stage.step(text, "finished")
    held(stage)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    "play",
    [lambda stage: None, furnished, puskesmas, drill],
    ids=["empty", "in use", "another hall", "drill"],
)
def test_script_draws_the_sheet_that_the_server_drew(
    stage: Stage,
    visit: Open,
    play,  # type: ignore[no-untyped-def]
    language: str,
) -> None:
    """One state, one page, in either language."""
    play(stage)
    speak_english(stage)
    path = f"/?lang={language}"
    for _ in range(4):  # again if the minute changed in between
        still = visit(path, java_script_enabled=False).page.evaluate(SHEET)
        live = visit(path).linked().page.evaluate(SHEET)
        if live == still:
            break
    assert live == still


HALL = {
    "name": "Puskesmas Mawasangka",
    "second_line": "Dinas Kesehatan Buton Tengah",
    "place": "Kabupaten Buton Tengah",
    "languages": ["id", "en"],
}


def test_what_the_hall_says_of_itself_is_live(stage: Stage, visit: Open) -> None:
    """All of the head, the other language, and the colour of a service; without a new load."""
    phone = visit("/").linked()
    phone.page.evaluate("window.same = true")
    assert not phone.page.is_visible("#other-language")
    stage.append("hall.changed", hall=stage.state()["hall"] | HALL)
    phone.wait("!document.getElementById('other-language').hidden")
    header = phone.text("header")
    assert all(words in header for words in list(HALL.values())[:3])
    assert "Lahat" not in header
    assert phone.page.title().startswith("Puskesmas Mawasangka")
    gigi = {"id": "gigi", "name": "Poli Gigi", "short_name": "Gigi", "prefix": "G"}
    sample = stage.state()["services"][0]
    stage.append("service.changed", service=sample | gigi | {"colour": "#123456"})
    stage.append("counter.opened", counter=make_counter(13, "gigi"))
    edge = "getComputedStyle(document.querySelector('[data-service=gigi] .edge')).backgroundColor"
    phone.wait(f"document.querySelector('[data-service=gigi]') && {edge} === 'rgb(18, 52, 86)'")
    stage.append("hall.changed", hall=stage.state()["hall"] | {"place": "", "languages": ["id"]})
    phone.wait("document.getElementById('other-language').hidden")
    assert phone.page.is_hidden("#place")
    assert phone.page.evaluate("window.same")


def test_a_language_that_is_offered_no_more_is_left_at_once(stage: Stage, visit: Open) -> None:
    """The page comes again in the hall's own; what a visitor chose counts where it is offered."""
    speak_english(stage)
    phone = visit("/?lang=en").linked()
    stage.append("hall.changed", hall=stage.state()["hall"] | {"languages": ["id"]})
    phone.wait("document.documentElement.lang === 'id'")


def test_page_is_wholly_in_the_chosen_language(stage: Stage, visit: Open) -> None:
    """Chosen once, by a button; a cookie remembers it. What staff wrote stays as they wrote it."""
    furnished(stage)
    phone = visit("/?lang=en")
    assert phone.page.get_attribute("html", "lang") == "id"  # the hall offers no other
    assert not phone.page.is_visible("text=English")
    speak_english(stage)
    phone.page.goto(stage.url + "/")
    phone.page.click("text=English")
    phone.linked()
    assert phone.page.get_attribute("html", "lang") == "en"
    phone.page.goto(stage.url + "/")
    phone.linked()
    text = phone.page.inner_text("body")
    assert "Now serving" in text or "NOW SERVING" in text
    for word in ("Sedang", "Nomor", "Panggilan", "Istirahat", "Buka", "menit"):
        assert word not in text, word


def follow(phone: Visit, typed: str) -> None:
    """Type a number and press the button."""
    phone.page.fill("#number", typed)
    phone.page.click("#ask button")


def head(words: str) -> str:
    """Return an expression that is true when the followed ticket says so."""
    return f"document.querySelector('.mine-head').textContent === {words!r}"


TURN = "!document.getElementById('turn').hidden"


def test_followed_number_wakes_its_visitor(stage: Stage, visit: Open) -> None:
    """Typed as people type; called, it rings and fills the page; the last call rings anew."""
    phone = visit("/", width=360, height=740).linked()
    follow(phone, "b12")
    phone.wait(head("Belum dipanggil."))
    said = stage.call("B-012", "5")
    phone.wait(f"{TURN} && panggil.bell.rings() >= 1")
    assert phone.text("#turn-head") == "Silakan ke Loket 5"
    phone.page.click("#seen")
    phone.wait(f"!({TURN}) && panggil.bell.rings() === 0")
    assert phone.text(".mine-head") == "Silakan ke Loket 5"
    stage.recall(said, 3)
    phone.wait(TURN)
    assert phone.text("#turn-head") == "Panggilan terakhir · silakan ke Loket 5"
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 360


def test_another_number_wakes_nobody(stage: Stage, visit: Open) -> None:
    """Nor does the same number of another service."""
    phone = visit("/").linked()
    follow(phone, "B-012")
    phone.wait(head("Belum dipanggil."))
    stage.call("B-112", "5")
    stage.call("A-012", "1", "dpmptsp")
    stage.step(stage.call("B-013", "4"), "started")
    phone.wait("document.getElementById('ticket-number').textContent === 'B-013'")
    assert phone.page.locator("#turn").is_hidden()


def test_number_is_followed_through_reload_and_a_lost_network(stage: Stage, visit: Open) -> None:
    """A call that was missed while the phone was away is there when it is back."""
    phone = visit("/").linked()
    follow(phone, "B-012")
    phone.wait(head("Belum dipanggil."))
    phone.page.context.set_offline(True)
    stage.call("B-012", "5")
    for figure in range(20, 34):  # more than the recent calls of a snapshot
        stage.call(f"B-0{figure}", "4")
    phone.page.context.set_offline(False)
    phone.page.reload()
    phone.wait(TURN)
    phone.page.click("#seen")
    phone.page.reload()
    phone.wait(head("Silakan ke Loket 5"))
    assert phone.page.locator("#turn").is_hidden()
    phone.page.click("#stop")
    phone.page.reload()
    phone.linked()
    assert phone.page.locator("#ask").is_visible()


def test_number_without_letters_is_chosen_by_its_service(stage: Stage, visit: Open) -> None:
    """The visitor says which; nonsense is answered plainly."""
    phone = visit("/").linked()
    follow(phone, "antre!")
    phone.wait("/bukan nomor antrean/.test(document.getElementById('wrong').textContent)")
    follow(phone, "12")
    phone.page.click("text=B-012 ·")
    phone.wait(head("Belum dipanggil."))
    assert phone.text(".mine-number") == "B-012"


def test_number_is_followed_without_a_script(stage: Stage, visit: Open) -> None:
    """The form asks the server, and the page renews itself with the number in its address."""
    stage.call("B-012", "5")
    phone = visit("/?nomor=b12", java_script_enabled=False)
    assert phone.text(".mine-head") == "Silakan ke Loket 5"
    assert visit("/?nomor=<b>", java_script_enabled=False).text("#wrong").startswith("Itu bukan")


@pytest.mark.parametrize("language", ["id", "en"])
def test_axe_finds_nothing_on_the_phone_page(stage: Stage, visit: Open, language: str) -> None:
    """Idle, while a number is followed, and when it is called; and contrast is 7 to 1."""
    furnished(stage)
    speak_english(stage)
    phone = visit(f"/?lang={language}", width=360, height=740).linked()
    assert axe(phone.page) == []
    follow(phone, "B-012")
    phone.wait("document.querySelector('.mine-head')")
    assert axe(phone.page) == []
    texts = phone.page.evaluate(TEXTS)
    assert min(contrast(text["colour"], text["ground"]) for text in texts) >= 7
    stage.call("B-012", "5")
    phone.wait(TURN)
    assert axe(phone.page) == []


def test_every_language_has_every_word() -> None:
    """And the same places to be filled in."""
    assert set(PHONE_WORDS) == set(LANGUAGES)
    places = [
        {key: set(re.findall(r"{\w+}", text)) for key, text in table.items()}
        for table in PHONE_WORDS.values()
    ]
    assert all(table == places[0] for table in places)


def test_pages_carry_nothing_inline(stage: Stage) -> None:
    """The content policy needs no exception: no inline script, style or handler."""
    for path in ("/tv", "/"):
        page = stage.get(path)
        scripts = re.findall(r"<script\b[^>]*>", page)
        assert all(" src=" in script or "application/json" in script for script in scripts)
        assert not re.search(r"<style|\sstyle=|\son\w+=", page)
        assert "http://" not in page
        assert "https://" not in page


def test_closed_hall_shows_nothing_without_a_token(tmp_path: Path) -> None:
    """With open_screens off a page without a token says so and tells no number."""
    stage = Stage(tmp_path / "closed", "closed").open()
    try:
        with pytest.raises(urllib.error.HTTPError) as refused:
            stage.get("/tv")
        assert refused.value.code == 403
        assert "belum diizinkan" in refused.value.read().decode()
        refused.value.close()
    finally:
        stage.close()
