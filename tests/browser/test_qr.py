"""The QR code: what it says, when it hangs on a TV, and the poster."""

from __future__ import annotations

import io
import urllib.error
import xml.etree.ElementTree as ET

import pytest
import segno

from display.web.screen.qr import draw_qr
from tests.browser.conftest import Open
from tests.browser.stage import Stage
from tests.browser.test_look import BOX, busy

ADDRESS = "http://192.168.1.5:8080/"
SHOWN = "document.getElementById('qr').naturalWidth > 0 && !document.getElementById('phone').hidden"


def set_address(stage: Stage, address: str = ADDRESS) -> None:
    """Let staff set the address for phones."""
    stage.append("hall.changed", hall=stage.state()["hall"] | {"phone_address": address})


def test_code_is_that_of_the_address() -> None:
    """Module for module as the library draws it, with its quiet zone, and no size of its own."""
    wanted = io.BytesIO()
    code = segno.make(ADDRESS, micro=False, error="m")
    code.save(wanted, kind="svg", border=4, omitsize=True, light="#fff")
    drawn, plain = (ET.fromstring(svg) for svg in (draw_qr(ADDRESS), wanted.getvalue()))
    assert drawn.get("viewBox") == plain.get("viewBox")
    assert [one.get("d") for one in drawn] == [one.get("d") for one in plain]


def test_tv_opened_by_loopback_shows_no_code_until_an_address_is_set(
    stage: Stage, visit: Open
) -> None:
    """A phone cannot open localhost; what staff set is there within a second."""
    with pytest.raises(urllib.error.HTTPError) as refused:
        stage.get("/qr.svg")
    refused.value.close()
    tv = visit().linked()
    assert tv.page.locator("#phone").is_hidden()
    set_address(stage)
    tv.wait(SHOWN)
    assert tv.text("#phone-address") == "192.168.1.5:8080"


@pytest.mark.parametrize("size", [(1280, 720), (960, 540), (1024, 768), (1080, 1920)], ids=str)
def test_code_stands_beside_a_resting_ticket_and_over_nothing(
    stage: Stage, visit: Open, size: tuple[int, int]
) -> None:
    """And gives way to a call at once."""
    busy(stage, 12)
    set_address(stage)
    tv = visit(width=size[0], height=size[1]).linked()
    tv.wait(SHOWN)
    left, top, right, bottom = tv.page.evaluate(BOX, "#phone")
    last = "[...document.querySelectorAll('.rows li')].filter(one => one.offsetHeight).pop()"
    assert tv.page.evaluate(f"{last}.getBoundingClientRect().bottom") <= top + 1
    assert tv.page.evaluate(BOX, "#slot")[2] <= left
    assert right <= tv.page.evaluate(BOX, "#wall")[2] + 1
    assert bottom <= tv.page.evaluate(BOX, "#wall")[3] + 1
    stage.step(stage.call("B-099"), "started")
    tv.shows("B-099")
    assert tv.page.locator("#phone").is_hidden()
