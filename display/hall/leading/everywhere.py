"""Sounds that every server of a hall finds: a speaker may ask any of them, through a proxy."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import structlog

from audio import SoundError
from display.database import JournalError, SharedFiles

if TYPE_CHECKING:
    from audio import Composer, Sound

log = structlog.get_logger(__name__)


class FoundEverywhere:
    """The sounds of one server that others may be asked for, and those of the others.

    Nothing is written while ``has_peers`` says that there are none.
    """

    def __init__(
        self, files: SharedFiles, composer: Composer, has_peers: Callable[[], bool]
    ) -> None:
        self.files = files
        self._composer, self._has_peers = composer, has_peers

    def offer(self, sound: Sound) -> None:
        """Keep a sound where the other servers find it; a failure is logged.

        The speaker then has it from this server, or asks again.
        """
        if not self._has_peers():
            return
        try:
            self.files.put("sound", sound.sha256, sound.path)
        except (JournalError, OSError) as error:
            log.warning("sound not shared", sound=sound.sha256, why=str(error))

    def fetch(self, sha256: str) -> Sound | None:
        """Return a sound that another server composed; ``None`` when it cannot be had.

        Raises ``JournalUnavailable`` when the database cannot be asked: that nobody has the sound
        would be more than is known, and a speaker asks again for what is not to be had now.
        """
        try:
            if not self.files.holds(sha256):
                return None
            return self._composer.take(sha256, self.files.pieces(sha256))
        except SoundError as error:
            log.warning("sound not fetched", sound=sha256, why=str(error))
            return None
