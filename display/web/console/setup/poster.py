"""The poster: the QR code of the phone page, to be printed and hung up."""

from __future__ import annotations

from flask import request
from werkzeug import Response

from display.web.console.frame import Family, show
from display.web.edge.current import current_hall, current_parts
from display.web.screen.qr import mark_of, opened_address, short_address

LONGEST_WIFI = 32
"""Bytes of a Wi-Fi's name (IEEE 802.11)."""

blueprint = Family("poster")


@blueprint.page
def poster() -> Response:
    """Show the poster as it is printed. ``wifi`` of the query is the Wi-Fi that it names."""
    hall = current_hall()
    opened = opened_address(is_open=current_parts().settings.open_screens)
    address = hall.phone_address or opened
    return show(
        "setup/poster.html",
        hall=hall,
        address=address,
        short=short_address(address),
        mark=mark_of(address),
        wifi=request.args.get("wifi", "").strip()[:LONGEST_WIFI],
    )
