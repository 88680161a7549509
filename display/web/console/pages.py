"""The one table of the console's pages: it guards and makes the routes, and the navigation.

A view finds its row by its endpoint, and is served at the row's address with the row's methods
(:meth:`display.web.console.frame.Family.page`): an address is written here and nowhere else. A
route below ``/console`` without a row here is refused (:mod:`display.web.guard`), and a row without
a route fails the tests. ``path`` is written as Flask writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from display.web.edge.request_body import LARGEST_BODY

ADMIN: Final = ("admin",)
STAFF: Final = ("admin", "officer")
COUNTER: Final = ("admin", "officer", "clerk")
READERS: Final = ("admin", "officer", "viewer")
EVERYONE: Final = ("admin", "officer", "clerk", "viewer")
NOBODY_YET: Final = ("",)
"""Also who is not signed in."""

NOW: Final = "/console"
PADS: Final = f"{NOW}/loket"
ANNOUNCE: Final = f"{NOW}/pengumuman"
SIGN_IN: Final = f"{NOW}/masuk"
NEW_PASSWORD: Final = f"{NOW}/sandi"
SIGN_OUT: Final = f"{NOW}/keluar"
SETTINGS: Final = f"{NOW}/pengaturan"
GUIDE: Final = f"{SETTINGS}/pemasangan"
HALL: Final = f"{SETTINGS}/aula"
SETUP_FILE: Final = f"{SETTINGS}/susunan"
SERVICES: Final = f"{SETTINGS}/layanan"
COUNTERS: Final = f"{SETTINGS}/loket"
MORNING_CHECK: Final = f"{SETTINGS}/periksa-pagi"
SPEAKER: Final = f"{SETTINGS}/pengeras-suara"
ZONES: Final = f"{SETTINGS}/zona"
PRONUNCIATIONS: Final = f"{SETTINGS}/pengucapan"
TEMPLATES: Final = f"{SETTINGS}/templat"
SCHEDULE: Final = f"{SETTINGS}/jadwal"
HOLIDAYS: Final = f"{SETTINGS}/hari-libur"
SCREENS: Final = f"{SETTINGS}/layar"
POSTER: Final = f"{SETTINGS}/poster"
USERS: Final = f"{SETTINGS}/pengguna"
TOKENS: Final = f"{SETTINGS}/token"
BACKUPS: Final = f"{SETTINGS}/cadangan"
ACCOUNT: Final = f"{NOW}/akun"
HISTORY: Final = f"{NOW}/riwayat"
REPORTS: Final = f"{NOW}/laporan"
AUDIT: Final = f"{NOW}/catatan"
LARGEST_UPLOAD: Final = 1024 * 1024
"""A logo, or a file of a set-up, which the page of its preview sends once more."""
BEFORE_ALL: Final = frozenset({NEW_PASSWORD, SIGN_OUT})
"""What a person with a one-time password may open."""


@dataclass(frozen=True, slots=True)
class Page:
    """One address of the console: who may open it, and how it is called.

    ``nav`` is its short name in the navigation ("" keeps it out), ``icon`` the name of its sign in
    ``templates/console/icons.html``; ``on_phone``: it has a place in the bar of five on a phone.
    ``about`` is the sentence by which the page of settings leads to it ("": it does not).
    ``largest_body``: the bytes of a form that are taken.
    """

    path: str
    endpoint: str
    roles: tuple[str, ...]
    title: str
    methods: tuple[str, ...] = ("GET",)
    nav: str = ""
    icon: str = ""
    on_phone: bool = True
    about: str = ""
    largest_body: int = LARGEST_BODY

    @property
    def is_open(self) -> bool:
        """Tell whether nobody need be signed in."""
        return self.roles == NOBODY_YET


BOTH: Final = ("GET", "POST")
POST: Final = ("POST",)

PAGES_OF_CONSOLE: tuple[Page, ...] = (
    Page(NOW, "console_now.now", EVERYONE, "Sekarang", nav="Sekarang", icon="now"),
    Page(PADS, "console_pad.counters", COUNTER, "Loket", nav="Loket", icon="counter"),
    Page(f"{PADS}/<counter_id>", "console_pad.pad", COUNTER, "Loket"),
    Page(
        *(ANNOUNCE, "console_announce.announce", STAFF, "Pengumuman"),
        nav="Pengumuman",
        icon="announce",
    ),
    Page(
        *(HISTORY, "console_history.history", EVERYONE, "Riwayat"),
        nav="Riwayat",
        icon="history",
    ),
    Page(
        *(REPORTS, "console_reports.report", READERS, "Laporan"),
        nav="Laporan",
        icon="report",
        on_phone=False,
    ),
    Page(f"{REPORTS}/hari-ini", "console_reports.today", READERS, "Hari ini"),
    Page(f"{REPORTS}.csv", "console_reports.export", READERS, "Laporan (CSV)"),
    Page(SIGN_IN, "console_sign_in.enter", NOBODY_YET, "Masuk", BOTH),
    Page(SIGN_OUT, "console_sign_in.leave", EVERYONE, "Keluar", POST),
    Page(NEW_PASSWORD, "console_account.password", EVERYONE, "Kata sandi baru", BOTH),
    Page(ACCOUNT, "console_account.account", EVERYONE, "Akun saya"),
    Page(f"{ACCOUNT}/sesi/<session_id>", "console_account.end", EVERYONE, "Akhiri sesi", POST),
    Page(
        *(SETTINGS, "console_setup.index", STAFF, "Pengaturan"),
        nav="Pengaturan",
        icon="settings",
    ),
    Page(
        *(GUIDE, "console_guide.guide", ADMIN, "Pemasangan awal", BOTH),
        about="Langkah demi langkah sampai aula siap dipakai; boleh berhenti dan dilanjutkan.",
    ),
    Page(f"{GUIDE}/suara", "console_guide.sound", ADMIN, "Apakah terdengar?", BOTH),
    Page(f"{GUIDE}/langkah/<step>", "console_guide.put_off", ADMIN, "Pemasangan awal", POST),
    Page(
        *(HALL, "console_hall.hall", ADMIN, "Aula", BOTH),
        about="Nama, logo, tempat, zona waktu, jam layanan, dan teks berjalan.",
    ),
    Page(*(f"{HALL}/logo", "console_hall.logo", ADMIN, "Logo", POST), largest_body=LARGEST_UPLOAD),
    Page(f"{HALL}/kosongkan", "console_hall.empty", ADMIN, "Kosongkan aula", POST),
    Page(
        *(SERVICES, "console_services.services", ADMIN, "Layanan"),
        about="Nama, awalan, warna, dan hitungan nomornya.",
    ),
    Page(f"{SERVICES}/baru", "console_services.add", ADMIN, "Layanan baru", BOTH),
    Page(f"{SERVICES}/<service_id>", "console_services.service", ADMIN, "Layanan", BOTH),
    Page(f"{SERVICES}/<service_id>/urut", "console_services.arrange", ADMIN, "Layanan", POST),
    Page(f"{SERVICES}/<service_id>/hapus", "console_services.remove", ADMIN, "Layanan", POST),
    Page(
        *(COUNTERS, "console_counters.counters", ADMIN, "Loket"),
        about="Tempat melayani: namanya, dan layanan apa saja.",
    ),
    Page(f"{COUNTERS}/baru", "console_counters.add", ADMIN, "Loket baru", BOTH),
    Page(f"{COUNTERS}/<counter_id>", "console_counters.counter", ADMIN, "Loket", BOTH),
    Page(f"{COUNTERS}/<counter_id>/urut", "console_counters.arrange", ADMIN, "Loket", POST),
    Page(f"{COUNTERS}/<counter_id>/hapus", "console_counters.remove", ADMIN, "Loket", POST),
    Page(
        *(SETUP_FILE, "console_setup_file.setup_file", ADMIN, "Susunan aula", BOTH),
        about="Semua layanan dan loket sekaligus, dari dan ke sebuah berkas.",
        largest_body=LARGEST_UPLOAD,
    ),
    Page(f"{SETUP_FILE}/unduh.toml", "console_setup_file.download", ADMIN, "Susunan aula"),
    Page(f"{SETUP_FILE}/loket.csv", "console_setup_file.counters", ADMIN, "Loket (CSV)"),
    Page(
        *(SPEAKER, "console_speaker.speaker", STAFF, "Pengeras suara", BOTH),
        about="Ke mana suara keluar, dan apakah sampai ke aula.",
    ),
    Page(f"{SPEAKER}/volume", "console_speaker.follow_noise", STAFF, "Pengeras suara", POST),
    Page(f"{SPEAKER}/volume-jam", "console_speaker.by_hour", STAFF, "Pengeras suara", POST),
    Page(f"{SPEAKER}/pakai/<speaker_id>", "console_speaker.use", STAFF, "Pengeras suara", POST),
    Page(f"{SPEAKER}/mikrofon/lepas", "console_speaker.release", STAFF, "Pengeras suara", POST),
    Page(
        *(ZONES, "console_zones.zones", ADMIN, "Zona"),
        about="Bagian aula dengan pengeras suara dan antrean sendiri.",
    ),
    Page(f"{ZONES}/baru", "console_zones.add", ADMIN, "Zona baru", BOTH),
    Page(f"{ZONES}/<zone_id>", "console_zones.zone", ADMIN, "Zona", BOTH),
    Page(f"{ZONES}/<zone_id>/hapus", "console_zones.remove", ADMIN, "Zona", POST),
    Page(
        *(SCREENS, "console_screens.screens", STAFF, "Layar", BOTH),
        about="TV di aula: daftarkan, lihat keadaannya, muat ulang.",
    ),
    Page(f"{SCREENS}/<screen_id>", "console_screens.screen", STAFF, "Layar", BOTH),
    Page(f"{SCREENS}/<screen_id>/nama", "console_screens.identify", STAFF, "Layar", POST),
    Page(f"{SCREENS}/<screen_id>/muat", "console_screens.reload", STAFF, "Layar", POST),
    Page(f"{SCREENS}/<screen_id>/cabut", "console_screens.revoke", STAFF, "Layar", POST),
    Page(
        *(POSTER, "console_poster.poster", STAFF, "Poster"),
        about="Kode QR ke halaman ponsel pengunjung, untuk dicetak.",
    ),
    Page(
        *(MORNING_CHECK, "console_morning_check.morning_check", STAFF, "Periksa pagi"),
        about="Sebelum buka: apakah tiap loket terdengar dan tiap layar menjawab.",
    ),
    Page(f"{MORNING_CHECK}/mulai", "console_morning_check.start", STAFF, "Periksa pagi", POST),
    Page(f"{MORNING_CHECK}/waktu", "console_morning_check.arrange", STAFF, "Periksa pagi", POST),
    Page(
        *(PRONUNCIATIONS, "console_pronunciations.pronunciations", STAFF, "Pengucapan"),
        about="Bagaimana nama dan singkatan diucapkan; dengarkan dan perbaiki.",
    ),
    Page(f"{PRONUNCIATIONS}/ubah", "console_pronunciations.change", STAFF, "Pengucapan", BOTH),
    Page(f"{PRONUNCIATIONS}/hapus", "console_pronunciations.remove", STAFF, "Pengucapan", POST),
    Page(
        *(TEMPLATES, "console_templates.templates", STAFF, "Templat"),
        about="Pengumuman yang sering dibuat, dengan bagian yang diisi.",
    ),
    Page(f"{TEMPLATES}/baru", "console_templates.add", STAFF, "Templat baru", BOTH),
    Page(f"{TEMPLATES}/<template_id>", "console_templates.template", STAFF, "Templat", BOTH),
    Page(f"{TEMPLATES}/<template_id>/hapus", "console_templates.remove", STAFF, "Templat", POST),
    Page(
        *(SCHEDULE, "console_schedule.schedule", STAFF, "Jadwal"),
        about="Apa yang diumumkan sendiri, dan kapan: buka, istirahat, salat, tutup.",
    ),
    Page(f"{SCHEDULE}/baru", "console_schedule.add", STAFF, "Jadwal baru", BOTH),
    Page(f"{SCHEDULE}/<entry_id>", "console_schedule.entry", STAFF, "Jadwal", BOTH),
    Page(f"{SCHEDULE}/<entry_id>/hapus", "console_schedule.remove", STAFF, "Jadwal", POST),
    Page(f"{SCHEDULE}/<entry_id>/waktu/<due>", "console_schedule.step", STAFF, "Jadwal", POST),
    Page(
        *(HOLIDAYS, "console_holidays.holidays", STAFF, "Hari libur", BOTH),
        about="Hari libur nasional dan cuti bersama: aula tutup, jadwal diam.",
    ),
    Page(f"{HOLIDAYS}/<day>/hapus", "console_holidays.remove", STAFF, "Hari libur", POST),
    Page(
        *(USERS, "console_users.users", ADMIN, "Pengguna"),
        about="Siapa yang boleh masuk, dan apa yang boleh dilakukannya.",
    ),
    Page(f"{USERS}/baru", "console_users.add", ADMIN, "Pengguna baru", BOTH),
    Page(f"{USERS}/<user_id>", "console_users.user", ADMIN, "Pengguna", BOTH),
    Page(f"{USERS}/<user_id>/sandi", "console_users.reset", ADMIN, "Kata sandi baru", POST),
    Page(f"{USERS}/<user_id>/status", "console_users.status", ADMIN, "Pengguna", POST),
    Page(f"{USERS}/<user_id>/keluar", "console_users.leave", ADMIN, "Pengguna", POST),
    Page(
        *(TOKENS, "console_tokens.tokens", ADMIN, "Token API", BOTH),
        about="Kunci bagi program lain: sistem antrean, pengeras suara, layar.",
    ),
    Page(f"{TOKENS}/<token_id>/cabut", "console_tokens.revoke", ADMIN, "Cabut token", POST),
    Page(
        *(BACKUPS, "console_backups.backups", ADMIN, "Cadangan"),
        about="Salinan seluruh aula: kapan terakhir dibuat, buat sekarang, unduh.",
    ),
    Page(f"{BACKUPS}/buat", "console_backups.make", ADMIN, "Cadangan", POST),
    Page(f"{BACKUPS}/<name>", "console_backups.download", ADMIN, "Cadangan"),
    Page(
        *(AUDIT, "console_audit.entries", ADMIN, "Catatan"),
        nav="Catatan",
        icon="audit",
        on_phone=False,
    ),
    Page(f"{AUDIT}.csv", "console_audit.export", ADMIN, "Catatan (CSV)"),
)
"""Every page, in the order of the navigation."""


def find_page(rule: str) -> Page | None:
    """Return the row of a route."""
    return _BY_PATH.get(rule)


def page_of(endpoint: str) -> Page:
    """Return the row of a view; raises ``KeyError`` for a view that the table does not name."""
    return _BY_ENDPOINT[endpoint]


def navigation(role: str) -> list[Page]:
    """Return the pages that the navigation shows to a role."""
    return [page for page in PAGES_OF_CONSOLE if page.nav and role in page.roles]


def settings_pages(role: str) -> list[Page]:
    """Return the pages that the page of settings leads to, for a role."""
    return [page for page in PAGES_OF_CONSOLE if page.about and role in page.roles]


def current_of(path: str, pages: list[Page]) -> Page | None:
    """Return which of the navigation's pages ``path`` belongs to: the nearest above it."""
    # "/console" is above everything, and therefore says nothing.
    above = [page for page in pages if path.startswith(page.path + "/") and page.path != NOW]
    return next((page for page in pages if page.path == path), None) or max(
        above, key=lambda page: len(page.path), default=None
    )


_BY_ENDPOINT = {page.endpoint: page for page in PAGES_OF_CONSOLE}
_BY_PATH = {page.path: page for page in PAGES_OF_CONSOLE}
