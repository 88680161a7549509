"""The running parts of one server, complete from the start and handed to the edge that serves them.

:func:`display.assembly.assemble` makes and wires them, :mod:`display.server` starts and stops them.
Rules of the hall never see them: they take a :class:`~display.hall.HallContext`.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from display.accounts import Grant, Guesses

if TYPE_CHECKING:
    from audio import Composer, VoiceWorker
    from display.accounts import AccountStore, SessionDesk, SessionStore, SignIn, TokenCheck
    from display.audit import AuditLog
    from display.database import Run
    from display.hall import HallContext
    from display.hall.announcing import Preparation, PreviewDesk
    from display.hall.backups import BackupDesk
    from display.hall.calling import DayEnd
    from display.hall.health import Monitor
    from display.hall.hearing import EarDesk
    from display.hall.leading import Leadership
    from display.hall.morning_check import MorningCheckDesk
    from display.hall.playback import Announcer, SpeakerDesk, Zones
    from display.hall.reports import DailyFigures, JournalRetention
    from display.hall.schedule import Scheduler
    from display.hall.screens import ScreenDesk
    from display.hall.speech import Recordings
    from display.journal import Journal
    from display.loop import Loop
    from display.push import Hub
    from display.settings import Settings

_CHILDREN: Final = {"speaker": ("local speaker", "local"), "listen": ("local ear", "local-ear")}
"""Scope -> name and id of the child of `panggil run` that has a secret of it."""


@dataclass(slots=True)
class Parts:
    """One server's parts. ``version`` is that of the pages: a TV with another one reloads."""

    settings: Settings
    version: str
    journal: Journal
    hall: HallContext
    composer: Composer
    voice: VoiceWorker
    accounts: AccountStore
    audit: AuditLog
    session_store: SessionStore
    tokens: TokenCheck
    sessions: SessionDesk
    sign_in: SignIn
    hub: Hub
    zones: Zones
    ears: EarDesk
    screens: ScreenDesk
    preparation: Preparation
    recordings: Recordings
    previews: PreviewDesk
    monitor: Monitor
    backups: BackupDesk
    morning_check: MorningCheckDesk
    day_end: DayEnd
    figures: DailyFigures
    scheduler: Scheduler
    retention: JournalRetention
    # The secrets that `panggil run` shares with its own children, by scope; empty: there is none.
    local_tokens: Mapping[str, str]
    # Which of the hall's servers leads it; None on SQLite, where there is one.
    lead: Leadership | None
    # How work that would hold up the hub is run (docs/architecture.md, "Processes").
    run: Run
    # What every door asks whose token it was shown; one count of wrong ones for all of them.
    guesses: Guesses = field(init=False)

    def __post_init__(self) -> None:
        self.guesses = Guesses(self._find)

    @property
    def loops(self) -> tuple[Loop, ...]:
        """Every part of this server that looks again and again."""
        return (
            *(zone.announcer.loop for zone in self.zones),
            self.zones.loop,
            self.monitor.loop,
            self.monitor.writing.loop,
            self.scheduler.loop,
            self.day_end.loop,
            self.preparation.loop,
            self.preparation.look_out,
            self.previews.loop,
            self.backups.loop,
            self.figures.loop,
            self.retention.loop,
            *([self.lead.loop] if self.lead else []),
        )

    @property
    def speakers(self) -> SpeakerDesk:
        """The desk of the hall's first zone."""
        return self.zones.main.speakers

    @property
    def announcer(self) -> Announcer:
        """The announcer of the hall's first zone."""
        return self.zones.main.announcer

    def allow(self, secret: str | None, scope: str) -> Grant | None:
        """Return what ``secret`` grants when it covers ``scope``, else ``None``."""
        if not secret:
            return None
        local = self.local_grant(secret)
        if local is not None:
            return local if local.covers(scope) else None
        return self.tokens(secret, scope)

    def local_grant(self, secret: str) -> Grant | None:
        """Return what ``secret`` grants as that of a child of `panggil run`, else ``None``."""
        for scope, local in self.local_tokens.items():
            if local and hmac.compare_digest(secret.encode(), local.encode()):
                name, own_id = _CHILDREN[scope]
                return Grant(name=name, hall=self.hall.id, scopes=(scope,), id=own_id)
        return None

    def _find(self, secret: str) -> Grant | None:
        """Return what ``secret`` grants in this hall: one of another hall is as good as none."""
        grant = self.local_grant(secret) or self.tokens.find(secret)
        return grant if grant is not None and grant.hall == self.hall.id else None
