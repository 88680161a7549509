"""The pages of the hall: ``/tv`` for TVs, ``/`` for a phone.

Both are rendered whole on the server and work without a script. The TV's script is several small
classic files joined to one at start (:func:`join_script`): one request and one version for a TV,
one idea per file for people. ``guard.js`` stays apart, as a script that an engine cannot parse
cannot say so. Every asset carries ``?v=`` with the version of the pages, so that a TV that keeps
old files for weeks still gets the new ones.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, make_response, render_template, request, send_file
from werkzeug.exceptions import NotFound

from display.accounts import TooManyTries
from display.clock import iso_now
from display.errors import PanggilError
from display.hall import Refused
from display.hall.screens import LAYOUTS
from display.hall.setup import LOGO_KINDS, logo_file
from display.journal import Hall, Snapshot
from display.json_object import JsonObject, JsonView
from display.push import SCREEN_COOKIE, claimed_screen
from display.web.api.state import followed_rows
from display.web.edge.current import current_parts, per_app
from display.web.edge.responses import send_sound
from display.web.edge.session_cookie import signed_in_person
from display.web.screen.colours import style_sheet
from display.web.screen.look import Look
from display.web.screen.phone import followed_words, recent_notices, table_of
from display.web.screen.phone_words import PHONE_WORDS
from display.web.screen.qr import draw_qr, mark_of, opened_address, short_address
from display.web.screen.view import view_of
from display.web.screen.words import INDONESIAN, LANGUAGES, Words, opens_table
from display.web.screen.zone import seen_in_zone

if TYPE_CHECKING:
    from flask.sansio.app import App

    from display.journal import Screen
    from display.parts import Parts

PARTS = (
    *("shared/words", "shared/page", "shared/clock", "shared/profile", "shared/fold"),
    "shared/link",
    *(
        "screen/claim",
        "screen/look",
        "screen/hours",
        "screen/picture",
        "screen/english",
        "screen/layouts/notice",
        "screen/layouts/ticket",
        "screen/layouts/board",
    ),
    *("screen/layouts/band", "screen/emergency", "screen/callout", "screen/streams", "screen/link"),
    *("screen/stage", "screen/player", "screen/loudspeaker", "screen/identity", "screen/zone"),
    "screen/main",
)
"""The TV's script, in the order in which its parts are joined (static/NAME.js)."""

PHONE_PARTS = (
    *("shared/words", "shared/page", "shared/clock", "shared/profile", "shared/fold"),
    "shared/link",
    *("screen/hours", "screen/picture", "screen/layouts/board", "screen/emergency"),
    *(
        "screen/streams",
        "screen/link",
        "public/words",
        "public/bell",
        "public/sheet",
        "public/follow",
        "public/main",
    ),
)
"""The phone's script: what it shares with the TV's, and its own."""

SCRIPT = "text/javascript"

LANGUAGE_COOKIE: Final = "panggil_lang"
"""Holds the language that a visitor chose, and nothing else."""

_FOR_EVER_S: Final = 365 * 24 * 3600

# Windows reads these from a registry that other programs spoil; nosniff would make the page dead.
mimetypes.add_type(SCRIPT, ".js")
mimetypes.add_type("text/css", ".css")
mimetypes.add_type("font/woff2", ".woff2")


def join_script(static: Path, names: tuple[str, ...] = PARTS) -> bytes:
    """Return a page's script: its parts, one after the other."""
    parts = [(static / f"{name}.js").read_text("utf-8") for name in names]
    return "\n".join(parts).encode()


blueprint = Blueprint("screens", __name__)
_script = per_app(blueprint, "script", lambda app: join_script(_static(app)))
_phone_script = per_app(
    blueprint, "phone_script", lambda app: join_script(_static(app), PHONE_PARTS)
)


@blueprint.get("/tv")
def tv() -> Response:
    """Show the hall on a TV at once, with no set-up.

    A screen that staff have claimed shows it as they set it up; what the query says goes before
    (:meth:`~display.web.screen.look.Look.of`). ``preview`` of the query: it is looked at in the
    console, and nobody's screen.
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
    look = Look.of(request.args, screen)
    preview = bool(request.args.get("preview"))
    shown = {
        "screen": screen.to_json() if screen else None,
        "look": look,
        "preview": preview,
        "sheets": [name for name, layout in LAYOUTS.items() if layout.has_sheet],
    }
    is_let_in = preview and signed_in_person() is not None
    return _page("screen.html", lambda state: shown, look=look, screen=screen, is_let_in=is_let_in)


@blueprint.get("/")
def phone() -> Response:
    """Show the hall on a visitor's phone.

    ``lang`` of the query is its language, which a cookie remembers; ``nomor`` the ticket that is
    followed where no script does it.
    """
    words, chosen = _language()
    typed = request.args.get("nomor", "")[:20].strip()
    response = _page("public.html", lambda state: _phone_parts(state, words, typed), words)
    if chosen:
        response.set_cookie(
            LANGUAGE_COOKIE, chosen, _FOR_EVER_S, samesite="Lax", secure=request.is_secure
        )
    return response


@blueprint.get("/phone.js")
def phone_script() -> Response:
    """Send the phone's script, all parts in one."""
    return _send_script(_phone_script())


@blueprint.get("/tv/screen.js")
def script() -> Response:
    """Send the TV's script, all parts in one."""
    return _send_script(_script())


def _send_script(source: bytes) -> Response:
    response = Response(source, mimetype=SCRIPT)
    response.set_etag(current_parts().version)
    # Kept, but asked about each time: an unchanged script is answered 304 without its body.
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response


@blueprint.get("/tv/sounds/<sha256>")
def sound(sha256: str) -> Response:
    """Send a sound to a TV that staff let speak; 404 to everybody else, and for no sound kept."""
    screen = claimed_screen(request, current_parts())
    if screen is None or not screen.speaks:
        raise NotFound
    return send_sound(sha256)


@blueprint.get("/tv/colours.css")
def colours() -> Response:
    """Send the colours of the hall's services."""
    state, _ = _state(current_parts())
    return _answer(Response(style_sheet(state["services"]), mimetype="text/css"))


@blueprint.get("/qr.svg")
def qr() -> Response:
    """Send the QR code of the phone page.

    Its address is the one that staff set, else the one by which this was asked for; 404 where that
    is none for phones.
    """
    address = _phone_address(_state(current_parts())[0])
    if not address:
        raise NotFound
    response = _answer(Response(draw_qr(address), mimetype="image/svg+xml"))
    response.add_etag()
    response.make_conditional(request)
    return response


def _phone_address(state: JsonView) -> str:
    set_one = str(state["hall"].get("phone_address", ""))
    return set_one or opened_address(is_open=current_parts().settings.open_screens)


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


def _static(app: App) -> Path:
    return Path(app.static_folder or "static")


def _language() -> tuple[Words, str]:
    """Return the words of the hall's language that a visitor chose, and its code if just now."""
    offered = _offered(_state(current_parts())[0])
    asked, kept = request.args.get("lang", ""), request.cookies.get(LANGUAGE_COOKIE, "")
    chosen = asked if asked in offered else ""
    return LANGUAGES[chosen or (kept if kept in offered else INDONESIAN.language)], chosen


def _offered(state: JsonView) -> list[str]:
    """Return the codes of the hall's languages that the page speaks."""
    return [code for code in state["hall"]["languages"] if code in LANGUAGES]


def _phone_parts(state: JsonView, words: Words, typed: str) -> JsonObject:
    """Return what the phone page shows besides the hall: its words, and what is followed."""
    rows, wrong = [], ""
    if typed:
        try:
            rows = followed_rows(typed)
        except Refused:
            wrong = PHONE_WORDS[words.language]["not_a_ticket"]
        except PanggilError:  # the database is away: the page comes all the same
            wrong = PHONE_WORDS[words.language]["unreachable"]
    other = next(code for code in LANGUAGES if code != words.language)
    return {
        "say": table_of(words),
        "other": other,
        "offers_other": other in _offered(state),
        "notices": recent_notices(state),
        "typed": typed,
        "wrong": wrong,
        "mine": [followed_words(row, state, words) for row in rows],
    }


def _page(
    name: str,
    more: Callable[[JsonView], Mapping[str, object]],
    words: Words = INDONESIAN,
    *,
    look: Look | None = None,
    screen: Screen | None = None,
    is_let_in: bool = False,
) -> Response:
    """Return a page of the hall; ``more`` is what it shows of a state besides its view.

    ``screen``: the claimed one that asks for it, which shows its own zone; ``is_let_in``: also
    where strangers see nothing.
    """
    parts = current_parts()
    # It stands in the page again, for its script; ours are far shorter.
    token = request.args.get("token", "")[:300]
    is_known = bool(token) and _may_read(token)
    if not (parts.settings.open_screens or is_known or screen or is_let_in):
        is_screen = name == "screen.html"
        closed = render_template("closed.html", version=parts.version, is_screen=is_screen)
        return _answer(make_response(closed, 403))
    state, status = _state(parts)
    page = render_template(
        name,
        view=view_of(seen_in_zone(state, screen.zone if screen else None), words, look),
        state=state,
        version=parts.version,
        opened=opened_address(is_open=parts.settings.open_screens),
        phone_address=_phone_address(state),
        short=short_address,
        mark=mark_of,
        token=token,
        since=words.since,
        opens_table=opens_table(),
        **more(state),
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
            "speakers": [],
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
