"""The counter pad in a browser: by keyboard alone, pressed twice, by two at once, and undone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Route

from tests.browser.axe import axe
from tests.browser.conftest import Visit
from tests.browser.stage import Stage
from tests.console.conftest import PHONE, WIDE, Console, shot, sideways

SIZES = {"wide": WIDE, "phone": PHONE, "small": (360, 640), "huge": (1920, 1080)}
PAD = "/console/loket/3"


def called(stage: Stage) -> list[str]:
    """Return what was called so far, oldest first."""
    calls = sorted(stage.state()["recent_calls"], key=lambda row: row["called_at"])
    return [row["ticket"]["number"] for row in calls]


def shows(visit: Visit, number: str, button: str = "") -> None:
    """Wait until the pad shows a number, and what its big button calls."""
    visit.wait(
        "document.querySelector('#pad[data-ready]') && !document.querySelector('dialog[open]')"
    )
    visit.wait(f"document.getElementById('number').textContent === '{number}'")
    if button:
        words = "document.querySelector('#next [data-at=words]').textContent"
        visit.wait(f"{words} === '{button}' && !document.getElementById('next').disabled")


def heard(stage: Stage) -> None:
    """Let the hall hear every call that waits: the pad asks nothing about these."""
    for row in stage.state()["announcements"]:
        if row["kind"] == "call" and row["state"] in {"preparing", "queued"}:
            stage.step(row, "started")
            stage.step(row, "finished")


def press_space(visit: Visit) -> None:
    """Press the big button's key, later than a key that bounces."""
    visit.page.wait_for_timeout(650)
    visit.page.keyboard.press("Space")


def says(visit: Visit, words: str) -> None:
    """Wait until the pad has told something to eye and ear."""
    visit.wait(f"document.getElementById('said').textContent.includes({words!r})")
    assert visit.page.get_attribute("#said", "role") == "status"


def test_a_morning_by_keyboard_alone(console: Console, stage: Stage) -> None:
    """Space calls, U again, T and S end, N takes a number, A sends on, I pauses."""
    visit = console("clerk", PAD)
    keys = visit.page.keyboard
    shows(visit, "–", "Panggil B-001")
    press_space(visit)
    shows(visit, "B-001", "Panggil B-002")
    says(visit, "B-001 dipanggil.")
    keys.press("u")
    visit.wait("document.getElementById('heard').textContent.includes('panggilan ke-2')")
    heard(stage)
    keys.press("t")
    says(visit, "B-001 tidak hadir.")
    shows(visit, "–", "Panggil B-002")
    keys.press("n")
    keys.type("40")  # no shortcut acts in a field
    keys.press("Enter")
    visit.wait("document.getElementById('sure-sheet').open")  # it is far from B-001
    keys.press("Tab")
    keys.press("Enter")
    shows(visit, "B-040", "Panggil B-002")
    says(visit, "B-040 dipanggil.")
    keys.press("a")
    visit.page.get_by_role("button", name="Dinkes").press("Enter")
    says(visit, "B-040 dialihkan.")
    press_space(visit)
    shows(visit, "B-002")
    says(visit, "B-002 dipanggil.")  # a press is over with its answer; its event may come first
    heard(stage)
    keys.press("s")
    says(visit, "B-002 selesai.")
    keys.press("i")
    keys.press("Enter")
    shows(visit, "–", "Buka loket")
    press_space(visit)
    shows(visit, "–", "Panggil B-003")
    assert called(stage) == ["B-001", "B-040", "B-002"]
    assert stage.state()["waiting"][0]["next"] == ["B-040"]


def test_a_held_key_calls_once(console: Console, stage: Stage) -> None:
    """The repeats of a key that is not let go are nothing."""
    visit = console("clerk", PAD)
    shows(visit, "–", "Panggil B-001")
    for _ in range(4):
        visit.page.keyboard.down("Space")
        visit.page.wait_for_timeout(120)
    visit.page.keyboard.up("Space")
    shows(visit, "B-001", "Panggil B-002")
    assert called(stage) == ["B-001"]


def test_space_on_another_button_is_that_buttons(console: Console, stage: Stage) -> None:
    """Who walks by Tab presses what has the focus; after a mouse the keys are the pad's again."""
    visit = console("clerk", PAD)
    shows(visit, "–", "Panggil B-001")
    visit.page.focus("#other")
    visit.page.keyboard.press("Space")
    visit.wait("document.getElementById('other-sheet').open")
    visit.page.keyboard.press("Escape")
    visit.page.click("#next")
    shows(visit, "B-001", "Panggil B-002")
    heard(stage)
    visit.page.click("#serve")
    shows(visit, "–", "Panggil B-002")
    press_space(visit)
    shows(visit, "B-002")
    assert called(stage) == ["B-001", "B-002"]


def test_keys_can_be_turned_off(console: Console, stage: Stage) -> None:
    """For whoever dictates or trembles; remembered on this computer."""
    visit = console("clerk", PAD)
    shows(visit, "–", "Panggil B-001")
    visit.page.click("#shortcuts")
    visit.page.reload()
    shows(visit, "–", "Panggil B-001")
    visit.page.keyboard.press("Space")
    visit.page.wait_for_timeout(300)
    assert called(stage) == []
    assert visit.page.get_attribute("#shortcuts", "aria-pressed") == "false"


def test_a_double_click_calls_once(console: Console, stage: Stage) -> None:
    """However fast, and also when the button shows the next number before the second click."""
    visit = console("clerk", PAD)
    shows(visit, "–", "Panggil B-001")
    visit.page.dblclick("#next")
    shows(visit, "B-001", "Panggil B-002")
    visit.page.wait_for_timeout(700)
    spot = visit.page.locator("#recall").bounding_box()
    assert spot
    at = (spot["x"] + 20, spot["y"] + 20)
    visit.page.mouse.click(*at, click_count=2, delay=120)
    visit.wait("document.getElementById('heard').textContent.includes('panggilan ke-2')")
    visit.page.wait_for_timeout(300)
    assert called(stage) == ["B-001"]
    assert stage.state()["recent_calls"][0]["count"] == 2


def test_of_two_pads_the_slower_is_told(console: Console, stage: Stage) -> None:
    """Both showed the same number; nothing is called twice, and what is next is said."""
    one, other = console("clerk", PAD), console("officer", "/console/loket/4")
    shows(other, "–", "Panggil B-001")
    other.page.route("**/next", lambda route: _refuse_get(route))  # it has not heard yet
    shows(one, "–", "Panggil B-001")
    one.page.click("#next")
    shows(one, "B-001")
    other.page.evaluate("document.getElementById('next').click()")
    says(other, "B-001 baru saja dipanggil Loket 3. Berikutnya B-002.")
    assert called(stage) == ["B-001"]
    other.page.unroute("**/next")
    heard(stage)
    one.page.click("#serve")
    shows(other, "–", "Panggil B-002")


def _refuse_get(route: Route) -> None:
    if route.request.method == "GET":
        route.abort()
    else:
        route.continue_()


def test_a_press_whose_answer_was_lost_counts_once(console: Console, stage: Stage) -> None:
    """The network broke after the server had called: the second press is the same one."""
    visit = console("clerk", PAD)
    shows(visit, "–", "Panggil B-001")
    visit.page.route("**/next", lambda route: _lose_answer(route))
    visit.page.click("#next")
    says(visit, "Server tidak terjangkau")
    visit.page.unroute("**/next")
    assert called(stage) == ["B-001"]
    visit.page.route("**/next", lambda route: _refuse_get(route))
    visit.page.wait_for_timeout(650)
    visit.page.evaluate("document.getElementById('next').click()")
    says(visit, "B-001 dipanggil.")
    assert called(stage) == ["B-001"]


def _lose_answer(route: Route) -> None:
    if route.request.method == "POST":
        route.fetch()
    route.abort()


def test_undo_while_nobody_has_heard(console: Console, stage: Stage) -> None:
    """Its seconds run; B takes the call back, and the visit before it goes on."""
    visit = console("clerk", PAD)
    shows(visit, "–", "Panggil B-001")
    visit.page.keyboard.press("Space")
    shows(visit, "B-001", "Panggil B-002")
    heard(stage)
    press_space(visit)
    shows(visit, "B-002", "Panggil B-003")
    assert visit.text("#left") in set("12345")
    visit.page.keyboard.press("b")
    shows(visit, "B-001", "Panggil B-002")
    says(visit, "Panggilan B-002 dibatalkan.")


def test_undo_stays_while_the_hall_hears_it(console: Console, stage: Stage) -> None:
    """A slip is taken back though the voice has begun: nobody is served, and nothing sounds on."""
    visit = console("clerk", PAD)
    shows(visit, "–", "Panggil B-001")
    visit.page.keyboard.press("Space")
    shows(visit, "B-001")
    stage.step(stage.state()["announcements"][-1], "started")
    visit.page.keyboard.press("b")
    shows(visit, "–", "Panggil B-001")
    row = stage.state()["announcements"][-1]
    assert (row["state"], row["reason"]) == ("cancelled", "undone")


def test_the_pad_says_what_was_really_heard(console: Console, stage: Stage) -> None:
    """Or that it was not."""
    visit = console("clerk", PAD)
    shows(visit, "–", "Panggil B-001")
    visit.page.keyboard.press("Space")
    shows(visit, "B-001")
    said = stage.state()["announcements"][-1]
    stage.step(said, "started")
    visit.wait("document.getElementById('heard').textContent.includes('sedang terdengar')")
    stage.step(said, "finished")
    visit.wait("/^terdengar \\d\\d\\.\\d\\d$/.test(document.getElementById('heard').textContent)")
    stage.step(said, "failed", reason="no_device")
    visit.wait("document.querySelector('#heard.is-unheard') !== null")
    assert visit.text("#heard") == "tidak terdengar: tidak ada perangkat suara"


def test_the_pad_follows_the_hall(console: Console, stage: Stage) -> None:
    """Held calls, an empty list, a closed counter: each in words."""
    visit = console("clerk", PAD)
    shows(visit, "–", "Panggil B-001")
    zone = stage.state()["zones"][0]
    stage.append("calls.held", zone=zone | {"held": True, "held_reason": "Indonesia Raya"})
    visit.wait("!document.getElementById('held').hidden")
    assert "ditahan" in visit.text("#held")
    assert "Indonesia Raya" in visit.text("#held")
    counter = next(row for row in stage.state()["counters"] if row["id"] == "3")
    stage.append("counter.closed", counter=counter | {"state": "closed", "reason": "Rapat"})
    shows(visit, "–", "Buka loket")
    assert "Rapat" in visit.text("#status")


def test_a_counter_with_two_services_has_a_button_for_each(console: Console, stage: Stage) -> None:
    """The big one calls whoever is next; the small ones choose the service."""
    counter = next(row for row in stage.state()["counters"] if row["id"] == "3")
    stage.append("counter.changed", counter=counter | {"services": ["dukcapil", "dinkes"]})
    visit = console("clerk", PAD)
    visit.page.get_by_role("button", name="Dinkes · C-001").click()
    shows(visit, "C-001", "Panggil B-001")


@pytest.mark.parametrize("size", SIZES)
def test_everybody_can_use_it(console: Console, stage: Stage, size: str) -> None:
    """No violation in any state, nothing to scroll sideways, and on the pad nothing downwards."""
    visit = console("admin", "/console/loket", SIZES[size])
    shot(visit, f"loket-{size}")
    assert axe(visit.page) == []
    assert sideways(visit) <= 0
    visit.page.goto(stage.url + PAD)
    shows(visit, "–", "Panggil B-001")
    visit.page.keyboard.press("Space")
    shows(visit, "B-001", "Panggil B-002")
    shot(visit, f"pad-{size}")
    assert axe(visit.page) == []
    assert sideways(visit) <= 0
    inside: Any = visit.page.evaluate(
        "document.getElementById('other').getBoundingClientRect().bottom <= innerHeight"
    )
    assert inside
    for sheet in ("other", "transfer", "status"):
        visit.page.evaluate(f"document.getElementById('{sheet}').click()")
        visit.wait(f"document.getElementById('{sheet}-sheet').open")
        shot(visit, f"pad-{sheet}-{size}")
        assert axe(visit.page) == []
        visit.page.keyboard.press("Escape")


@pytest.mark.parametrize("size", ["wide", "small"])
def test_set_up_is_for_everybody(console: Console, stage: Stage, size: str) -> None:
    """No violation, nothing cut off."""
    visit = console("admin", "/console/pengaturan", SIZES[size])
    for path in ("layanan", "layanan/dukcapil", "loket", "loket/3", "loket/baru", "pengeras-suara"):
        visit.page.goto(f"{stage.url}/console/pengaturan/{path}")
        shot(visit, f"pengaturan-{path.replace('/', '-')}-{size}")
        assert axe(visit.page) == []
        assert sideways(visit) <= 0


def test_who_was_not_heard_is_asked_about_first(console: Console, stage: Stage) -> None:
    """By default nothing is done; whoever says yes has it done."""
    visit = console("clerk", PAD)
    shows(visit, "–", "Panggil B-001")
    press_space(visit)
    shows(visit, "B-001", "Panggil B-002")
    visit.page.keyboard.press("t")
    visit.wait("document.getElementById('sure-sheet').open")
    assert "B-001 belum terdengar" in (visit.page.text_content("#sure-question") or "")
    visit.page.keyboard.press("Enter")  # the focus is on "no"
    says(visit, "Tidak ada yang diubah.")
    shows(visit, "B-001", "Panggil B-002")
    visit.page.wait_for_timeout(650)
    visit.page.keyboard.press("t")
    visit.wait("document.getElementById('sure-sheet').open")
    shot(visit, "pad-sure")
    visit.page.click("#sure-yes")
    says(visit, "B-001 tidak hadir.")
    assert stage.state()["recent_calls"][0]["state"] == "no_show"


def test_a_slip_of_the_hand_is_told_or_asked_about(console: Console, stage: Stage) -> None:
    """Letters that no service has are refused with those of the hall; a long jump asks once."""
    visit = console("clerk", PAD)
    shows(visit, "–", "Panggil B-001")
    visit.page.click("#other")
    visit.page.keyboard.type("X-001")
    visit.page.keyboard.press("Enter")
    visit.wait(
        "document.getElementById('other-error').textContent.includes('Huruf di aula ini: A')"
    )
    visit.page.fill("#other-number", "90")
    visit.page.keyboard.press("Enter")
    visit.wait("document.getElementById('sure-sheet').open")
    assert "Tetap panggil B-090?" in (visit.page.text_content("#sure-question") or "")
    visit.page.click("#sure-yes")
    shows(visit, "B-090")
    assert called(stage) == ["B-090"]


def test_who_did_not_come_is_called_again_from_the_list(console: Console, stage: Stage) -> None:
    """Today's numbers lie behind one button: those who did not come first, each with one press."""
    visit = console("officer", "/console/loket/3", (360, 740))
    page = visit.page
    page.click("#next")
    visit.wait("document.querySelector('#number').textContent === 'B-001'")
    page.click("#no-show")
    page.locator("#sure-yes").click()  # nobody has heard it yet
    visit.wait("document.querySelector('#number').textContent === '–'")
    page.click("#list")
    again = page.get_by_role("button", name="Panggil lagi B-001")
    again.wait_for()
    assert "tidak hadir · Loket 3" in page.locator("#list-missed").inner_text()
    shot(visit, "pad-list")
    assert axe(page) == []
    assert sideways(visit) <= 0
    again.click()
    visit.wait("document.querySelector('#number').textContent === 'B-001'")
    visit.wait("!document.querySelector('#list-sheet').open")
    assert "panggilan ke-2" in visit.text("#heard")
