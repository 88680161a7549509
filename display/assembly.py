"""The one place where a server's parts are made and wired to each other.

The server and every test call :func:`assemble`, so that what is tested is what runs. Nothing starts
here; a part takes what it needs by name and is whole when it is made.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypedDict, TypeVar

from display.database import Run, run_here

if TYPE_CHECKING:
    from audio import Composer, Pack, Treatment, VoiceWorker
    from display.accounts import AccountStore, SessionDesk, SessionStore, SignIn, TokenCheck
    from display.audit import AuditLog
    from display.hall import HallContext
    from display.hall.announcing import Preparation
    from display.hall.backups import BackupDesk
    from display.hall.calling import DayEnd
    from display.hall.health import Monitor
    from display.hall.hearing import EarDesk
    from display.hall.leading import FoundEverywhere, Leadership
    from display.hall.morning_check import MorningCheckDesk
    from display.hall.playback import Announcer, Zones
    from display.hall.reports import DailyFigures, JournalRetention
    from display.hall.schedule import Scheduler
    from display.hall.screens import ScreenDesk
    from display.hall.speech import Recordings
    from display.journal import Journal
    from display.parts import Parts
    from display.push import Hub, Present
    from display.settings import Settings

T = TypeVar("T")

MOST_PLACES = 500  # the last sign-ins that a server starts with as known: weeks of a hall
# The pieces of the last few calls; the rest lies decoded on disk, 0.2 ms away (a call is composed
# in 3.6 ms from there, tests/bench/compose.py), and the server stays under its 80 MB.
CLIP_MEMORY_BYTES = 2 * 1024 * 1024


class _People(TypedDict):
    """Who may do what: the parts of that idea, by the names that :class:`Parts` has for them."""

    accounts: AccountStore
    audit: AuditLog
    session_store: SessionStore
    sessions: SessionDesk
    sign_in: SignIn
    tokens: TokenCheck
    screens: ScreenDesk


class _ByTheClock(TypedDict):
    """What a hall's leader does by itself when its time comes."""

    day_end: DayEnd
    figures: DailyFigures
    retention: JournalRetention
    scheduler: Scheduler


def assemble(
    settings: Settings,
    journal: Journal,
    *,
    run: Run = run_here,
    pack: Pack | None = None,
    version: str | None = None,
    announcer: type[Announcer] | None = None,
    presence: Callable[[], Present] | None = None,
) -> Parts:
    """Return the parts of a server of ``settings.hall``, wired to each other and not started yet.

    ``run`` is how work that would hold up the hub is run. The others stand in for what a server has
    by itself: ``pack`` for the shipped clip pack, ``version`` for that of the pages, ``announcer``
    for the kind of announcer, ``presence`` for what the hub tells of speaker and voice.
    """
    from display.app import pages_version
    from display.hall.announcing import Preparation, PreviewDesk
    from display.hall.hearing import EarDesk
    from display.hall.speech import Recordings
    from display.parts import Parts
    from display.push import Hub

    composer, voice, pack_trouble = _sound(settings, pack)
    hall, led, lead = _contexts(settings, journal, composer)
    preparation, recordings = Preparation(led, voice), Recordings(hall)
    version = version or pages_version()
    zones = _zones(led, lead, recordings, announcer)
    told = presence or partial(_present, lead, zones, preparation)
    hub = Hub(journal, hall.id, presence=told, version=version, settings=settings)
    ears, by_the_clock = EarDesk(hall, hub.snapshot_message), _by_the_clock(led)
    parts = Parts(
        settings=settings,
        version=version,
        journal=journal,
        hall=hall,
        composer=composer,
        voice=voice,
        **_people(hall, run, lambda: hub.position),
        hub=hub,
        zones=zones,
        ears=ears,
        preparation=preparation,
        recordings=recordings,
        previews=PreviewDesk(hall, voice, recordings),
        **_care(led, zones, ears, hub, by_the_clock["scheduler"], pack_trouble),
        **by_the_clock,
        local_tokens=_local_tokens(),
        lead=lead,
        run=run,
    )
    return _wired(parts)


def _contexts(
    settings: Settings, journal: Journal, composer: Composer
) -> tuple[HallContext, HallContext, Leadership | None]:
    """Return the hall, the same for what is done once for it, and this server's side of its lease.

    A file of SQLite has one server, and no lease.
    """
    from display.hall import HallContext

    lead, shared = _together(settings, journal, composer)
    hall = HallContext(settings.hall, journal, settings, composer, shared=shared)
    return hall, replace(hall, lead=lead) if lead else hall, lead


def _zones(
    led: HallContext,
    lead: Leadership | None,
    recordings: Recordings,
    announcer: type[Announcer] | None,
) -> Zones:
    """Return the hall's zones, which make a desk and an announcer for each that there is."""
    from display.hall.playback import Announcer, SpeakerDesk, SpeakingZone, Zones

    def make(hall: HallContext) -> SpeakingZone:
        desk = SpeakerDesk(hall.zone, is_open=led.leads)
        if lead:
            desk.watch(lead.wake)
        return SpeakingZone(hall, desk, (announcer or Announcer)(hall, desk, recordings))

    return Zones(led, make)


class _Care(TypedDict):
    """What looks after the hall, by the names that :class:`Parts` has for it."""

    monitor: Monitor
    backups: BackupDesk
    morning_check: MorningCheckDesk


def _care(
    led: HallContext,
    zones: Zones,
    ears: EarDesk,
    hub: Hub,
    scheduler: Scheduler,
    pack_trouble: str,
) -> _Care:
    """Return what raises faults, what makes backups, and what checks the hall before it opens."""
    from display.hall.backups import BackupDesk
    from display.hall.health import Monitor, check_health
    from display.hall.morning_check import MorningCheckDesk

    backups = BackupDesk(led)
    watching = (led, zones, ears, hub.presence, backups)
    monitor = Monitor(*watching, pack_trouble=pack_trouble)
    examine = partial(check_health, led, hub, zones, ears, monitor)
    morning_check = MorningCheckDesk(led, examine, monitor.claimed, scheduler)
    return _Care(monitor=monitor, backups=backups, morning_check=morning_check)


def _by_the_clock(led: HallContext) -> _ByTheClock:
    """Return what is done when its time comes, in a hall that this server may lead."""
    from display.hall.calling import DayEnd
    from display.hall.reports import DailyFigures, JournalRetention
    from display.hall.schedule import Scheduler

    return _ByTheClock(
        day_end=DayEnd(led),
        figures=DailyFigures(led),
        retention=JournalRetention(led),
        scheduler=Scheduler(led),
    )


def _together(
    settings: Settings, journal: Journal, composer: Composer
) -> tuple[Leadership | None, FoundEverywhere | None]:
    """Return this server's side of the hall's lease, and what its servers have together.

    A file of SQLite has one server, and neither.
    """
    from display.database import SharedFiles
    from display.hall.leading import FoundEverywhere, Leadership, place_of

    if journal.database.is_sqlite:
        return None, None
    lead = Leadership(journal, settings.hall, place_of(settings.data))
    files = SharedFiles(journal.database, settings.hall)
    return lead, FoundEverywhere(files, composer, lambda: bool(lead.peers))


def _wired(parts: Parts) -> Parts:
    """Return ``parts`` that hear of each other, and of the lease, which goes where a speaker is."""
    from display.hall.leading import Led

    zones, preparation = parts.zones, parts.preparation
    preparation.listen(zones.hear_pace)
    parts.hub.tell_of("zone.changed", zones.changed)
    parts.monitor.watch_over(parts.screens)
    parts.monitor.loops.watch_over(lambda: parts.loops)
    parts.monitor.look_besides(parts.morning_check.look)
    if parts.lead is None:
        return parts

    def get_ready() -> None:
        zones.take_over()
        parts.monitor.take_over()

    def begin() -> None:
        zones.open()
        preparation.wake()
        zones.wake()

    lead = parts.lead

    def stand_by() -> None:
        zones.send_away(lead.leader.get("speakers", ()) if lead.leader else ())

    parts.monitor.look_standing_by(stand_by)
    lead.follow(
        Led(
            tell=lambda: {**_here(zones, preparation)},
            speaks=lambda: zones.has_speaker,
            get_ready=get_ready,
            begin=begin,
            end=zones.shut,
        )
    )
    return parts


def _here(zones: Zones, preparation: Preparation) -> Present:
    speakers = zones.describe()
    return {"speaker": speakers[0], "speakers": speakers, "voice": preparation.describe()}


def _present(lead: Leadership | None, zones: Zones, preparation: Preparation) -> Present:
    """Return speakers and voice as the hall has them: those of the server that leads it."""
    own = _here(zones, preparation)
    if lead and lead.fence is None and lead.leader:
        # A server of another release may tell less.
        own["speaker"] = lead.leader.get("speaker", own["speaker"])
        own["speakers"] = lead.leader.get("speakers", [own["speaker"]])
        own["voice"] = lead.leader.get("voice", own["voice"])
    return own


def _local_tokens() -> dict[str, str]:
    """Return the secrets that `panggil run` shares with this server and its other children."""
    variables = {"speaker": "PANGGIL_LOCAL_SPEAKER_TOKEN", "listen": "PANGGIL_LOCAL_EAR_TOKEN"}
    return {scope: os.environ.get(name, "") for scope, name in variables.items()}


def _people(hall: HallContext, run: Run, position: Callable[[], tuple[str, int]]) -> _People:
    """Return who is known in the hall and how: tokens, accounts, sessions, screens, audit log."""
    from display.accounts import (
        AccountStore,
        ScreenStore,
        SessionDesk,
        SessionStore,
        SignIn,
        TokenCheck,
    )
    from display.audit import AuditLog
    from display.hall.screens import ScreenDesk

    database, settings = hall.journal.database, hall.settings
    accounts, sessions, audit = AccountStore(database), SessionStore(database), AuditLog(database)
    idle_s, longest_s = settings.session_idle_h * 3600, settings.session_days * 86400
    tokens = TokenCheck(accounts, hall.id)
    return _People(
        accounts=accounts,
        audit=audit,
        session_store=sessions,
        sessions=SessionDesk(sessions, hall.id, idle_s, longest_s),
        sign_in=SignIn(
            *(accounts, audit, hall.id, run),
            signed_in=lambda: sessions.places(hall.id, MOST_PLACES),
        ),
        tokens=tokens,
        screens=ScreenDesk(hall, ScreenStore(database), tokens, position),
    )


def _sound(settings: Settings, pack: Pack | None) -> tuple[Composer, VoiceWorker, str]:
    """Return what composes sounds, what makes missing clips, and what is wrong with the pack."""
    from audio import ClipFolder, Composer, VoiceWorker, default_pack

    shipped = pack or default_pack()
    chosen, trouble = _chosen_pack(settings)
    # The voice of this machine is that of the shipped pack; the chosen one may be a person's.
    made = ClipFolder(
        settings.data / "clips", shipped.voice, limit_bytes=settings.clips_limit_mb * 1_000_000
    )
    composer = Composer(
        chosen or shipped,
        made,
        settings.data / "sounds",
        memory_bytes=CLIP_MEMORY_BYTES,
        fallback=shipped if chosen else None,
        treatment=_treatment() if settings.compression else None,
        end_tone=settings.end_tone,
    )
    return composer, VoiceWorker(made), trouble


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
