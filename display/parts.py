"""The running parts of one server, handed to every room that needs them.

Nothing starts here: :mod:`display.server` makes the parts, starts them and stops them. A room takes
the house instead of reaching for globals, so that a test can build a house of its own.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from display.accounts import (
    AccountStore,
    Aside,
    Grant,
    SessionDesk,
    SessionStore,
    SignIn,
    TokenCheck,
    at_once,
)
from display.audit import AuditLog

if TYPE_CHECKING:
    from audio import Composer, VoiceWorker
    from display.hall.announcing import Preparation, PreviewDesk
    from display.hall.health import Watch
    from display.hall.playback import Announcer, SpeakerDesk
    from display.hall.speech import Recordings
    from display.journal import Journal
    from display.push import Hub
    from display.settings import Settings


@dataclass(slots=True)
class House:
    """One server's parts. Filled in order by :func:`display.server.build_house`."""

    settings: Settings
    hall: str
    version: str
    journal: Journal
    composer: Composer
    voice: VoiceWorker
    tokens: TokenCheck
    # The secret that `panggil run` shares with its own speaker child; empty: there is none.
    local_speaker_token: str = ""
    # Why the clip pack that the hall chose cannot be used; empty: it can, or there is none.
    pack_trouble: str = ""
    # How work that would hold up the hub is run (docs/architecture.md, "Processes").
    aside: Aside = at_once
    accounts: AccountStore = field(init=False)
    session_store: SessionStore = field(init=False)
    audit: AuditLog = field(init=False)
    sessions: SessionDesk = field(init=False)
    sign_in: SignIn = field(init=False)
    hub: Hub = field(init=False)
    speakers: SpeakerDesk = field(init=False)
    preparation: Preparation = field(init=False)
    announcer: Announcer = field(init=False)
    recordings: Recordings = field(init=False)
    previews: PreviewDesk = field(init=False)
    watch: Watch = field(init=False)

    def __post_init__(self) -> None:
        """Make what follows from the parts given."""
        idle_s, longest_s = self.settings.session_idle_h * 3600, self.settings.session_days * 86400
        database = self.journal.database
        self.accounts, self.audit = AccountStore(database), AuditLog(database)
        self.session_store = SessionStore(database)
        self.sessions = SessionDesk(self.session_store, self.hall, idle_s, longest_s)
        self.sign_in = SignIn(self.accounts, self.audit, self.hall, self.aside)

    def allow(self, secret: str | None, scope: str) -> Grant | None:
        """Return what ``secret`` grants when it covers ``scope``, else ``None``."""
        if not secret:
            return None
        local = self.local_speaker_token
        if local and hmac.compare_digest(secret.encode(), local.encode()):
            return self._local_grant() if scope == "speaker" else None
        return self.tokens(secret, scope)

    def _local_grant(self) -> Grant:
        return Grant(name="local speaker", hall=self.hall, scopes=("speaker",), id="local")
