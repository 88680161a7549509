"""The address of the phone page, and the QR code of it that hangs on TVs and posters."""

from __future__ import annotations

import io
import re
from urllib.parse import urlsplit

import segno
from flask import request

from display.network_addresses import is_loopback

QUIET_ZONE = 4
"""Modules of white around the code (ISO/IEC 18004); scanners find none without them."""


def opened_address(*, is_open: bool) -> str:
    """Return the phone page's address below the one by which this page was opened.

    "" where phones cannot use it: a loopback address, or a hall that is closed to strangers.
    """
    root = request.url_root
    return root if is_open and not is_loopback(urlsplit(root).hostname or "") else ""


def short_address(address: str) -> str:
    """Return an address as people type it: ``192.168.1.5:8080``."""
    return address.removeprefix("http://").removesuffix("/")


def mark_of(address: str) -> str:
    """Return what tells the picture of one address from that of another, in an address itself."""
    return re.sub(r"[^A-Za-z0-9]", "", address)


def draw_qr(address: str) -> bytes:
    """Return the QR code of an address as SVG, as wide as it is put."""
    picture = io.BytesIO()
    # M mends 15 % of it: dust, a glare of the lamps, a bad camera.
    code = segno.make(address, micro=False, error="m")
    # Without classes and sizes of its own: drawn into the width that the page gives it.
    code.save(
        picture,
        kind="svg",
        border=QUIET_ZONE,
        dark="#000",
        light="#fff",
        omitsize=True,
        svgclass=None,
        lineclass=None,
    )
    return picture.getvalue()
