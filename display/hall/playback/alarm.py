"""The alarm tone: what sounds of an emergency until its words are made."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from audio import SoundError
from display.hall.announcing import is_emergency
from display.hall.reasons import VOICE_NOT_MADE
from display.hall.speech import alarm_sound
from display.journal import Announcement

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.hall.playback.reports import SpeakerReport


class AlarmTone:
    """Knows the tone when a speaker reports it."""

    def __init__(self, hall: HallContext) -> None:
        self._hall = hall
        self._sha256 = ""

    def is_all_of(self, report: SpeakerReport) -> bool:
        """Say whether only the alarm tone sounded, whatever became of the words meanwhile.

        For an emergency whose words cannot be made the tone is all that there is to hear.
        """
        # The sound tells already: the journal is not asked at the start and end of every call.
        if report.get("sound") != self._known():
            return False
        row = self._hall.read(lambda tx: tx.get(Announcement, report["announcement_id"]))
        return row is not None and is_emergency(row) and row.reason != VOICE_NOT_MADE

    def _known(self) -> str:
        """Return by which sound the tone is known, composed once; "" while it cannot be."""
        if not self._sha256:
            with suppress(SoundError):
                self._sha256 = alarm_sound(self._hall).sha256
        return self._sha256
