"""The big call-out goes up with the voice, or after a second without one; none is lost."""

from __future__ import annotations

import itertools
import time

from tests.browser.conftest import Open, Visit
from tests.browser.stage import Stage, minutes_ago

WATCH = """() => {
  window.seen = [];
  new MutationObserver(() => {
    const shown = document.querySelector('#ticket .number');
    if (!shown) { return; }
    const number = shown.textContent;
    const last = window.seen[window.seen.length - 1];
    if (!last || last[0] !== number) { window.seen.push([number, Date.now()]); }
  }).observe(document.getElementById('slot'), {childList: true, subtree: true});
}"""


def watched(visit: Open) -> Visit:
    """Open a TV that notes every ticket and when it came up."""
    tv = visit().linked()
    tv.page.evaluate(WATCH)
    return tv


def seen(tv: Visit) -> list[str]:
    """Return the numbers that came up, in order."""
    numbers: list[str] = tv.page.evaluate("window.seen.map(one => one[0])")
    return numbers


def test_board_changes_at_once_and_the_ticket_with_the_voice(stage: Stage, visit: Open) -> None:
    """The table never waits for the voice; eye and ear agree on the call-out."""
    tv = watched(visit)
    said = stage.call("B-012")
    tv.wait("document.querySelector('[data-counter=\"3\"] b').textContent === 'B-012'")
    tv.page.wait_for_timeout(1800)
    assert seen(tv) == []
    stage.step(said, "started")
    tv.shows("B-012")
    assert tv.text("#ticket .where") == "Loket 3"
    assert tv.text("#ticket .whose") == "Dinas Kependudukan dan Catatan Sipil"
    assert "is-called" in (tv.page.locator('[data-counter="3"]').get_attribute("class") or "")


def test_start_event_reaches_the_page_in_time(stage: Stage, visit: Open) -> None:
    """Start event to DOM under 150 ms (the best of five: the machine may be busy)."""
    tv = watched(visit)
    starts = []
    for number in ("A-001", "A-002", "A-003", "A-004", "A-005"):
        said = stage.call(number)
        starts.append(time.time() * 1000)
        stage.step(said, "started")
        tv.shows(number)
        stage.step(said, "finished")
    shown = tv.page.evaluate("window.seen.map(one => one[1])")
    delays = [at - start for at, start in zip(shown, starts, strict=True)]
    assert min(delays) < 150, delays


def test_six_calls_in_one_instant_come_up_one_by_one(stage: Stage, visit: Open) -> None:
    """The call-out changes with the voice, in the order of the queue."""
    tv = watched(visit)
    numbers = [f"A-00{n}" for n in range(1, 7)]
    calls = [stage.call(number, str(n)) for n, number in enumerate(numbers, 1)]
    for said in calls:
        stage.step(said, "started")
        tv.shows(said["ticket"]["number"])
        stage.step(said, "finished")
    assert seen(tv) == numbers


def test_without_a_voice_a_call_comes_up_after_a_second(stage: Stage, visit: Open) -> None:
    """The screen never waits for a voice that is not there."""
    stage.speaker("no_device")
    tv = watched(visit)
    tv.wait("panggil.speaker().state === 'no_device'")
    asked = time.time() * 1000
    stage.call("B-012")
    tv.shows("B-012")
    assert tv.page.evaluate("window.seen[0][1]") - asked >= 900
    assert "tidak tersedia" in tv.caption


def test_without_a_voice_none_is_skipped_and_each_stays(stage: Stage, visit: Open) -> None:
    """Unspoken calls take turns: four seconds each while others wait."""
    stage.speaker("absent")
    tv = watched(visit)
    tv.wait("panggil.speaker().state === 'absent'")
    for number in ("A-001", "A-002", "A-003"):
        stage.step(stage.call(number), "failed", reason="no_device")
    tv.shows("A-003", 20)
    assert seen(tv) == ["A-001", "A-002", "A-003"]
    times = tv.page.evaluate("window.seen.map(one => one[1])")
    assert all(later - earlier >= 3900 for earlier, later in itertools.pairwise(times))


def test_call_that_failed_or_expired_unseen_is_shown(stage: Stage, visit: Open) -> None:
    """A call that nobody heard is at least seen."""
    tv = watched(visit)
    stage.step(stage.call("A-001"), "failed", reason="stalled")
    tv.shows("A-001")
    stage.step(stage.call("A-002"), "expired", reason="queued")
    tv.shows("A-002")


def test_call_that_was_merged_away_is_not_shown(stage: Stage, visit: Open) -> None:
    """Served or recalled before it was spoken: its old announcement never comes up."""
    tv = watched(visit)
    stage.step(stage.call("A-001"), "merged", reason="served")
    stage.step(stage.call("A-002"), "started")
    tv.shows("A-002")
    assert seen(tv) == ["A-002"]


def test_replay_after_a_loss_keeps_the_ticket(stage: Stage, visit: Open) -> None:
    """The same announcement again is the same ticket: it does not slide in twice."""
    tv = watched(visit)
    said = stage.call("B-012")
    stage.step(said, "started")
    tv.shows("B-012")
    tv.page.evaluate("document.getElementById('ticket').dataset.mine = 'yes'")
    stage.step(said, "started", attempt=2)
    tv.wait("panggil.state().announcements[0].attempt === 2")
    assert tv.page.locator("#ticket[data-mine=yes]").count() == 1


def test_recall_is_a_new_ticket_that_says_so(stage: Stage, visit: Open) -> None:
    """Second and last call carry a pill."""
    tv = watched(visit)
    said = stage.call("B-012")
    stage.step(said, "started")
    for count, words in ((2, "Panggilan ke-2"), (3, "Panggilan terakhir")):
        stage.step(stage.recall(said, count), "started")
        tv.wait(f"(document.querySelector('#ticket .pill')||{{}}).textContent === {words!r}")


def test_cancelled_call_is_taken_down(stage: Stage, visit: Open) -> None:
    """Nobody is to walk to a counter that called by mistake; the ticket before it comes back."""
    tv = watched(visit)
    stage.step(stage.call("A-001"), "finished", started_at=minutes_ago(1))
    said = stage.call("B-012")
    stage.step(said, "started")
    tv.shows("B-012")
    call = next(row for row in stage.state()["recent_calls"] if row["ticket"]["number"] == "B-012")
    stage.append("ticket.cancelled", call=call | {"state": "cancelled"})
    tv.shows("A-001")


def test_a_call_of_yesterday_is_taken_down(stage: Stage, visit: Open) -> None:
    """At midnight nobody is called any more: neither large, nor recent, nor on the board."""
    tv = watched(visit)
    said = stage.call("B-012")
    stage.step(said, "started")
    tv.shows("B-012")
    stage.step(said, "finished")
    call, serving = (stage.state()[place][0] for place in ("recent_calls", "now_serving"))
    over = call | {"state": "left_over", "over": True}
    stage.append("ticket.left_over", call=over, now_serving=serving | {"ticket": None})
    tv.wait("document.body.textContent.indexOf('B-012') < 0")


def test_announcement_takes_the_tickets_place_while_it_sounds(stage: Stage, visit: Open) -> None:
    """For those who cannot hear: its words, large; the band is marked by a sun dot meanwhile."""
    tv = watched(visit)
    stage.step(stage.call("B-012"), "finished", started_at=minutes_ago(1))
    tv.shows("B-012")
    said = stage.message("Layanan tutup.")
    stage.step(said, "started")
    tv.wait(words_are("Layanan tutup."))
    assert tv.caption == "Sedang diumumkan"
    assert tv.page.locator(".is-sounding").count() == 1
    assert tv.text("#strip li:first-child b") == "B-012"
    size = "parseFloat(getComputedStyle(document.querySelector('.notice .page')).fontSize)"
    assert tv.page.evaluate(size) >= 7.5 * 7.2
    stage.step(said, "finished")
    tv.wait("!document.getElementById('band').classList.contains('is-sounding')")
    # Two words are read in less than three seconds, counted from their start.
    tv.shows("B-012")


def test_announcement_stays_for_its_reading_time_however_short_its_sound(
    stage: Stage, visit: Open
) -> None:
    """A sound that breaks off, or a chime alone, does not take the words away."""
    tv = watched(visit)
    text = " ".join(f"kata{n}" for n in range(60))
    said = stage.message(text)
    stage.step(said, "started")
    stage.step(said, "finished")
    tv.wait("panggil.state().announcements[0].state === 'finished'")
    pages = tv.page.evaluate("panggil.picture.pages(panggil.state().announcements[0].caption, 80)")
    for number, page in enumerate(pages[1:], 2):
        tv.wait(words_are(page))
        assert tv.text(".notice .count") == f"{number}/{len(pages)}"
    assert " ".join(page.removesuffix(" …") for page in pages) == text


def test_announcement_without_a_voice_is_read_in_the_tickets_place(
    stage: Stage, visit: Open
) -> None:
    """What could not be spoken is shown all the same, without the dot."""
    tv = watched(visit)
    text = "Mobil BG 1234 EA mohon dipindahkan."
    stage.step(stage.message(text), "failed", reason="no_device")
    tv.wait(words_are(text))
    assert tv.page.locator(".is-sounding").count() == 0


def test_texts_without_a_voice_take_turns(stage: Stage, visit: Open) -> None:
    """Each has its reading time, in the order of the queue; none is skipped."""
    stage.speaker("absent")
    tv = watched(visit)
    tv.wait("panggil.speaker().state === 'absent'")
    for text in ("Satu.", "Dua.", "Tiga."):
        stage.step(stage.message(text), "failed", reason="no_device")
    for text in ("Satu.", "Dua.", "Tiga."):
        tv.wait(words_are(text))


def test_call_goes_before_words_that_nobody_says(stage: Stage, visit: Open) -> None:
    """Who is called sees it at once; the rest of the reading time comes after the call."""
    tv = watched(visit)
    text = " ".join(f"kata{n}" for n in range(90))
    stage.step(stage.message(text), "failed", reason="voice_failed")
    tv.wait("document.querySelector('.notice')")
    said = stage.call("B-012")
    stage.step(said, "started")
    tv.shows("B-012")
    stage.step(said, "finished")
    tv.wait("document.querySelector('#ticket.notice')")


def test_cancelled_announcement_is_gone_at_once(stage: Stage, visit: Open) -> None:
    """Words that staff took back are not read on."""
    tv = watched(visit)
    said = stage.message(" ".join(f"kata{n}" for n in range(60)))
    stage.step(said, "started")
    tv.wait("document.querySelector('.notice')")
    stage.step(said, "cancelled")
    tv.wait("!document.querySelector('#ticket.notice')")


def words_are(text: str) -> str:
    """Return a script's expression: these words stand in the ticket's place."""
    return f"document.querySelector('.notice .page').textContent === {text!r}"


def test_emergency_takes_the_whole_picture(stage: Stage, visit: Open) -> None:
    """Words first, LATIHAN as a label, until it ends."""
    tv = watched(visit)
    text = "LATIHAN. Gempa bumi. Lindungi kepala Anda."
    said = stage.message(text, priority="emergency", drill=True)
    stage.step(said, "started")
    tv.page.locator("#alarm").wait_for(state="visible")
    assert tv.page.locator("#alarm-title div").all_text_contents() == [
        "Gempa bumi.", "Lindungi kepala Anda."
    ]  # fmt: skip
    assert tv.page.locator("#drill").is_visible()
    stage.step(said, "finished")
    tv.page.locator("#alarm").wait_for(state="hidden")
