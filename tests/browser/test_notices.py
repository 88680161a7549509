"""What the wall says beside the calls: text only, a hold, emergencies and drills."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open, Visit
from tests.browser.stage import Stage, drill, held, silent

TEXT = "Layanan tutup pukul 15.00 WIB."
SENTENCE = "Kepada seluruh pengunjung dimohon meninggalkan ruangan dengan tenang "


def running(tv: Visit) -> str:
    """Return the running text, once."""
    return str(tv.page.evaluate("document.getElementById('track').panggilText"))


def test_text_only_runs_and_leaves_the_caption_to_the_calls(stage: Stage, visit: Open) -> None:
    """Until it ends; no call-out, no dot, and the caption stays that of the call."""
    tv = visit().linked()
    said = silent(stage, TEXT)
    tv.wait(f"document.getElementById('track').panggilText === {TEXT!r}")
    assert tv.page.locator(".is-sounding").count() == 0
    other = stage.call("B-012")
    stage.step(other, "started")
    tv.shows("B-012")
    assert tv.caption == other["caption"]
    silent(stage, "Bawa KTP asli.")
    tv.wait("document.getElementById('track').panggilText.indexOf('KTP') > 0")
    assert running(tv) == f"{TEXT} · Bawa KTP asli."
    stage.step(said, "finished")
    tv.wait("document.getElementById('track').panggilText === 'Bawa KTP asli.'")


def test_visitors_are_told_that_calls_are_held(stage: Stage, visit: Open) -> None:
    """As long as they are; the board goes on."""
    tv = visit().linked()
    held(stage)
    tv.wait("document.getElementById('caption').textContent.indexOf('ditunda sejenak') > 0")
    stage.call("B-012")
    tv.wait("document.querySelector('.cell[data-counter=\"3\"] b').textContent === 'B-012'")
    held(stage, on=False)
    tv.wait("document.getElementById('caption').textContent.indexOf('ditunda') < 0")


def test_emergency_stands_while_its_voice_is_made_and_without_a_speaker(
    stage: Stage, visit: Open
) -> None:
    """The screens never wait for the voice."""
    stage.speaker("absent")
    tv = visit().linked()
    said = drill(stage)
    stage.append("announcement.preparing", announcement=said | {"state": "preparing"})
    tv.page.locator("#alarm").wait_for(state="visible")
    assert "berulang sampai dinyatakan selesai" in tv.text("#alarm .foot")
    stage.step(said, "cancelled")
    tv.page.locator("#alarm").wait_for(state="hidden")


def test_the_real_thing_is_never_labelled_a_drill(stage: Stage, visit: Open) -> None:
    """It takes the place of a drill, whichever came last; words alone make no drill."""
    tv = visit().linked()
    real = stage.message("Latihan dibatalkan. Kebakaran.", priority="emergency")
    drill(stage)
    tv.page.locator("#alarm").wait_for(state="visible")
    assert not tv.page.locator("#drill").is_visible()
    assert tv.text("#alarm-title") == "Latihan dibatalkan.Kebakaran."
    stage.step(real, "cancelled")
    tv.page.locator("#drill").wait_for(state="visible")


@pytest.mark.parametrize(
    ("title", "rest"), [(48, 110), (110, 240), (200, 240), (20, 410), (430, 0)]
)
def test_every_length_of_an_emergency_has_room(
    stage: Stage, visit: Open, title: int, rest: int
) -> None:
    """Nothing runs into the foot line or over the edge, with the drill's label above."""
    words = [(SENTENCE * 8)[: count - 1].rstrip() + "." for count in (title, rest) if count]
    drill(stage, caption=f"LATIHAN. {' '.join(words)}")
    tv = visit().linked()
    sides = "(s => document.querySelector(s).getBoundingClientRect())"
    end = tv.page.evaluate(f"Math.max({sides}('#alarm-rest').bottom, {sides}('#alarm h1').bottom)")
    assert end <= tv.page.evaluate(f"{sides}('#alarm .foot').top")


def test_an_emergency_longer_than_the_screen_turns_pages(stage: Stage, visit: Open) -> None:
    """Nothing of fifteen hundred letters is lost below the edge."""
    drill(stage, caption=f"LATIHAN. {(SENTENCE * 22)[:1490].rstrip()}.")
    tv = visit().linked()
    words = "document.getElementById('alarm-title').textContent"
    first = tv.page.evaluate(words)
    assert len(first) < 450
    tv.wait(f"{words} !== {first!r}")
