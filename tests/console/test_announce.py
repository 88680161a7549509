"""The page of announcements: everything that the hall hears by the hand of staff."""

from __future__ import annotations

import re
import urllib.parse
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from display.clock import iso_after
from tests.audio.recordings.sounds import file_of, murmur
from tests.browser.axe import axe
from tests.browser.chromium import chromium
from tests.browser.stage import Row, Stage
from tests.console.conftest import PHONE, WIDE, Console, shot, sideways

SIZES = {"wide": WIDE, "phone": PHONE, "small": (360, 640), "huge": (1920, 1080)}
HERE = "/console/pengumuman"
# A name for the stage that is no localhost: there a browser hides the microphone.
OUTSIDE = "aula.test"


@pytest.fixture(scope="module")
def browser() -> Browser:
    """A Chromium whose microphone beeps, and which finds the stage under another name."""
    ears = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    names = (f"--host-resolver-rules=MAP {OUTSIDE} 127.0.0.1",)
    return chromium(*ears, *names)


def announcements(stage: Stage) -> list[Row]:
    """Return every announcement, as the API tells them, in order of arrival."""
    rows: list[Row] = stage.state()["announcements"]
    return rows


def choose(page: Page, what: str) -> None:
    """Open template, text, microphone or file."""
    page.locator(f"input[name=what][value={what}]").check()


def put_file(page: Page, data: bytes, name: str = "jingle.wav", field: str = "#f-file") -> None:
    """Choose a file, as people do."""
    page.set_input_files(field, {"name": name, "mimeType": "audio/wav", "buffer": data})


@pytest.mark.parametrize("size", SIZES)
def test_the_page_is_for_everybody_at_every_size(console: Console, size: str) -> None:
    """Nothing sticks out and axe has nothing to say, whatever is open."""
    visit = console("officer", HERE, SIZES[size])
    page = visit.page
    for what in ("file", "microphone", "text", "template", "emergency"):
        choose(page, "template" if what == "emergency" else what)
        if what == "emergency":
            page.get_by_label("Gempa bumi", exact=True).check()
        elif what == "template":
            page.get_by_label("Anak dicari", exact=True).check()
        elif what == "text":
            page.fill("#f-text", "Dukcapil.")
            page.wait_for_selector("#sound[src]")
        shot(visit, f"announce-{what}-{size}")
        assert sideways(visit) <= 0, what
        if size in {"wide", "phone"}:
            assert axe(page) == [], what


def test_a_template_by_the_keyboard_alone(console: Console, staff: Stage) -> None:
    """From the menu to the hall with Tab, arrows, letters and Enter; asked once."""
    visit = console("officer", HERE)
    page = visit.page
    keys = page.keyboard
    page.locator("#isi").focus()
    keys.press("Tab")  # what is announced
    keys.press("Tab")  # the templates
    keys.press("Space")
    for _ in range(10):
        keys.press("ArrowRight")
    assert page.locator("[name=template]:checked").input_value() == "kendaraan"
    keys.press("Tab")
    keys.type("bg 1907 eq")
    visit.wait("document.querySelector('#caption').textContent.includes('1907')")
    assert visit.text("#caption") == "Pemilik kendaraan BG 1907 EQ harap memindahkan kendaraannya."
    page.locator("[name=silent]").focus()
    keys.press("Space")  # nothing need be spoken here
    visit.wait("document.querySelector('#preview-words').textContent.includes('teks')")
    page.locator("#send").focus()
    keys.press("Enter")
    page.wait_for_selector("#confirm[open]")
    assert page.evaluate("document.activeElement.id") == "confirm-send"
    shot(visit, "announce-confirm")
    assert axe(page) == []
    keys.press("Enter")
    page.wait_for_selector("#sent li")
    (row,) = announcements(staff)
    assert (row["template"], row["silent"], row["priority"]) == ("kendaraan", True, "urgent")


def test_what_is_empty_or_wrong_is_said_next_to_it(console: Console) -> None:
    """The field is named, marked and focused; nothing is sent."""
    visit = console("officer", HERE)
    page = visit.page
    page.click("#send")
    assert visit.text("#e-template") == "Pilih templat dahulu."
    page.wait_for_timeout(1000)  # the preview that the page asked for at its start comes to nothing
    assert visit.text("#e-template") == "Pilih templat dahulu."
    page.get_by_label("Kendaraan", exact=True).check()
    page.click("#send")
    assert visit.text("#e-fields-plat") == "Isi bagian ini."
    assert page.evaluate("document.activeElement.id") == "f-fields-plat"
    page.fill("#f-fields-plat", "bukan pelat")
    visit.wait("document.querySelector('#e-fields-plat').textContent.includes('BG')")
    assert page.get_attribute("#f-fields-plat", "aria-invalid") == "true"
    assert axe(page) == []
    choose(page, "text")
    page.fill("#f-text", "☃☃☃")
    visit.wait("document.querySelector('#e-text')?.textContent.includes('kata')")


def test_a_message_spoken_into_the_microphone(console: Console, staff: Stage) -> None:
    """Recorded, listened to, levelled by the server, confirmed, announced."""
    visit = console("officer", HERE)
    page = visit.page
    choose(page, "microphone")
    page.click("#record")
    visit.wait("document.querySelector('#record').textContent === 'Berhenti'")
    visit.wait("document.querySelector('#record-level').value > 0.05")
    visit.wait("document.querySelector('#record-time').textContent >= '0.02'")
    shot(visit, "announce-recording")
    assert announcements(staff) == []
    page.click("#record")
    page.wait_for_selector("#record-use:visible")
    page.click("#record-listen")
    page.click("#record-use")
    page.wait_for_selector("#sound[src]", timeout=20_000)
    assert visit.text("#chosen-name").startswith("Rekaman ")
    page.fill("#f-caption", "Pesan dari petugas.")
    visit.wait("document.querySelector('#caption').textContent === 'Pesan dari petugas.'")
    shot(visit, "announce-recorded")
    assert axe(page) == []
    visit.wait("document.querySelector('#preview-words').textContent.includes('dtk')")
    page.click("#send")
    page.wait_for_selector("#confirm[open]")
    page.click("#confirm-send")
    page.wait_for_selector("#sent li")
    (row,) = announcements(staff)
    assert re.fullmatch("[0-9a-f]{64}", row["recording"])
    assert row["caption"] == "Pesan dari petugas."


def test_without_https_a_phones_own_recorder_does(
    browser: Browser, console: Console, staff: Stage
) -> None:
    """The browser hides the microphone: the page says so, and takes a file instead."""
    address = urllib.parse.urlsplit(staff.url)
    outside = f"http://{OUTSIDE}:{address.port}"
    visit = console("", "/console/masuk")
    page = visit.page
    page.goto(outside + "/console/masuk?lanjut=" + HERE)
    page.fill("[name=name]", "officer")
    page.fill("[name=password]", "angsa-kecil-di-lematang")
    page.click("form button[type=submit]")
    page.wait_for_url(lambda at: HERE in at and "masuk" not in at)
    choose(page, "microphone")
    assert not page.locator("#recorder").is_visible()
    assert "https" in visit.text("#no-microphone-words")
    shot(visit, "announce-insecure")
    assert axe(page) == []
    assert page.get_attribute("#f-capture", "capture") is not None
    put_file(page, file_of(murmur()), "Recording 12.m4a", "#f-capture")  # the browser reads it
    page.wait_for_selector("#sound[src]", timeout=20_000)
    assert visit.text("#chosen-name") == "Recording 12"


def test_a_file_that_is_no_sound_is_refused_in_words(console: Console, staff: Stage) -> None:
    """Wrong type, nothing in it, silence: a sentence each, and the next file is taken."""
    visit = console("officer", HERE)
    page = visit.page
    choose(page, "file")
    for data, words in (
        (b"", "kosong"),
        (b"hello " * 200, "bukan suara"),
        (file_of(murmur())[:-9000], "terpotong"),
        (file_of(0 * murmur()), "Tidak terdengar apa-apa"),
    ):
        put_file(page, data)
        visit.wait(f"document.querySelector('#e-sound').textContent.includes({words!r})")
    shot(visit, "announce-refused")
    assert axe(page) == []
    put_file(page, file_of(murmur()), "Indonesia Raya.wav")
    page.wait_for_selector("#sound[src]", timeout=15_000)
    assert visit.text("#chosen-name") == "Indonesia Raya"
    assert not page.locator("#e-sound").is_visible()
    page.get_by_role("button", name="Hapus Indonesia Raya").click()
    page.get_by_role("button", name="Hapus Indonesia Raya").click()
    page.wait_for_selector("#no-recordings:visible")


def test_an_upload_that_breaks_off_says_that_nothing_is_kept(
    console: Console, staff: Stage
) -> None:
    """The network goes: the page stays, with the reason."""
    visit = console("officer", HERE)
    page = visit.page
    choose(page, "file")
    page.route("**/api/v1/recordings?*", lambda route: route.abort())
    put_file(page, file_of(murmur()))
    visit.wait("document.querySelector('#e-sound').textContent.includes('terputus')")
    page.unroute("**/api/v1/recordings?*")
    put_file(page, file_of(murmur()))
    page.wait_for_selector("#sound[src]", timeout=15_000)


def test_a_drill_needs_two_steps_and_is_ended_here(console: Console, staff: Stage) -> None:
    """Chosen, then the word typed; a wrong word sends nothing; a band stands until it is ended."""
    visit = console("officer", HERE)
    page = visit.page
    choose(page, "text")
    page.fill("#f-text", "Dukcapil.")
    page.select_option("#f-priority", "emergency")
    page.locator("[name=drill]").check()
    assert "sistem alarm suara" in visit.text(".note-alarm")
    visit.wait("document.querySelector('#caption').textContent.includes('LATIHAN')")
    page.route("**/api/v1/announcements/preview", answer_as_made)
    page.click("#send")
    page.wait_for_selector("#confirm[open]")
    assert page.evaluate("document.activeElement.id") == "confirm-word"
    page.keyboard.type("ya")
    page.keyboard.press("Enter")
    assert "LATIHAN" in visit.text("#e-confirm")
    shot(visit, "announce-drill-confirm")
    assert axe(page) == []
    assert announcements(staff) == []
    page.fill("#confirm-word", "latihan")
    page.keyboard.press("Enter")
    page.wait_for_selector("#emergencies .band")
    (row,) = announcements(staff)
    assert (row["drill"], row["until_ended"], row["priority"]) == (True, True, "emergency")
    assert row["caption"] == "LATIHAN. Dukcapil."
    shot(visit, "announce-drill-runs")
    page.get_by_role("button", name="Akhiri latihan").click()
    page.wait_for_selector("#emergencies .band", state="detached")
    assert announcements(staff)[0]["state"] == "cancelled"


def answer_as_made(route: Any) -> None:
    """Answer a preview as if the voice had made it: this stage's voice need not work for it."""
    route.fulfill(
        json={
            "caption": "LATIHAN. Dukcapil.",
            "words": "latihan. dukcapil. latihan.",
            "sound": "0" * 64,
            "duration_ms": 5000,
        }
    )


def test_progress_to_the_second_and_cancelled_at_any_time(console: Console, staff: Stage) -> None:
    """Its place in the queue, then how far it sounds, then what became of it."""
    visit = console("officer", HERE)
    page = visit.page
    staff.call("B-012", "3", "dukcapil")
    staff.call("C-007", "5", "dinkes")
    said = staff.message("Layanan beristirahat pukul dua belas.")
    visit.wait("document.querySelector('#sent li')?.textContent.includes('giliran ke-3')")
    staff.step(said, "started", at=iso_after(-4), duration_ms=90_000)
    visit.wait(
        "/terdengar, \\d+ dari 1 mnt 30 dtk/.test(document.querySelector('#sent').textContent)"
    )
    assert page.locator("#sent progress").evaluate("bar => bar.value") >= 3
    shot(visit, "announce-progress")
    assert axe(page) == []
    page.get_by_role("button", name=re.compile("^Hentikan: Layanan")).click()
    visit.wait("!document.querySelector('#sent li')")
    rows = {row["id"]: row for row in announcements(staff)}
    assert rows[said["id"]]["state"] == "cancelled"


def test_what_had_no_voice_is_sent_again_with_one_press(console: Console, staff: Stage) -> None:
    """Of it the hall heard a chime: whoever sees the page is offered to say it once more."""
    mute = staff.message("Dukcapil.")
    staff.step(mute, "started", duration_ms=1300)
    staff.step(mute, "finished", reason="without_voice")
    visit = console("officer", HERE)
    visit.wait("document.querySelector('#sent li')?.textContent.includes('anya nada dan teks')")
    shot(visit, "announce-without-voice")
    assert axe(visit.page) == []
    visit.page.get_by_role("button", name="Kirim lagi: Dukcapil.").click()
    visit.wait("document.querySelectorAll('#sent li').length === 2")
    rows = [row for row in announcements(staff) if row["id"] != mute["id"]]
    assert [row["caption"] for row in rows] == ["Dukcapil."]


def test_an_earlier_announcement_again(console: Console, staff: Stage) -> None:
    """From the history: its words and manner as they were, to be looked at and sent once more."""
    said = staff.message("Dukcapil.", priority="urgent", repeats=1)
    staff.step(said, "finished")
    visit = console("officer", f"{HERE}?dari={said['id']}")
    page = visit.page
    assert page.input_value("#f-text") == "Dukcapil."
    assert (page.input_value("#f-priority"), page.input_value("#f-repeat")) == ("urgent", "1")


def test_who_may_not_announce_has_no_such_page(console: Console) -> None:
    """A clerk is told so; the menu does not offer it."""
    visit = console("clerk", "/console")
    assert visit.page.locator(f".nav a[href='{HERE}']").count() == 0
    answer = visit.page.goto(visit.page.url.split("/console")[0] + HERE)
    assert answer
    assert answer.status == 403


SEND = """async () => {
  const api = await import(document.querySelector('script[src*="badge.js"]').src
    .replace(/badge.js.*/, "api.js"));
  await api.ask("POST", "/announcements", { text: "Silakan menuju loket 9." });
}"""


def test_whoever_sent_what_nobody_heard_is_told(console: Console, staff: Stage) -> None:
    """At the head of whatever page they are on, until they say that they know; nobody else is."""
    visit, other = console("officer"), console("admin")
    visit.page.evaluate(SEND)
    (row,) = [row for row in staff.state()["announcements"] if row["kind"] == "message"]
    staff.step(row, "expired", reason="queued")
    visit.page.goto(staff.url + "/console/akun")
    band = visit.page.locator("li.band", has_text="Pengumuman Anda tidak terdengar")
    band.wait_for()
    assert "kedaluwarsa: giliran tidak tiba" in band.inner_text()
    shot(visit, "unheard-mine")
    assert sideways(visit) <= 0
    band.get_by_role("button", name="Mengerti").click()
    band.wait_for(state="hidden")
    visit.page.reload()
    visit.wait("document.querySelector('ul.bands[aria-label^=Pengumuman]').hidden")
    assert band.count() == 0
    assert other.page.locator("li.band", has_text="Pengumuman Anda").count() == 0
