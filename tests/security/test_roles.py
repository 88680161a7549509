"""Role by route: every route of the application tried as every role and as nobody.

The table is written out by hand, so that a change of ``display/web/console/pages.py`` has to be
said twice. A route of the console that is not listed fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from display.app import create_app
from display.hall.calling import CallRequest, place_call
from display.parts import Parts
from display.web import OPERATIONS
from display.web.console.pages import PAGES_OF_CONSOLE
from tests.display.web.served_hall import CALL, furnished, happened
from tests.security.staff import ROLES, Staff, employ
from tests.security.test_access import ALLOWED, routes

NOBODY = ""
ADMIN = {"admin"}
STAFF = {"admin", "officer"}
COUNTER = {"admin", "officer", "clerk"}
EVERYONE = set(ROLES)
READERS = {"admin", "officer", "viewer"}

CONSOLE: dict[tuple[str, str], set[str]] = {
    ("GET", "/console"): EVERYONE,
    ("GET", "/console/masuk"): {NOBODY, *EVERYONE},
    ("POST", "/console/masuk"): {NOBODY, *EVERYONE},
    ("GET", "/console/sandi"): EVERYONE,
    ("POST", "/console/sandi"): EVERYONE,
    ("GET", "/console/akun"): EVERYONE,
    ("POST", "/console/akun/sesi/<session_id>"): EVERYONE,
    ("GET", "/console/loket"): COUNTER,
    ("GET", "/console/loket/<counter_id>"): COUNTER,
    ("GET", "/console/pengumuman"): STAFF,
    ("GET", "/console/riwayat"): EVERYONE,
    ("GET", "/console/laporan"): READERS,
    ("GET", "/console/laporan/hari-ini"): READERS,
    ("GET", "/console/laporan.csv"): READERS,
    ("GET", "/console/pengaturan"): STAFF,
    ("GET", "/console/pengaturan/jadwal"): STAFF,
    ("GET", "/console/pengaturan/jadwal/baru"): STAFF,
    ("POST", "/console/pengaturan/jadwal/baru"): STAFF,
    ("GET", "/console/pengaturan/jadwal/<entry_id>"): STAFF,
    ("POST", "/console/pengaturan/jadwal/<entry_id>"): STAFF,
    ("POST", "/console/pengaturan/jadwal/<entry_id>/hapus"): STAFF,
    ("POST", "/console/pengaturan/jadwal/<entry_id>/waktu/<due>"): STAFF,
    ("GET", "/console/pengaturan/hari-libur"): STAFF,
    ("POST", "/console/pengaturan/hari-libur"): STAFF,
    ("POST", "/console/pengaturan/hari-libur/<day>/hapus"): STAFF,
    ("GET", "/console/pengaturan/templat"): STAFF,
    ("GET", "/console/pengaturan/templat/baru"): STAFF,
    ("POST", "/console/pengaturan/templat/baru"): STAFF,
    ("GET", "/console/pengaturan/templat/<template_id>"): STAFF,
    ("POST", "/console/pengaturan/templat/<template_id>"): STAFF,
    ("POST", "/console/pengaturan/templat/<template_id>/hapus"): STAFF,
    ("GET", "/console/pengaturan/pengucapan"): STAFF,
    ("GET", "/console/pengaturan/pengucapan/ubah"): STAFF,
    ("POST", "/console/pengaturan/pengucapan/ubah"): STAFF,
    ("POST", "/console/pengaturan/pengucapan/hapus"): STAFF,
    ("GET", "/console/pengaturan/layar"): STAFF,
    ("POST", "/console/pengaturan/layar"): STAFF,
    ("GET", "/console/pengaturan/layar/<screen_id>"): STAFF,
    ("POST", "/console/pengaturan/layar/<screen_id>"): STAFF,
    ("POST", "/console/pengaturan/layar/<screen_id>/nama"): STAFF,
    ("POST", "/console/pengaturan/layar/<screen_id>/muat"): STAFF,
    ("POST", "/console/pengaturan/layar/<screen_id>/cabut"): STAFF,
    ("GET", "/console/pengaturan/pengeras-suara"): STAFF,
    ("POST", "/console/pengaturan/pengeras-suara"): STAFF,
    ("POST", "/console/pengaturan/pengeras-suara/volume"): STAFF,
    ("POST", "/console/pengaturan/pengeras-suara/volume-jam"): STAFF,
    ("GET", "/console/pengaturan/periksa-pagi"): STAFF,
    ("POST", "/console/pengaturan/periksa-pagi/mulai"): STAFF,
    ("POST", "/console/pengaturan/periksa-pagi/waktu"): STAFF,
    ("POST", "/console/pengaturan/pengeras-suara/pakai/<speaker_id>"): STAFF,
    ("POST", "/console/pengaturan/pengeras-suara/mikrofon/lepas"): STAFF,
    ("GET", "/console/pengaturan/poster"): STAFF,
    ("GET", "/console/pengaturan/pemasangan"): ADMIN,
    ("POST", "/console/pengaturan/pemasangan"): ADMIN,
    ("GET", "/console/pengaturan/pemasangan/suara"): ADMIN,
    ("POST", "/console/pengaturan/pemasangan/suara"): ADMIN,
    ("POST", "/console/pengaturan/pemasangan/langkah/<step>"): ADMIN,
    ("GET", "/console/pengaturan/aula"): ADMIN,
    ("POST", "/console/pengaturan/aula"): ADMIN,
    ("POST", "/console/pengaturan/aula/kosongkan"): ADMIN,
    ("POST", "/console/pengaturan/aula/logo"): ADMIN,
    ("GET", "/console/pengaturan/susunan"): ADMIN,
    ("POST", "/console/pengaturan/susunan"): ADMIN,
    ("GET", "/console/pengaturan/susunan/unduh.toml"): ADMIN,
    ("GET", "/console/pengaturan/susunan/loket.csv"): ADMIN,
    ("GET", "/console/pengaturan/layanan"): ADMIN,
    ("GET", "/console/pengaturan/layanan/baru"): ADMIN,
    ("POST", "/console/pengaturan/layanan/baru"): ADMIN,
    ("GET", "/console/pengaturan/layanan/<service_id>"): ADMIN,
    ("POST", "/console/pengaturan/layanan/<service_id>"): ADMIN,
    ("POST", "/console/pengaturan/layanan/<service_id>/urut"): ADMIN,
    ("POST", "/console/pengaturan/layanan/<service_id>/hapus"): ADMIN,
    ("GET", "/console/pengaturan/cadangan"): ADMIN,
    ("POST", "/console/pengaturan/cadangan/buat"): ADMIN,
    ("GET", "/console/pengaturan/cadangan/<name>"): ADMIN,
    ("GET", "/console/pengaturan/zona"): ADMIN,
    ("GET", "/console/pengaturan/zona/baru"): ADMIN,
    ("POST", "/console/pengaturan/zona/baru"): ADMIN,
    ("GET", "/console/pengaturan/zona/<zone_id>"): ADMIN,
    ("POST", "/console/pengaturan/zona/<zone_id>"): ADMIN,
    ("POST", "/console/pengaturan/zona/<zone_id>/hapus"): ADMIN,
    ("GET", "/console/pengaturan/loket"): ADMIN,
    ("GET", "/console/pengaturan/loket/baru"): ADMIN,
    ("POST", "/console/pengaturan/loket/baru"): ADMIN,
    ("GET", "/console/pengaturan/loket/<counter_id>"): ADMIN,
    ("POST", "/console/pengaturan/loket/<counter_id>"): ADMIN,
    ("POST", "/console/pengaturan/loket/<counter_id>/urut"): ADMIN,
    ("POST", "/console/pengaturan/loket/<counter_id>/hapus"): ADMIN,
    ("GET", "/console/pengaturan/pengguna"): ADMIN,
    ("GET", "/console/pengaturan/pengguna/baru"): ADMIN,
    ("POST", "/console/pengaturan/pengguna/baru"): ADMIN,
    ("GET", "/console/pengaturan/pengguna/<user_id>"): ADMIN,
    ("POST", "/console/pengaturan/pengguna/<user_id>"): ADMIN,
    ("POST", "/console/pengaturan/pengguna/<user_id>/sandi"): ADMIN,
    ("POST", "/console/pengaturan/pengguna/<user_id>/status"): ADMIN,
    ("POST", "/console/pengaturan/pengguna/<user_id>/keluar"): ADMIN,
    ("GET", "/console/pengaturan/token"): ADMIN,
    ("POST", "/console/pengaturan/token"): ADMIN,
    ("POST", "/console/pengaturan/token/<token_id>/cabut"): ADMIN,
    ("GET", "/console/catatan"): ADMIN,
    ("GET", "/console/catatan.csv"): ADMIN,
}
"""Method and route -> who may; signing out has a test of its own, as it ends the others'."""

SCOPES_OF_ROLE = {
    "admin": {"admin"},
    "officer": {"calls", "announcements", "voice", "read"},
    "clerk": {"calls", "read"},
    "viewer": {"read"},
}
"""What each role may ask of the API."""

NOT_OF_A_CLERK = {("clerk", "/api/v1/services/<service_id>/waiting")}
"""What takes the scope `calls` but is about more than the own counters."""


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    """A hall with staff, whose board is closed to strangers."""
    with furnished(tmp_path_factory.mktemp("roles"), open_screens=False, token_rate=9999) as parts:
        employ(parts)
        yield parts


@pytest.fixture(scope="module")
def app(parts: Parts) -> Flask:
    """Its application."""
    return create_app(parts)


@pytest.fixture(scope="module")
def staff(app: Flask) -> dict[str, Staff]:
    """A browser of every role, and one of nobody."""
    browsers = {role: Staff(app) for role in (NOBODY, *ROLES)}
    for role in ROLES:
        assert browsers[role].sign_in(role).status_code == 303
    return browsers


def address(rule: str) -> str:
    """Return an address of a route; where it is about a counter's work, the clerk's own."""
    own = rule if "pengaturan" in rule else rule.replace("<counter_id>", "3")
    return re.sub(r"<[^>]+>", "x", own)


def test_every_route_of_the_console_is_listed_here(app: Flask) -> None:
    """A new page has to say who may open it."""
    known = {route for route in routes(app) if route[1].startswith("/console")}
    assert known == {*CONSOLE, ("POST", "/console/keluar")}


def test_every_row_of_the_table_is_a_route(app: Flask) -> None:
    """The table that guards names nothing that does not exist, with its methods and its view."""
    views = {
        (rule.rule, method): rule.endpoint
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
    }
    for page in PAGES_OF_CONSOLE:
        assert {views.get((page.path, method)) for method in page.methods} == {page.endpoint}


@pytest.mark.parametrize(("method", "rule"), sorted(CONSOLE))
def test_only_who_is_listed_opens_a_page(staff: dict[str, Staff], method: str, rule: str) -> None:
    """Nobody is shown to the door, another role refused; who is listed passes the guard."""
    path = address(rule)
    for role, browser in staff.items():
        answer = browser.open(method, path)
        if role in CONSOLE[method, rule]:
            assert answer.status_code in {200, 303, 404, 409, 422}, role
            assert role == NOBODY or "/console/masuk" not in answer.headers.get("Location", "")
        elif role == NOBODY:
            assert answer.status_code == 303
            assert answer.headers["Location"].startswith("/console/masuk?lanjut=")
        else:
            assert answer.status_code == 403, role
        answer.close()


def test_only_who_is_signed_in_signs_out(app: Flask) -> None:
    """Signing out is for who is in."""
    browser = Staff(app)
    assert browser.post("/console/keluar").headers["Location"].startswith("/console/masuk?lanjut")
    browser.sign_in("viewer")
    assert browser.post("/console/keluar").headers["Location"] == "/console/masuk"
    assert not browser.is_in


@pytest.mark.parametrize(
    ("method", "rule"), sorted((one.method, one.path) for one in OPERATIONS if not one.is_open)
)
def test_a_role_asks_the_api_for_its_scopes(
    staff: dict[str, Staff], method: str, rule: str
) -> None:
    """By the session's cookie a person gets exactly what a token of the role's scopes gets."""
    path = address(rule)
    for role in ROLES:
        answer = staff[role].open(method, path)
        listed = bool(ALLOWED[method, rule] & SCOPES_OF_ROLE[role])
        listed = listed and (role, rule) not in NOT_OF_A_CLERK
        assert (answer.status_code not in {401, 403}) == listed, role
        answer.close()


@pytest.mark.parametrize("step", ["recall", "serve", "no-show", "cancel"])
def test_a_clerk_calls_for_their_own_counters_only(
    parts: Parts, staff: dict[str, Staff], step: str
) -> None:
    """403 that says so for another counter, whoever called there; nothing journalled."""
    other = {"ticket": {"number": "A-001"}, "service": "dpmptsp", "counter": "1"}
    placed = staff["officer"].open("POST", "/api/v1/calls", json=other).json
    assert placed
    own = staff["clerk"].open("POST", "/api/v1/calls", json=CALL)
    assert own.status_code == 201
    before = happened(parts)
    for path in ("/api/v1/calls", f"/api/v1/calls/{placed['event_id']}/{step}"):
        answer = staff["clerk"].open("POST", path, json=other if path.endswith("calls") else {})
        assert answer.json
        assert (answer.status_code, answer.json["code"]) == (403, "counter")
    assert happened(parts) == before
    assert own.json
    path = f"/api/v1/calls/{own.json['event_id']}/{step}"
    assert staff["clerk"].open("POST", path).status_code in {200, 201}
    missing = staff["clerk"].open("POST", f"/api/v1/calls/unknown/{step}")
    assert missing.status_code == 404


def test_undeclared_page_is_refused(parts: Parts) -> None:
    """A page that somebody forgets to declare is closed, to the admin as well."""
    app = create_app(parts)
    app.add_url_rule("/console/forgotten", "forgotten", lambda: "secret")
    browser = Staff(app)
    browser.sign_in("admin")
    answer = browser.get("/console/forgotten")
    assert answer.status_code == 403
    assert "secret" not in answer.text


def test_the_menu_shows_what_the_role_may_open(staff: dict[str, Staff]) -> None:
    """No link leads to a refusal."""
    for role in ROLES:
        links = set(re.findall('href="(/console[^"]*)"', staff[role].get("/console").text))
        assert links >= {"/console", "/console/akun"}
        for link in links:
            assert staff[role].get(link).status_code == 200, (role, link)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/console/loket/5"),
        ("POST", "/api/v1/counters/5/next"),
        ("POST", "/api/v1/counters/5/close"),
        ("POST", "/api/v1/calls/of-another/recall"),
        ("POST", "/api/v1/calls/of-another/undo"),
        ("POST", "/api/v1/calls/of-another/serve"),
    ],
)
def test_a_clerk_has_no_other_counter(
    parts: Parts, staff: dict[str, Staff], method: str, path: str
) -> None:
    """Neither its pad nor its calls, by page or by API; its own counter's list shows only that."""
    body = {"ticket": {"number": "C-001"}, "service": "dinkes", "counter": "5"}
    asked = CallRequest.model_validate(body | {"event_id": "of-another"})
    place_call(parts.hall, asked)
    before = parts.journal.position(parts.hall.id)
    answer = staff["clerk"].open(method, path)
    assert answer.status_code == 403
    assert parts.journal.position(parts.hall.id) == before
    shown = staff["clerk"].get("/console/loket").text
    assert 'data-counter="3"' in shown
    assert 'data-counter="5"' not in shown
