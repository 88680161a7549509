"""The server process: one gevent hub that serves pages, API, websockets and the announcer.

Nothing in it may block the hub: SQLite runs in a pool of one native thread, synthesis in a process
of its own, and sound on the PA in another (docs/architecture.md, "Processes").
"""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from display.assembly import one_thread
from display.errors import StartError
from display.loop import DEAD_S
from display.memory import give_memory_back, return_large_pieces
from display.settings import Settings

if TYPE_CHECKING:
    from gevent.socket import socket

    from display.accounts import AccountStore
    from display.journal import Journal
    from display.parts import Parts
    from display.push import HttpServer

# A storm of 1,000 screens that come back at once loses no connection request (measured).
BACKLOG = 4096
# By then the first look-ahead is done and the first screens are in.
SETTLED_S = 5.0
BEAT_S = 1.0
# Below this a database write is about to fail; starting would only fail later and worse.
LEAST_FREE_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Ready:
    """What a server that answers tells the one who started it."""

    host: str
    port: int
    first_start: bool
    admin_password: str | None
    api_token: str | None


def serve(
    settings: Settings,
    *,
    on_ready: Callable[[Ready], None],
    beat: Callable[[], None] | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT; call ``on_ready`` once requests are answered.

    From then on ``beat`` is called once a second, by the hub: it falls silent when that is blocked.
    Raises :class:`~display.errors.PanggilError` with one plain sentence when it cannot start.
    """
    from gevent import monkey

    monkey.patch_all()
    import gevent
    from gevent.event import Event

    from display.assembly import assemble  # after the patch: it makes threads

    return_large_pieces()
    prepare_folder(settings.data)
    # Before the first start makes secrets: those of a start that is refused would never be shown.
    listener = _take_port(settings)
    journal = _open_journal(settings)
    try:
        first = _first_start(settings, journal)
        settings, waiting = _fit(settings)
        parts = assemble(settings, journal, run=one_thread())
        server = _listen(listener, parts, waiting)
        done = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            gevent.signal_handler(number, done.set)
        stops = _start_parts(parts)
        on_ready(Ready(settings.host, server.server_port, *first))
        gevent.spawn_later(SETTLED_S, give_memory_back)
        if beat is not None:
            gevent.spawn(_keep_beating, beat, lambda: dead_loops(parts))
        done.wait()
        _stop_parts(stops, server)
    finally:
        journal.close()


def _keep_beating(beat: Callable[[], None], dead: Callable[[], list[str]]) -> None:
    """Beat while the hub runs this and no loop is dead; else whoever listens starts all anew."""
    import structlog
    from gevent import sleep

    told: list[str] = []
    while True:
        found = dead()
        if not found:
            beat()
        elif found != told:
            structlog.get_logger(__name__).critical("a loop is dead", loops=found)
        told = found
        sleep(BEAT_S)


def dead_loops(parts: Parts) -> list[str]:
    """Return which loops of a server are late by more than :data:`DEAD_S`, or have ended."""
    dead = [loop.name for loop in parts.loops if loop.late_s > DEAD_S]
    return dead if parts.hub.running else ["hub", *dead]


def prepare_folder(folder: Path) -> None:
    """Make the data folder, or raise :class:`StartError` that says why it cannot be used."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.write_bytes(b"panggil")
        probe.unlink()
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise StartError(f"The data folder {folder} cannot be written: {error.strerror}.") from None
    if free < LEAST_FREE_BYTES:
        raise StartError(f"The disk of the data folder {folder} is full; free some space first.")


def _open_journal(settings: Settings) -> Journal:
    from display.journal import open_journal

    if settings.database_url:
        # psycopg cooperates with the hub by itself.
        return open_journal(settings.database_url, mark=settings.data / "panggil.mark")
    return open_journal(settings.journal_url, run=one_thread(), run_reads=one_thread())


def _first_start(settings: Settings, journal: Journal) -> tuple[bool, str | None, str | None]:
    """Furnish an empty journal; return whether it was, the one-time password, the API token.

    A first start that was interrupted is taken up again: it is over when there is somebody.
    """
    from display.accounts import AccountStore, add_user, digest_of
    from display.database import AlreadyExists
    from display.hall.setup import seed_hall

    seed_hall(journal, settings.hall, settings.sample or "lahat")
    accounts = AccountStore(journal.database)
    if accounts.users(settings.hall):
        return False, None, None
    token = _first_token(settings, accounts)
    try:
        password = add_user(
            accounts, settings.hall, "admin", "admin", settings.admin_password or None
        )
    except AlreadyExists:  # another server of this database has just done the same: its words count
        if token and (made := accounts.find_token(digest_of(token))):
            accounts.revoke_token(made.id)
        return False, None, None
    return True, password, token


def _first_token(settings: Settings, accounts: AccountStore) -> str | None:
    """Make the first token; return its secret unless the installer chose it."""
    from display.accounts import TokenCheck, issue_token
    from display.database import AlreadyExists

    if settings.api_token:
        if not TokenCheck(accounts, settings.hall).find(settings.api_token):
            with suppress(AlreadyExists):  # of another server that starts at this moment
                issue_token(accounts, settings.hall, "first", ("admin",), secret=settings.api_token)
        return None
    return issue_token(accounts, settings.hall, "first", ("calls", "announcements", "read"))


def _take_port(settings: Settings) -> socket:
    from gevent.pywsgi import WSGIServer
    from gevent.socket import AF_INET, AF_INET6, IPPROTO_TCP, TCP_NODELAY

    family = AF_INET6 if ":" in settings.host else AF_INET
    address = (settings.host, settings.port)
    try:
        taken: socket = WSGIServer.get_listener(address, BACKLOG, family)
        # Accepted sockets inherit it. pywsgi writes headers and body apart, and Nagle then waits
        # for the delayed ACK: median 44 ms per answer on a kept connection, 0.2 ms without.
        taken.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
        return taken
    except OSError as error:
        raise StartError(
            f"Port {settings.port} on {settings.host} cannot be used: {error.strerror}."
        ) from None


def _fit(settings: Settings) -> tuple[Settings, int]:
    """Return settings, and room for waiting connections, that the open files allow."""
    import structlog

    from display.push import MOST_WAITING, RESERVED, raise_limit, share_out

    limit = raise_limit()
    seats, waiting = share_out(limit, settings.max_sockets, MOST_WAITING, sum(RESERVED.values()))
    if seats < settings.max_sockets:
        structlog.get_logger(__name__).warning(
            "fewer sockets than PANGGIL_MAX_SOCKETS: raise the limit of open files",
            open_files=limit,
            sockets=seats,
        )
    return replace(settings, max_sockets=seats), waiting


def _listen(listener: socket, parts: Parts, waiting: int) -> HttpServer:
    from display.app import create_app
    from display.push import HttpServer

    server = HttpServer(
        listener, create_app(parts), parts.hub.refusals, most_waiting=waiting, error_log=_ErrorLog()
    )
    server.start()
    return server


def _start_parts(parts: Parts) -> list[Callable[[], None]]:
    """Start every part; return what stops them, in order."""
    from display.hall.setup import share_logo

    parts.journal.on_change(lambda hall, seq: _wake(parts))
    if parts.lead:
        parts.lead.start()  # first: what follows does more for a hall that it leads
    parts.recordings.start()  # sweeps what a killed server left, before anything plays it
    share_logo(parts.hall)
    parts.day_end.start()  # before anybody is shown what was called yesterday
    parts.hub.start()
    parts.zones.start()
    parts.preparation.start()
    parts.previews.start()
    parts.monitor.start()
    parts.figures.start()
    parts.retention.start()
    parts.backups.start()
    parts.scheduler.start()
    return [
        parts.scheduler.stop,
        parts.backups.stop,
        parts.retention.stop,
        parts.figures.stop,
        parts.monitor.stop,
        parts.day_end.stop,
        parts.recordings.stop,
        parts.previews.stop,
        parts.preparation.stop,
        parts.zones.stop,
        *([parts.lead.stop] if parts.lead else []),
        parts.hub.stop,
        parts.voice.close,
    ]


def _wake(parts: Parts) -> None:
    parts.zones.wake()  # the hub listens to the journal by itself
    parts.preparation.wake()


def _stop_parts(stops: list[Callable[[], None]], server: HttpServer) -> None:
    server.stop(timeout=0.2)  # screens reconnect by themselves; nobody waits for their sockets
    for stop in stops:
        stop()


class _ErrorLog:
    """Attempts what pywsgi has to say about broken requests, as one log line each."""

    def write(self, text: str) -> None:
        import structlog

        if text.strip():
            structlog.get_logger("pywsgi").warning(text.strip())

    def flush(self) -> None:
        """Nothing is held back."""
