"""The page is right before any script runs, and the script says the same."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from display.hall import WEEKDAYS, next_opening
from display.web.screen.words import ENGLISH, INDONESIAN
from tests.browser.conftest import Open
from tests.browser.stage import Stage, drill, held, make_counter, minutes_ago, puskesmas, silent

WALL = """() => ['top', 'wall', 'board', 'band', 'alarm', 'night'].map(name => {
  const copy = document.querySelector('.' + name).cloneNode(true);
  copy.querySelectorAll('[style]').forEach(one => one.removeAttribute('style'));
  copy.querySelectorAll('#night-code').forEach(one => one.textContent = '');
  copy.querySelectorAll('[class=""]').forEach(one => one.removeAttribute('class'));
  return copy.outerHTML.replace(/>\\s+</g, '><').replace(/\\s+/g, ' ').replace(/ "/g, '"');
})"""


def played(stage: Stage, minutes: float) -> None:
    """Let two calls be spoken, the later one so many minutes ago; one counter pauses."""
    stage.append("counter.changed", counter=make_counter(10, "perpustakaan", state="paused"))
    for number, counter, more in (("A-031", "1", 2), ("E-003", "9", 0)):
        at = minutes_ago(minutes + more)
        said = stage.call(number, counter, "perpustakaan", at=at, queued_at=at)
        stage.step(said, "started", at=at)
        stage.step(said, "finished", at=at)


def test_page_without_a_script_shows_the_call_and_renews_itself(stage: Stage, visit: Open) -> None:
    """A dead script never leaves the hall without numbers."""
    played(stage, 0)
    tv = visit(java_script_enabled=False)
    assert tv.number == "E-003"
    assert tv.text(".where") == "Loket 9"
    assert tv.cell("1") == "A-031 Loket 1"
    assert '<noscript><meta http-equiv="refresh"' in stage.get("/tv")


def closed_by_hours(stage: Stage) -> None:
    """Let the hall be open on the day after tomorrow alone."""
    about = stage.state()["hall"]
    local = datetime.now(UTC) + timedelta(minutes=about["utc_offset_min"])
    day = WEEKDAYS[(local.weekday() + 2) % 7]
    stage.append("hall.changed", hall=about | {"hours": {day: "08:00-12:00, 13:00-15:00"}})


def phone_address(stage: Stage) -> None:
    """Let staff set the address of the QR code."""
    hall = stage.state()["hall"] | {"phone_address": "http://192.168.1.5:8080/"}
    stage.append("hall.changed", hall=hall)


@pytest.mark.parametrize(
    "play",
    [
        lambda stage: None,
        lambda stage: played(stage, 1.5),
        lambda stage: played(stage, 12.5),
        lambda stage: stage.step(stage.recall(stage.call("AB-1001"), 3), "started"),
        lambda stage: (stage.speaker("no_device"), played(stage, 1.5)),
        lambda stage: stage.furnish(17),
        lambda stage: (silent(stage, "Layanan tutup pukul 15.00 WIB."), held(stage)),
        lambda stage: stage.step(drill(stage), "started"),
        lambda stage: puskesmas(stage),
        lambda stage: (played(stage, 12.5), phone_address(stage)),
        lambda stage: phone_address(stage),
        lambda stage: closed_by_hours(stage),
        lambda stage: (closed_by_hours(stage), stage.step(stage.call("B-012"), "started")),
    ],
    ids=[
        *("empty", "in use", "at rest", "last call", "no voice", "many counters"),
        *("text only and held", "drill", "another hall", "QR at rest", "QR before the first call"),
        *("closed by its hours", "a call after hours"),
    ],
)
def test_script_draws_what_the_server_drew(stage: Stage, visit: Open, play) -> None:  # type: ignore[no-untyped-def]
    """One state, one picture: nothing jumps when the script takes over."""
    play(stage)
    for _ in range(4):  # again if the clock's minute or the board's page changed in between
        still = visit(java_script_enabled=False).page.evaluate(WALL)
        live = visit().linked().page.evaluate(WALL)
        if live == still:
            break
    assert live == still


HOURS = {
    "mon": "08:00-12:00, 13:00-15:00",
    "tue": "07:30-11:00",
    "fri": "09:00-10:00, 13:30-24:00",
}


HOLIDAYS = {"2026-11-27": "Libur"}


@pytest.mark.parametrize("page", ["/tv", "/?lang=en"])
def test_script_and_server_know_alike_when_it_opens(stage: Stage, visit: Open, page: str) -> None:
    """At every third hour of a week, in both languages."""
    words = INDONESIAN
    if page != "/tv":
        words = ENGLISH
        stage.append("hall.changed", hall=stage.state()["hall"] | {"languages": ["id", "en"]})
    began = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
    moments = [began + timedelta(hours=3 * step) for step in range(56)]
    said = visit(page).page.evaluate(
        "([hall, moments]) => moments.map((moment) =>"
        " panggil.words.opens(panggil.hours.next(hall, new Date(moment))))",
        [{"hours": HOURS, "closed_days": HOLIDAYS}, [moment.isoformat() for moment in moments]],
    )
    told = [words.opens(moment, next_opening(HOURS, moment, HOLIDAYS)) for moment in moments]
    assert said == told
    assert {"", told[0], told[-1]} < set(told)


def test_closed_hall_is_dark_at_night_and_says_when_it_opens(stage: Stage, visit: Open) -> None:
    """Not while a call is shown; an emergency stands above it."""
    closed_by_hours(stage)
    tv = visit().linked()
    tv.wait("!document.getElementById('night').hidden")
    assert tv.text("#night-opens").endswith("pukul 08.00")
    assert tv.cell("3") == "Tutup Loket 3"
    stage.step(stage.call("B-012"), "started")
    tv.wait("document.getElementById('night').hidden")
    assert tv.cell("3") == "B-012 Loket 3"
    drill(stage)
    tv.wait("!document.getElementById('alarm').hidden")
    assert tv.page.locator("#night").is_hidden()


def test_emergency_needs_no_script(stage: Stage, visit: Open) -> None:
    """It fills a screen whose engine chokes on the script, and stands on phones."""
    drill(stage)
    tv, phone = visit(java_script_enabled=False), visit("/", java_script_enabled=False)
    assert tv.page.locator("#alarm").is_visible()
    assert tv.text("#alarm h1") == "Gempa bumi.Lindungi kepala Anda."
    for one in (tv, phone):
        assert "LATIHAN" in one.text(".alarm")
        assert "Jangan gunakan lift." in one.text(".alarm")


def test_words_of_the_hall_never_become_markup(stage: Stage, visit: Open) -> None:
    """Names and messages come from people; they are shown, letter by letter."""
    evil = '<img src=x onerror="window.hacked=1">"\'</script>'
    service = json.loads(stage.get("/api/v1/state"))["services"][0] | {
        "id": 'a"]{}*{background:red}', "name": evil, "short_name": evil,
        "colour": "red;}*{display:none}",
    }  # fmt: skip
    stage.append("service.changed", service=service)
    stage.append("counter.changed", counter=make_counter(3, service["id"], name=evil))
    stage.step(stage.call("B-012", service=service["id"], caption=evil), "started")
    tv, phone = visit().linked(), visit("/")
    tv.page.wait_for_timeout(500)
    assert tv.text(".where") == tv.text(".whose") == tv.caption == evil
    assert phone.text("#ticket-where") == evil
    for one in (tv, phone):
        own = "[...document.images].every((image) => ['logo', 'qr'].includes(image.id))"
        assert one.page.evaluate(f"window.hacked === undefined && {own}")


def test_start_without_speaking_of_the_past(stage: Stage, visit: Open) -> None:
    """On start and reload the newest ticket hangs there; it does not slide in again."""
    played(stage, 1)
    tv = visit().linked()
    tv.page.wait_for_timeout(600)
    assert tv.number == "E-003"
    assert tv.page.locator(".is-new").count() == 0
    tv.page.reload()
    assert tv.linked().number == "E-003"
    assert tv.page.locator(".is-new").count() == 0


def test_call_that_waits_for_its_voice_is_no_earlier_call(stage: Stage, visit: Open) -> None:
    """The board has it at once; "previous calls" are those that the hall has heard."""
    played(stage, 1)
    stage.call("B-012")
    tv = visit().linked()
    assert tv.cell("3") == "B-012 Loket 3"
    assert tv.text('[data-counter="3"] .soon') == "segera"
    assert tv.text("#strip") == "A-031Loket 13 mnt"
    assert visit(java_script_enabled=False).text("#strip") == "A-031Loket 13 mnt"
