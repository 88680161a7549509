"""A TV that staff let speak takes the place of a speaker that is gone, and gives it back."""

from __future__ import annotations

import re
import time
from typing import Any

from playwright.sync_api import Page

from tests.acceptance.hall_process import HallProcess, wait_until
from tests.browser.chromium import chromium

TAKEN_OVER_WITHIN_S = 15.0
CODE = re.compile(r"[A-Z]{4}-[A-Z]{4}")
MAY_SOUND = "--autoplay-policy=no-user-gesture-required"
MUST_BE_TOUCHED = "--autoplay-policy=document-user-activation-required"


def open_tv(hall: HallProcess, leave: str) -> Page:
    """Open the hall's TV page and claim it as "TV pintu", which may speak."""
    page = chromium(leave).new_context().new_page()
    page.goto(f"{hall.url}/tv")
    (code,) = CODE.findall(page.locator("#claim", has_text=CODE).text_content() or "")
    claim = {"code": code, "name": "TV pintu", "speaks": True}
    assert hall.request("POST", "/api/v1/screens", claim)[0] == 201
    page.wait_for_selector("#claim", state="hidden")
    return page


def speakers(hall: HallProcess) -> dict[str, dict[str, Any]]:
    """Return the speakers of the hall by their names."""
    rows = hall.request("GET", "/api/v1/zones/main/speakers")[1]["speakers"]
    return {row["name"]: row for row in rows}


def test_a_tv_stands_in_for_a_speaker_that_hangs(hall: HallProcess) -> None:
    """The call that the speaker had in hand is said by the TV; it is not said twice."""
    tv = open_tv(hall, MAY_SOUND)
    wait_until(lambda: speakers(hall)["TV pintu"]["state"] == "ready")
    assert not speakers(hall)["TV pintu"]["speaks"], "it stands by"
    speaker = hall.process_of("speaker")
    assert speaker
    speaker.suspend()
    began = time.monotonic()
    call = hall.call("B-012", "dukcapil", "3")
    wait_until(lambda: speakers(hall)["TV pintu"]["speaks"], 5 * TAKEN_OVER_WITHIN_S)
    took_s = time.monotonic() - began
    row = hall.wait_for_end(call["announcement_id"])
    assert (row["state"], row["device"]) == ("finished", "TV pintu")
    assert "speaker.standing_in" in [fault["code"] for fault in hall.state()["faults"]]
    speaker.resume()
    wait_until(lambda: not speakers(hall)["TV pintu"]["speaks"])
    again = hall.wait_for_end(hall.call("B-013", "dukcapil", "3")["announcement_id"])
    assert (again["state"], again["device"] == "TV pintu") == ("finished", False)
    assert hall.story_of(row["id"]).count("finished") == 1
    status, _ = hall.request("GET", f"/tv/sounds/{row['sound']}")
    assert status == 404, "sounds are for screens that may speak"
    print(f"the TV spoke {took_s:.1f} s after the speaker hung (aim: {TAKEN_OVER_WITHIN_S} s)")
    tv.context.close()


def test_a_tv_that_may_not_sound_says_what_to_press(hall: HallProcess) -> None:
    """On its own screen and to staff; a press of OK on the remote control is enough."""
    claimed = open_tv(hall, MUST_BE_TOUCHED)
    # What a test does with a page counts as a touch; this one is only opened until it may be.
    tv = claimed.context.new_page()
    claimed.close()
    tv.goto(f"{hall.url}/tv")
    wait_until(lambda: speakers(hall)["TV pintu"]["reason"] == "blocked")
    assert tv.is_visible("text=Suara mati: tekan OK")
    tv.keyboard.press("Enter")
    wait_until(lambda: speakers(hall)["TV pintu"]["state"] == "ready")
    tv.wait_for_selector("#soundless", state="hidden")
    tv.context.close()
