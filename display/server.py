"""The server process: one gevent hub that serves pages, API, websockets and the announcer.

Nothing in it may block the hub: SQLite runs in a pool of one native thread, synthesis in a process
of its own, and sound on the PA in another (docs/architecture.md, "Processes").
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from display.errors import StartError
from display.memory import give_memory_back, return_large_pieces
from display.settings import Settings

if TYPE_CHECKING:
    from gevent.pywsgi import WSGIServer
    from gevent.socket import socket

    from audio import Pack, Treatment
    from display.accounts import AccountStore
    from display.journal import Journal
    from display.parts import House

T = TypeVar("T")

# A storm of 1,000 screens that come back at once loses no connection request (measured).
BACKLOG = 4096
# The pieces of the last few calls; the rest lies decoded on disk, 0.2 ms away (a call is composed
# in 3.6 ms from there, tests/bench/compose.py), and the server stays under its 80 MB.
CLIP_MEMORY_BYTES = 2 * 1024 * 1024
# By then the first look-ahead is done and the first screens are in.
SETTLED_S = 5.0
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


def serve(settings: Settings, *, on_ready: Callable[[Ready], None]) -> None:
    """Serve until SIGTERM or SIGINT; call ``on_ready`` once requests are answered.

    Raises :class:`~display.errors.PanggilError` with one plain sentence when it cannot start.
    """
    from gevent import monkey

    monkey.patch_all()
    import gevent
    from gevent.event import Event

    return_large_pieces()
    prepare_folder(settings.data)
    # Before the first start makes secrets: those of a start that is refused would never be shown.
    listener = _take_port(settings)
    journal = _open_journal(settings)
    try:
        first = _first_start(settings, journal)
        house = build_house(settings, journal)
        server = _listen(listener, house)
        done = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            gevent.signal_handler(number, done.set)
        parts = _start_parts(house)
        on_ready(Ready(settings.host, server.server_port, *first))
        gevent.spawn_later(SETTLED_S, give_memory_back)
        done.wait()
        _stop_parts(parts, server)
    finally:
        journal.close()


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


def build_house(settings: Settings, journal: Journal) -> House:
    """Return the parts of a server, wired to each other and not started yet."""
    from audio import ClipFolder, Composer, VoiceWorker, default_pack
    from display.accounts import AccountStore, TokenCheck
    from display.app import pages_version
    from display.hall.announcing import Preparation, PreviewDesk
    from display.hall.health import Watch
    from display.hall.playback import Announcer, SpeakerDesk
    from display.hall.speech import Recordings
    from display.parts import House
    from display.push import Hub

    shipped = default_pack()
    chosen, trouble = _chosen_pack(settings)
    # The voice of this machine is that of the shipped pack; the chosen one may be a person's.
    made = ClipFolder(
        settings.data / "clips", shipped.voice, limit_bytes=settings.clips_limit_mb * 1_000_000
    )
    house = House(
        settings=settings,
        hall=settings.hall,
        version=pages_version(),
        journal=journal,
        composer=Composer(
            chosen or shipped,
            made,
            settings.data / "sounds",
            memory_bytes=CLIP_MEMORY_BYTES,
            fallback=shipped if chosen else None,
            treatment=_treatment() if settings.compression else None,
            end_tone=settings.end_tone,
        ),
        pack_trouble=trouble,
        voice=VoiceWorker(made),
        tokens=TokenCheck(AccountStore(journal.database), settings.hall),
        local_speaker_token=os.environ.get("PANGGIL_LOCAL_SPEAKER_TOKEN", ""),
        aside=one_thread(),
    )
    house.speakers = SpeakerDesk()
    house.hub = Hub(
        journal,
        settings.hall,
        presence=lambda: {
            "speaker": house.speakers.describe(),
            "voice": house.preparation.describe(),
        },
        version=house.version,
        settings=settings,
    )
    house.preparation = Preparation(house)
    house.announcer = Announcer(house)
    house.recordings = Recordings(house)
    house.previews = PreviewDesk(house)
    house.watch = Watch(house)
    return house


def _treatment() -> Treatment:
    """Return the compression of speech, done in a native thread: a clip takes about 60 ms."""
    from audio import Treatment, gentle_compression

    run, gentle = one_thread(), gentle_compression()
    return Treatment(gentle.name, lambda pcm: run(lambda: gentle.apply(pcm)))


def _chosen_pack(settings: Settings) -> tuple[Pack | None, str]:
    """Return the hall's own pack, if it chose one, and why it cannot be used, if so."""
    import structlog

    from audio import PackError, open_installed

    if not settings.pack:
        return None, ""
    try:
        return open_installed(settings.packs, settings.pack), ""
    except PackError as error:
        structlog.get_logger(__name__).error("pack not usable", pack=settings.pack, why=str(error))
        return None, str(error)


def _open_journal(settings: Settings) -> Journal:
    from display.journal import open_journal

    if settings.database_url:
        return open_journal(settings.database_url)  # psycopg cooperates with the hub by itself
    return open_journal(settings.journal_url, run=one_thread())


def one_thread() -> Callable[[Callable[[], T]], T]:
    """Return a runner that does blocking work in one native thread while the hub goes on."""
    from gevent.threadpool import ThreadPool

    pool = ThreadPool(1)

    def run(work: Callable[[], T]) -> T:
        # The pool prints the traceback of whatever is raised in it, be it expected or not.
        result: T
        result, error = pool.apply(_outcome, (work,))
        if error is not None:
            raise error
        return result

    return run


def _outcome(work: Callable[[], T]) -> tuple[T | None, BaseException | None]:
    try:
        return work(), None
    except BaseException as error:  # carried to the greenlet that waits
        return None, error


def _first_start(settings: Settings, journal: Journal) -> tuple[bool, str | None, str | None]:
    """Furnish an empty journal; return whether it was, the one-time password, the API token.

    A first start that was interrupted is taken up again: it is over when there is somebody.
    """
    from display.accounts import AccountStore, add_user
    from display.hall.setup import seed_hall

    seed_hall(journal, settings.hall)
    accounts = AccountStore(journal.database)
    if accounts.users(settings.hall):
        return False, None, None
    token = _first_token(settings, accounts)
    password = add_user(accounts, settings.hall, "admin", "admin", settings.admin_password or None)
    return True, password, token


def _first_token(settings: Settings, accounts: AccountStore) -> str | None:
    """Make the first token; return its secret unless the installer chose it."""
    from display.accounts import TokenCheck, issue_token

    if settings.api_token:
        if not TokenCheck(accounts, settings.hall).find(settings.api_token):
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


def _listen(listener: socket, house: House) -> WSGIServer:
    from gevent.pywsgi import WSGIServer

    from display.app import create_app

    server = WSGIServer(listener, create_app(house), log=None, error_log=_ErrorLog())
    server.start()
    return server


def _start_parts(house: House) -> list[Callable[[], Any]]:
    """Start every part; return what stops them, in order."""
    house.journal.on_change(lambda hall, seq: _wake(house))
    parts = (house.hub, house.announcer, house.preparation, house.previews, house.watch)
    for part in (house.recordings, *parts):
        part.start()
    return [
        house.watch.stop,
        house.recordings.stop,
        house.previews.stop,
        house.preparation.stop,
        house.announcer.stop,
        house.hub.stop,
        house.voice.close,
    ]


def _wake(house: House) -> None:
    house.announcer.wake()  # the hub listens to the journal by itself
    house.preparation.wake()


def _stop_parts(stops: list[Callable[[], Any]], server: WSGIServer) -> None:
    server.stop(timeout=0.2)  # screens reconnect by themselves; nobody waits for their sockets
    for stop in stops:
        stop()


class _ErrorLog:
    """Takes what pywsgi has to say about broken requests, as one log line each."""

    def write(self, text: str) -> None:
        import structlog

        if text.strip():
            structlog.get_logger("pywsgi").warning(text.strip())

    def flush(self) -> None:
        """Nothing is held back."""
