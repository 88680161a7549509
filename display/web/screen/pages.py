"""The pages of the hall: ``/tv`` for the wall, ``/`` for a phone.

Both are rendered whole on the server and work without a script. The TV's script is several small
classic files joined to one at start (:func:`join_script`): one request and one version for a TV,
one idea per file for people. ``guard.js`` stays apart, as a script that an engine cannot parse
cannot say so. Every asset carries ``?v=`` with the version of the pages, so that a TV that keeps
old files for weeks still gets the new ones.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, make_response, render_template, request
from flask.blueprints import BlueprintSetupState

from display.clock import iso_now
from display.errors import PanggilError
from display.web.screen.colours import style_sheet
from display.web.screen.view import picture, since_words

if TYPE_CHECKING:
    from display.parts import Parts

PARTS = (
    *("shared/words", "shared/page", "shared/clock", "shared/fold", "shared/link"),
    *("screen/picture", "screen/layouts/ticket", "screen/layouts/board", "screen/layouts/band"),
    *("screen/emergency", "screen/callout", "screen/streams", "screen/link", "screen/stage"),
    "screen/main",
)
"""The TV's script, in the order in which its parts are joined (static/NAME.js)."""

OVERSCAN = range(7)
"""Per cent of the picture that a TV may cut off at each edge (``/tv?overscan=4``)."""

SCRIPT = "text/javascript"

# Windows reads these from a registry that other programs spoil; nosniff would make the page dead.
mimetypes.add_type(SCRIPT, ".js")
mimetypes.add_type("text/css", ".css")
mimetypes.add_type("font/woff2", ".woff2")


def join_script(static: Path) -> bytes:
    """Return the TV's script: its parts, one after the other."""
    parts = [(static / f"{name}.js").read_text("utf-8") for name in PARTS]
    return "\n".join(parts).encode()


def screens_blueprint(parts: Parts) -> Blueprint:
    """Return the blueprint of the hall's pages; it reads the script's parts when registered."""
    pages = Blueprint("screens", __name__)
    pages.record_once(lambda setup: _add_pages(setup, parts))
    return pages


def _add_pages(setup: BlueprintSetupState, parts: Parts) -> None:
    script = join_script(Path(setup.app.static_folder or "static"))
    setup.add_url_rule("/tv", "tv", lambda: _tv(parts))
    setup.add_url_rule("/", "phone", lambda: _page(parts, "public.html"))
    setup.add_url_rule("/tv/screen.js", "script", lambda: _script(script, parts.version))
    setup.add_url_rule("/tv/colours.css", "colours", lambda: _colours(parts))


def _tv(parts: Parts) -> Response:
    """The TV page: the hall at once, no set-up."""
    overscan = request.args.get("overscan", 0, type=int)
    return _page(parts, "screen.html", overscan=overscan if overscan in OVERSCAN else 0)


def _page(parts: Parts, name: str, **more: Any) -> Response:
    token = request.args.get("token", "")[:300]
    if not (parts.settings.open_screens or parts.allow(token, "read")):
        return _answer(make_response(render_template("closed.html", version=parts.version), 403))
    state, status = _state(parts)
    page = render_template(
        name,
        wall=picture(state),
        state=state,
        version=parts.version,
        token=token,
        since=since_words,
        **more,
    )
    return _answer(make_response(page, status))


def _answer(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-cache"
    return response


def _state(parts: Parts) -> tuple[Mapping[str, Any], int]:
    """Return the snapshot, or an empty hall and 503: a TV must get its script, to try again."""
    try:
        return parts.hub.snapshot(), 200
    except PanggilError:
        return EMPTY | {"server_time": iso_now(), "version": parts.version}, 503


EMPTY: dict[str, Any] = {
    "type": "snapshot",
    "epoch": "",
    "seq": 0,
    "hall": {"id": "", "name": "", "place": "", "timezone": "UTC", "utc_offset_min": 0},
    **{
        rows: []
        for rows in (
            *("services", "counters", "zones", "waiting", "now_serving"),
            *("recent_calls", "announcements", "faults"),
        )
    },
    "speaker": {"state": "ready", "device": None},
    "screens": {"connected": 0},
}


def _script(script: bytes, version: str) -> Response:
    """The TV's script, all parts in one."""
    response = Response(script, mimetype=SCRIPT)
    response.set_etag(version)
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response


def _colours(parts: Parts) -> Response:
    """The colours of the hall's services."""
    return _answer(Response(style_sheet(_state(parts)[0]["services"]), mimetype="text/css"))
