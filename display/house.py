"""The running parts of one server, handed to every room that needs them.

Nothing starts here: :mod:`display.server` makes the parts, starts them and stops them. A room takes
the house instead of reaching for globals, so that a test can build a house of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audio import Composer, VoiceWorker
    from display.accounts import Grant, TokenCheck
    from display.hall import Announcer, SpeakerDesk
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
    hub: Hub = field(init=False)
    speakers: SpeakerDesk = field(init=False)
    announcer: Announcer = field(init=False)

    def allow(self, secret: str | None, scope: str) -> Grant | None:
        """Return what ``secret`` grants when it covers ``scope``, else ``None``."""
        return self.tokens(secret, scope) if secret else None
