"""The hall's screens: claimed by the code that they show, looked after by their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from flask import g, request, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound as PageNotFound

from display.accounts import digest_of
from display.hall import FollowUpRequest, NotFound, TooOften
from display.hall.screens import (
    LAYOUTS,
    TEXT_SIZES,
    THEMES,
    ClaimRequest,
    ScreenRequest,
    Sighting,
)
from display.journal import Counter, Screen, Service, Zone
from display.json_object import JsonObject
from display.network_addresses import is_loopback, reachable_hosts
from display.network_name import held_name
from display.web.console.formats import device_words
from display.web.console.forms import NOT_TAKEN, FormDraft, FormWords, done, is_sent
from display.web.console.frame import Family
from display.web.console.pages import SCREENS
from display.web.edge.current import current_parts
from display.web.screen.reach import ASIDE, reach_on_one_inch

if TYPE_CHECKING:
    from display.settings import Settings

_WORDS = FormWords(
    {
        "code": "Isi delapan huruf kode yang tampil di layar itu.",
        "name": "Isi nama, paling banyak 40 huruf.",
        "zone": "Pilih zona dari daftar.",
        "overscan": "Pilih 0 sampai 6 persen.",
        "layout": "Pilih tata letak dari daftar.",
        "services": "Pilih layanan dari daftar.",
        "counter": "Pilih loket dari daftar.",
        "text_size": "Pilih ukuran teks dari daftar.",
        "theme": "Pilih tema dari daftar.",
    },
    {
        "unknown_code": "Tidak ada layar yang sedang menampilkan kode ini. Lihat lagi kodenya.",
        "claimed_already": "Layar ini sudah didaftarkan.",
        "one_service": "Tata letak Satu layanan menampilkan tepat satu layanan.",
        "no_counter": "Pilih loket yang nomornya ditampilkan.",
        "taken": "Layar lain sudah memakai nama ini.",
        "full": "Layar sudah terlalu banyak; cabut yang tidak dipakai.",
    },
)
_STATES: Final = {
    "online": ("good", "tersambung"),
    "stale": ("warn", "tidak memberi kabar"),
    "offline": ("bad", "tidak tersambung"),
}
_TRANSPORTS: Final = {"stream": "aliran kejadian", "poll": "bertanya berkala"}
_SOUND: Final = {
    "ready": "siap bersuara",
    "starting": "sedang disiapkan",
    "blocked": "ditolak perambannya: tekan OK di remote TV itu",
}
#: A clock that is further off shows on the wall, in minutes.
_DRIFT_MS: Final = 60_000
_LINES: Final = ("name", "zone", "overscan", "layout", "counter", "text_size", "theme")
_OVERSCAN: Final = [(str(percent), f"{percent} %") for percent in range(7)]

blueprint = Family("screens")


@dataclass(frozen=True, slots=True)
class _ScreenView:
    """A screen as the page shows it; ``facts`` are (name, value, whether it is amiss)."""

    row: Screen
    dot: str
    state: str
    since: str | None
    shows: dict[str, str] | None
    error: str
    facts: list[tuple[str, str, bool]]


@blueprint.page
def screens() -> Response:
    """Show the screens and how they are; claim the one whose code is typed (422, 409: wait)."""
    if not is_sent():
        return _list(FormDraft({"code": request.args.get("kode", "")[:20]}))
    given = {"code": request.form.get("code", ""), "name": request.form.get("name", "").strip()}
    try:
        asked = ClaimRequest.model_validate(given)
        current_parts().screens.claim(asked, g.person.name, request.remote_addr or "?")
    except TooOften as often:
        minutes = max(1, round(often.retry_after_s / 60))
        words = {"code": f"Terlalu banyak kode yang salah. Coba lagi {minutes} menit lagi."}
        return _list(FormDraft(given, words, 409))
    except NOT_TAKEN as error:
        return _list(_WORDS.refuse(given, error))
    return done(f"Layar {asked.name} sudah didaftarkan.", SCREENS)


@blueprint.page
def screen(screen_id: str) -> Response:
    """Show a screen's form; change the screen (422). Raises NotFound."""
    known = _known(screen_id)
    if not is_sent():
        return _form(FormDraft(known.to_json()), known)
    given: JsonObject = {name: request.form.get(name, "").strip() for name in _LINES}
    given["services"] = tuple(request.form.getlist("services"))
    given["speaks"] = "true" if request.form.get("speaks") else "false"
    try:
        current_parts().screens.change(screen_id, ScreenRequest.model_validate(given))
    except NOT_TAKEN as error:
        return _form(_WORDS.refuse(given, error), known)
    return done(f"Layar {given['name']} sudah disimpan.", SCREENS)


@blueprint.page
def identify(screen_id: str) -> Response:
    """Let a screen show its name. Raises NotFound."""
    known = _known(screen_id)
    current_parts().screens.order(screen_id, "identified", FollowUpRequest())
    return done(f"Layar {known.name} menampilkan namanya selama 10 detik.", SCREENS)


@blueprint.page
def reload(screen_id: str) -> Response:
    """Let a screen load its page again. Raises NotFound."""
    known = _known(screen_id)
    current_parts().screens.order(screen_id, "reloaded", FollowUpRequest())
    words = f"Layar {known.name} memuat ulang halamannya begitu tidak ada panggilan."
    return done(words, SCREENS)


@blueprint.page
def revoke(screen_id: str) -> Response:
    """Let a screen be nobody's again. Raises NotFound, also where somebody else was first."""
    known = _known(screen_id)
    try:
        current_parts().screens.revoke(screen_id)
    except NotFound:
        raise PageNotFound from None
    return done(f"Layar {known.name} sudah dicabut.", SCREENS)


def _known(screen_id: str) -> Screen:
    found = current_parts().hall.read(lambda tx: tx.get(Screen, screen_id))
    if found is None:
        raise PageNotFound
    return found


def _list(draft: FormDraft) -> Response:
    parts = current_parts()
    parts.monitor.claimed.look(parts.hub.presence.all())
    rows = [_view(row, parts.monitor.claimed.sighting(row.id)) for row in parts.screens.all()]
    # Whoever looks reads what is new: the page asks for itself again only when this changes.
    mark = digest_of(repr(rows))[:16]
    named, opened = _named(parts.settings), _tv_address(parts.settings)
    return draft.show("setup/screens.html", rows=rows, mark=mark, named=named, opened=opened)


def _tv_address(settings: Settings) -> str:
    """Return what to open on a TV: as this page was opened, but never this machine's own word."""
    if not is_loopback(urlsplit(request.url_root).hostname or ""):
        return url_for("screens.tv", _external=True)
    host = reachable_hosts(settings.host)[0]
    return f"http://{host}:{settings.port}{url_for('screens.tv')}"


def _named(settings: Settings) -> JsonObject | None:
    """Return how TVs find this machine by its name; ``lost``: the name that another has taken."""
    held = held_name(settings.data)
    if held is None:
        return None
    wanted = f"{settings.local_name}.local"
    lost = wanted if held != wanted else ""
    return {"held": held, "lost": lost, "address": f"http://{held}:{settings.port}/tv"}


def _view(row: Screen, sighting: Sighting) -> _ScreenView:
    dot, state = _STATES[sighting.state]
    seen = sighting.seen
    here = sighting.state != "offline"
    shows = {**seen.shows} if seen and seen.shows and here else None
    error = (seen.error or "") if seen and here else ""
    since = seen.heard_at if seen and sighting.state != "online" else None
    return _ScreenView(row, dot, state, since, shows, error, _facts(sighting) if here else [])


def _facts(sighting: Sighting) -> list[tuple[str, str, bool]]:
    parts, seen = current_parts(), sighting.seen
    if seen is None:
        return []
    hall_seq = parts.hub.position[1]
    facts = [("Peramban", device_words(seen.agent or ""), False)]
    if seen.transport in _TRANSPORTS:
        facts.append(("Sambungan", _TRANSPORTS[seen.transport], False))
    if seen.size:
        facts.append(("Ukuran", seen.size.replace("x", " × "), False))
    if seen.drift_ms is not None:
        facts.append(("Jam", _drift_words(seen.drift_ms), abs(seen.drift_ms) > _DRIFT_MS))
    if seen.seq is not None:
        behind = max(0, hall_seq - seen.seq)
        # A report comes every 15 s: what happened since then is not behind.
        told = f"{seen.seq} dari {hall_seq}"
        facts.append(("Kejadian", told, behind > 0 and sighting.state == "stale"))
    if seen.sound is not None:
        facts.append(("Suara", _SOUND.get(str(seen.sound), "tanpa suara"), seen.sound == "blocked"))
    if seen.version and seen.version != parts.hub.version:
        facts.append(("Halaman", "versi lama", True))
    return facts


def _drift_words(drift_ms: float) -> str:
    seconds = round(abs(drift_ms) / 1000)
    if seconds < 2:
        return "tepat"
    far = f"{seconds} detik" if seconds < 120 else f"{round(seconds / 60)} menit"
    return f"{far} lebih {'cepat' if drift_ms > 0 else 'lambat'}"


def _form(draft: FormDraft, known: Screen) -> Response:
    zones, services, counters = current_parts().hall.read(
        lambda tx: (tx.all(Zone), tx.all(Service), tx.all(Counter))
    )
    return draft.show(
        "setup/screen.html",
        known=known,
        zones=[(zone.id, zone.name) for zone in zones],
        overscans=_OVERSCAN,
        layouts=[(name, one.words, one.about) for name, one in LAYOUTS.items()],
        services=[(row.id, row.name, "") for row in services],
        counters=[("", "–"), *((row.id, row.name) for row in counters)],
        text_sizes=list(TEXT_SIZES.items()),
        themes=list(THEMES.items()),
        reach={"inch": reach_on_one_inch(), "aside": ASIDE, "sizes": list(TEXT_SIZES)},
    )
