"""The pages of the hall: ``/tv`` for TVs, ``/`` for a phone.

Both are rendered whole on the server and work without a script. The TV's script is several small
classic files joined to one at start (:func:`join_script`): one request and one version for a TV,
one idea per file for people. ``guard.js`` stays apart, as a script that an engine cannot parse
cannot say so. Every asset carries ``?v=`` with the version of the pages, so that a TV that keeps
old files for weeks still gets the new ones.
"""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, make_response, render_template, request, send_file
from werkzeug.exceptions import NotFound

from display.accounts import TooManyTries
from display.clock import iso_now
from display.errors import PanggilError
from display.hall.setup import LOGO_KINDS, logo_file
from display.journal import Hall, Snapshot
from display.json_object import JsonObject, JsonView
from display.push import SCREEN_COOKIE, claimed_screen
from display.web.edge.current import current_parts, per_app
from display.web.screen.colours import style_sheet
from display.web.screen.view import since_words, view_of

if TYPE_CHECKING:
    from display.parts import Parts

PARTS = (
    *("shared/words", "shared/page", "shared/clock", "shared/fold", "shared/link"),
    *(
        "screen/claim",
        "screen/picture",
        "screen/layouts/notice",
        "screen/layouts/ticket",
        "screen/layouts/board",
    ),
    *("screen/layouts/band", "screen/emergency", "screen/callout", "screen/streams", "screen/link"),
    *("screen/stage", "screen/identity", "screen/main"),
)
"""The TV's script, in the order in which its parts are joined (static/NAME.js)."""

OVERSCAN = range(7)
"""Per cent of the picture that a TV may cut off at each edge (``/tv?overscan=4``)."""

SCRIPT = "text/javascript"

_FOR_EVER_S: Final = 365 * 24 * 3600

# Windows reads these from a registry that other programs spoil; nosniff would make the page dead.
mimetypes.add_type(SCRIPT, ".js")
mimetypes.add_type("text/css", ".css")
mimetypes.add_type("font/woff2", ".woff2")


def join_script(static: Path) -> bytes:
    """Return the TV's script: its parts, one after the other."""
    parts = [(static / f"{name}.js").read_text("utf-8") for name in PARTS]
    return "\n".join(parts).encode()


blueprint = Blueprint("screens", __name__)
_script = per_app(blueprint, "script", lambda app: join_script(Path(app.static_folder or "static")))


@blueprint.get("/tv")
def tv() -> Response:
    """Show the hall on a TV at once, with no set-up.

    ``overscan`` of the query in per cent; beyond :data:`OVERSCAN` it counts as 0. A screen that
    staff have claimed shows it as they set it up.
    """
    parts = current_parts()
    try:
        screen = claimed_screen(request, parts)
    except PanggilError:
        # The database is away: the page comes all the same, and tries again. Where strangers see
        # nothing it comes without a script, which would take the screen for one that was revoked.
        if not parts.settings.open_screens:
            return _answer(
                make_response(render_template("closed.html", version=parts.version), 503)
            )
        screen = None
    overscan = request.args.get("overscan", screen.overscan if screen else 0, type=int)
    row = screen.to_json() if screen else None
    return _page("screen.html", screen=row, overscan=overscan if overscan in OVERSCAN else 0)


@blueprint.get("/")
def phone() -> Response:
    """Show the hall on a visitor's phone."""
    return _page("public.html")


@blueprint.get("/tv/screen.js")
def script() -> Response:
    """Send the TV's script, all parts in one."""
    response = Response(_script(), mimetype=SCRIPT)
    response.set_etag(current_parts().version)
    # Kept, but asked about each time: an unchanged script is answered 304 without its body.
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response


@blueprint.get("/tv/colours.css")
def colours() -> Response:
    """Send the colours of the hall's services."""
    state, _ = _state(current_parts())
    return _answer(Response(style_sheet(state["services"]), mimetype="text/css"))


@blueprint.get("/logo/<name>")
def logo(name: str) -> Response:
    """Send the hall's logo; its name is that of its content, so that it is asked for once."""
    path = logo_file(current_parts().hall, name)
    if path is None:
        raise NotFound
    # By our own table: Windows reads types from a registry that other programs spoil.
    media = LOGO_KINDS[path.suffix[1:]]
    response = send_file(path.resolve(), mimetype=media, max_age=_FOR_EVER_S)
    response.cache_control.immutable = True
    return response


def _page(name: str, **more: int | JsonObject | None) -> Response:
    parts = current_parts()
    # It stands in the page again, for its script; ours are far shorter.
    token = request.args.get("token", "")[:300]
    is_known = bool(token) and _may_read(token)
    if not (parts.settings.open_screens or is_known or more.get("screen")):
        closed = render_template("closed.html", version=parts.version, is_screen="screen" in more)
        return _answer(make_response(closed, 403))
    state, status = _state(parts)
    page = render_template(
        name,
        view=view_of(state),
        state=state,
        version=parts.version,
        token=token,
        since=since_words,
        **more,
    )
    response = _answer(make_response(page, status))
    if is_known:
        # A browser sends no token with a handshake: by this the screen finds its own seat.
        response.set_cookie(
            SCREEN_COOKIE, token, httponly=True, samesite="Strict", secure=request.is_secure
        )
    return response


def _may_read(token: str) -> bool:
    """Tell whether a token in the address may look on; wrong ones count as everywhere."""
    try:
        grant = current_parts().guesses.check(token, request.remote_addr or "?")
    except TooManyTries:
        return False
    return grant is not None and grant.covers("read")


def _answer(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-cache"
    return response


def _state(parts: Parts) -> tuple[JsonView, int]:
    """Return the snapshot, or an empty hall and 503: a TV must get its script, to try again."""
    try:
        return parts.hub.snapshot(), 200
    except PanggilError:
        return {
            "type": "snapshot",
            **_EMPTY,
            "speaker": {"state": "ready", "device": None},
            "screens": {"connected": 0},
            "server_time": iso_now(),
            "version": parts.version,
        }, 503


_EMPTY: Final[Snapshot] = {
    "epoch": "",
    "seq": 0,
    "hall": {**Hall("", "", "", "UTC").to_json(), "utc_offset_min": 0},
    "services": [],
    "counters": [],
    "zones": [],
    "waiting": [],
    "now_serving": [],
    "recent_calls": [],
    "announcements": [],
    "faults": [],
}
