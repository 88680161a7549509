"""The page "Sekarang": what the hall hears, what waits, and what staff can do about it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route

from display.clock import iso_after, iso_now
from tests.browser.axe import axe
from tests.browser.conftest import Visit
from tests.browser.stage import Row, Stage
from tests.console.conftest import PHONE, WIDE, Console, shot, sideways

SIZES = {"wide": WIDE, "phone": PHONE, "small": (360, 640), "huge": (1920, 1080)}


def fault(code: str = "speaker.no_device", **more: str) -> Row:
    """Return a fault that stands."""
    return {
        "code": code,
        "subject": "main",
        "since": iso_now(),
        "sentence": "Perangkat suara tidak ditemukan; panggilan hanya tampil di layar.",
        "action": "Periksa kabel suara, amplifier, dan pilihan perangkat suara.",
        "state": "raised",
        **more,
    }


def busy(stage: Stage) -> list[Row]:
    """Let a busy hall be: one call sounds, others wait; returns the announcements in order."""
    sounding = stage.call("B-012", "3", "dukcapil")
    stage.order("air", announcement_id=sounding["id"])
    stage.step(sounding, "started", at=iso_after(-4), duration_ms=9000)
    waiting = [
        stage.message(
            "Pemilik kendaraan BG 1907 EQ harap memindahkan kendaraan.", priority="urgent"
        ),
        stage.call("C-007", "5", "dinkes"),
        stage.call("A-033", "1", "dpmptsp", count=2),
        stage.call("F-046", "11", "bank-sumselbabel"),
    ]
    return [sounding, *waiting]


def order(visit: Visit) -> list[str]:
    """Return what waits, in order, as the page shows it."""
    return visit.page.locator("#waiting .what").all_text_contents()


def told(visit: Visit, words: str) -> None:
    """Wait until the page says these words to those who cannot see it as well."""
    visit.wait(f"document.querySelector('#told[role=status]').textContent.includes({words!r})")


@pytest.mark.parametrize("size", SIZES)
def test_the_page_shows_a_busy_hall_at_every_size(
    console: Console, staff: Stage, size: str
) -> None:
    """Nothing sticks out, axe has nothing to say, and the queue is told in order."""
    busy(staff)
    staff.append("fault.raised", fault=fault())
    visit = console("officer", "/console", SIZES[size])
    visit.wait("document.querySelectorAll('#waiting > li').length === 4")
    visit.wait("document.querySelectorAll('#zones input').length")
    assert visit.text("#sounding-title") == "B-012"
    assert order(visit)[0] == "Pengumuman"
    visit.page.wait_for_timeout(300)
    shot(visit, f"now-{size}")
    assert axe(visit.page) == []
    assert sideways(visit) <= 0


def listen(visit: Visit) -> None:
    """Count the tones that the page plays from now on; a ring is three."""
    visit.page.evaluate(
        """() => {
          const start = OscillatorNode.prototype.start;
          window.tones = 0;
          OscillatorNode.prototype.start = function (at) {
            window.tones += 1;
            start.call(this, at);
          };
        }"""
    )


def press(visit: Visit, name: str) -> None:
    """Tab to the button of that name and press it, as somebody without a mouse does."""
    page = visit.page
    page.focus("#isi")
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = (
            "document.activeElement.getAttribute('aria-label') || document.activeElement.innerText"
        )
        if page.evaluate(focused) == name:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no way by Tab to {name!r}")


def test_the_queue_is_steered_by_keyboard_alone(console: Console, staff: Stage) -> None:
    """Move up, skip, stop: each answers in words, and the list is what the server says."""
    sounding, *_ = busy(staff)
    visit = console("officer")
    visit.wait("document.querySelectorAll('#waiting > li').length === 4")
    press(visit, "Naikkan F-046")
    told(visit, "F-046 didahulukan")
    visit.wait("document.querySelectorAll('#waiting .what')[1].textContent === 'F-046'")
    assert "F-046" in visit.page.evaluate("document.activeElement.closest('li').textContent")
    press(visit, "Lewati A-033")
    told(visit, "A-033 dilewati")
    visit.wait("document.querySelectorAll('#waiting > li').length === 3")
    press(visit, "Hentikan B-012")
    told(visit, "B-012 dihentikan")
    (row,) = [row for row in staff.state()["announcements"] if row["id"] == sounding["id"]]
    assert (row["state"], row["reason"]) == ("cancelled", "asked")


def test_what_is_gone_is_refused_in_plain_words(console: Console, staff: Stage) -> None:
    """Two officers at once: the second is told what happened, and nothing breaks."""
    _, urgent, call, *_ = busy(staff)
    visit = console("officer")
    visit.wait("document.querySelectorAll('#waiting > li').length === 4")

    def other_was_first(route: Route) -> None:
        staff.step(call, "finished", started_at=iso_now())
        route.continue_()

    # It ends while the request is on its way: no page can have been told before.
    visit.page.route("**/api/v1/announcements/*/cancel", other_was_first)
    visit.page.click("text=Lewati >> nth=0")
    told(visit, "sudah berakhir")
    assert urgent["id"]


def test_calls_are_held_and_resumed_by_keyboard(console: Console, staff: Stage) -> None:
    """A reason may be given; the band says since when and how many wait, and ends it."""
    busy(staff)
    visit = console("officer")
    visit.wait("document.querySelectorAll('#waiting > li').length === 4")
    press(visit, "Tahan panggilan")
    visit.page.keyboard.type("Indonesia Raya")
    visit.page.keyboard.press("Enter")
    told(visit, "Panggilan ditahan")
    visit.wait("!document.getElementById('held').hidden")
    visit.wait("document.querySelectorAll('#waiting .pill-held:not([hidden])').length === 3")
    assert "Indonesia Raya" in visit.text("#held-words")
    assert "Oleh officer sejak" in visit.text("#held-note")
    assert "3 panggilan menunggu" in visit.text("#held-note")
    shot(visit, "now-held")
    assert axe(visit.page) == []
    press(visit, "Lanjutkan panggilan")
    told(visit, "dilanjutkan")
    visit.wait("document.getElementById('held').hidden")


def test_a_fault_sounds_once_and_is_taken_by_name(console: Console, staff: Stage) -> None:
    """A new fault sounds, an acknowledged one never; it stands until the system clears it."""
    visit = console("officer")
    visit.wait("document.querySelectorAll('#health > li').length === 7")
    listen(visit)
    visit.page.click("#sounding-label")  # a browser sounds only after a press
    staff.append("fault.raised", fault=fault())
    visit.wait("window.tones === 3")
    press(visit, "Saya tangani: Perangkat suara tidak ditemukan; panggilan hanya tampil di layar.")
    told(visit, "Anda menangani")
    visit.wait("document.querySelectorAll('#faults > li').length === 0")
    assert "ditangani officer" in visit.text("#taken")
    shot(visit, "now-taken")
    other = console("viewer")
    other.wait("document.querySelectorAll('#taken > li').length === 1")
    listen(other)
    other.page.click("#sounding-label")
    other.page.wait_for_timeout(500)
    assert other.page.evaluate("window.tones") == 0
    staff.append("fault.raised", fault=fault("disk.nearly_full"))
    visit.wait("window.tones === 6")
    staff.append("fault.cleared", fault=fault(state="cleared"))
    visit.wait("document.getElementById('taken').hidden")


def test_a_browser_that_keeps_still_offers_a_button(console: Console, staff: Stage) -> None:
    """A fault that came while the page could not sound is heard as soon as it can."""
    staff.append("fault.raised", fault=fault())
    visit = console("officer")
    visit.wait("document.querySelectorAll('#faults > li').length === 1")
    assert visit.page.is_visible("#sound")
    listen(visit)
    visit.page.click("#sound")
    visit.wait("window.tones === 3")
    assert not visit.page.is_visible("#sound")


def test_volume_and_manner_are_set_by_keyboard(console: Console, staff: Stage) -> None:
    """A slider, a switch and a choice, kept by the server and shown to every other page."""
    visit, other = console("officer"), console("viewer")
    visit.wait("document.querySelectorAll('#zones input').length === 2")
    visit.page.focus("#volume-main")
    for _ in range(4):
        visit.page.keyboard.press("ArrowLeft")
    told(visit, "Volume 80 persen")
    visit.page.focus("#fair-main")
    visit.page.keyboard.press("Space")
    told(visit, "menurut urutan datang")
    visit.page.select_option("#form-main", "always")
    told(visit, "selalu")
    (zone,) = staff.state()["zones"]
    assert (zone["volume"], zone["fair"], zone["short_form"]) == (80, False, "always")
    other.wait("document.querySelector('#zones output').textContent === '80 %'")
    assert other.page.is_disabled("#volume-main")


@pytest.mark.parametrize("role", ["viewer", "clerk"])
def test_who_only_looks_has_no_buttons(console: Console, staff: Stage, role: str) -> None:
    """All of the hall to see, nothing to press but the sound."""
    busy(staff)
    staff.append("fault.raised", fault=fault())
    visit = console(role)
    visit.wait("document.querySelectorAll('#waiting > li').length === 4")
    assert visit.page.locator("main button:visible").all_text_contents() == ["Aktifkan bunyi"]
    shot(visit, f"now-{role}")
    assert axe(visit.page) == []


def test_a_drill_is_shown_and_ended(console: Console, staff: Stage) -> None:
    """A band says what goes on and ends it."""
    row = staff.message(
        "LATIHAN. Silakan menuju pintu terdekat.",
        priority="emergency",
        drill=True,
        until_ended=True,
        expires_at=iso_after(600),
    )
    staff.order("air", announcement_id=row["id"])
    staff.step(row, "started", duration_ms=8000)
    visit = console("officer")
    visit.wait("document.querySelectorAll('#emergencies > li').length === 1")
    assert "Latihan sedang diumumkan" in visit.text("#emergencies")
    shot(visit, "now-drill")
    assert axe(visit.page) == []
    press(visit, "Akhiri latihan")
    told(visit, "Latihan diakhiri")
    visit.wait("document.querySelectorAll('#emergencies > li').length === 0")


def test_a_lost_link_is_told_and_nothing_can_be_pressed(
    console: Console, staff: Stage, browser
) -> None:
    """Since when, and why the buttons do nothing; it ends by itself."""
    busy(staff)
    visit = console("officer")
    visit.wait("document.querySelectorAll('#waiting > li').length === 4")
    visit.page.context.set_offline(True)
    visit.page.evaluate("WebSocket.prototype.send = () => {}")
    visit.wait("!document.getElementById('offline').hidden", 12)
    assert "Koneksi ke server terputus sejak" in visit.text("#offline-words")
    press(visit, "Lewati A-033")
    told(visit, "Koneksi ke server terputus")
    shot(visit, "now-offline")
    visit.page.context.set_offline(False)
    visit.page.reload()
    visit.wait("document.querySelectorAll('#waiting > li').length === 4")
    assert not visit.page.is_visible("#offline")


def test_the_advice_is_taken_with_one_press(console: Console, staff: Stage) -> None:
    """When calls come faster than they can be spoken the short form is offered."""
    zone = staff.state()["zones"][0]
    staff.append("zone.changed", zone=zone | {"short_form": "never"})
    for number in range(60):
        staff.call(f"A-{number:03}", "1", "dpmptsp")
    visit = console("officer")
    visit.wait("document.getElementById('use-short').hidden === false")
    assert "lebih cepat daripada dapat diucapkan" in visit.text("#air-advice")
    shot(visit, "now-overload")
    press(visit, "Pakai bentuk singkat")
    told(visit, "bentuk singkat")
    assert staff.state()["zones"][0]["short_form"] == "always"


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_every_page_tells_of_a_fault_in_its_menu(console: Console, staff: Stage, size: str) -> None:
    """Whoever works elsewhere sees it too, until somebody takes care of it."""
    visit = console("officer", "/console/akun", SIZES[size])
    row = fault()
    staff.append("fault.raised", fault=row)
    visit.wait("document.title.startsWith('(1 gangguan)')")
    assert visit.text(".nav .badge") == "1 gangguan"
    shot(visit, f"badge-{size}")
    assert axe(visit.page) == []
    staff.append(
        "fault.acknowledged",
        fault=row | {"acknowledged_by": "officer", "acknowledged_at": iso_now()},
    )
    visit.wait("document.querySelector('.nav .badge').hidden")


def test_text_only_and_what_became_of_announcements(console: Console, staff: Stage) -> None:
    """What is only shown can be taken down; the last announcements say what became of them."""
    shown = staff.message('<img src="x" onerror="alert(1)"> pukul 15.00.', silent=True)
    mute = staff.message("Mohon antre dengan tertib.")
    staff.step(mute, "started", duration_ms=3000)
    staff.step(mute, "finished", reason="without_voice")
    visit = console("officer")
    visit.wait("document.querySelectorAll('#texts > li').length === 1")
    visit.wait("document.querySelectorAll('#today > li').length === 1")
    assert '<img src="x" onerror="alert(1)"> pukul 15.00.' in visit.text("#texts")
    assert visit.page.locator("main img").count() == 0
    assert "hanya nada dan teks" in visit.text("#today")
    assert axe(visit.page) == []
    press(visit, "Turunkan Pengumuman")
    told(visit, "diturunkan dari layar")
    visit.wait("document.getElementById('texts-part').hidden")
    states = {row["id"]: row["state"] for row in staff.state()["announcements"]}
    assert states[shown["id"]] in {"finished", "cancelled"}


@pytest.mark.parametrize("size", ["wide", "small"])
def test_what_is_told_covers_nothing_that_can_be_pressed(
    console: Console, staff: Stage, size: str
) -> None:
    """Wherever the page is scrolled to; where there is no room it stands in the page itself."""
    busy(staff)
    visit = console("officer", "/console", SIZES[size])
    visit.wait("document.querySelectorAll('#waiting > li').length === 4")
    visit.page.get_by_role("button", name="Lewati A-033").click()
    told(visit, "A-033 dilewati")
    covered = visit.page.evaluate(
        """() => {
          const own = document.getElementById("told").getBoundingClientRect();
          return [...document.querySelectorAll("main :is(button, a, input, select)")]
            .map((one) => [one.textContent, one.getBoundingClientRect()])
            .filter(([, one]) => one.width && one.right > own.left && one.left < own.right
              && one.bottom > own.top && one.top < own.bottom).map(([words]) => words);
        }"""
    )
    shot(visit, f"told-{size}")
    assert covered == []
