"""Texts that are spoken before all of their words are made: which may be, and how far one is."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import TYPE_CHECKING

import structlog

from audio import SoundError
from display.hall.announcing import is_emergency
from display.hall.playback.recital import Recital
from display.hall.speech import announcement_sentence

if TYPE_CHECKING:
    from audio import Sound
    from display.hall.context import HallContext
    from display.hall.playback.speaker import Speaker
    from display.journal import Announcement

log = structlog.get_logger(__name__)


class EarlySpeech:
    """The recital of one zone, if there is one. Not safe for several threads: the announcer's."""

    def __init__(self, hall: HallContext) -> None:
        self._hall = hall
        self._recital: Recital | None = None
        # Once is enough: what could not be gone on with is spoken when all of it is there.
        self._tried: set[str] = set()
        #: Seconds that the voice took for a letter of the last clip; ``None`` before the first.
        self.pace_s: float | None = None

    def choose(self, speaker: Speaker, order: Iterable[Announcement]) -> Announcement | None:
        """Return what may begin although its words are not made; the first of ``order``, if any.

        Whoever asks has nothing else to be heard. An end tone belongs to a whole sound.
        """
        first = next((item for item in order if item.state == "preparing"), None)
        if first is None or not speaker.takes_parts or self._hall.settings.end_tone:
            return None
        if first.kind == "call" or is_emergency(first) or not first.chime:
            return None
        # What lost a clip was queued before; only what nobody has heard yet begins so.
        return None if first.started_at or first.id in self._tried else first

    def begin(self, item: Announcement) -> tuple[Recital, Sound] | None:
        """Begin with an announcement; ``None`` when its chime cannot be written."""
        self._tried.add(item.id)
        sentence = self._hall.read(lambda tx: announcement_sentence(tx, item))
        recital = Recital(item.id, sentence, item.chime, self._hall.composer)
        try:
            sound = recital.begin()
        except SoundError as error:
            log.error("no chime", announcement=item.id, error=str(error))
            return None
        self._recital = recital
        return recital, sound

    def of(self, announcement_id: str | None) -> Recital | None:
        """Return the recital of an announcement, if it is the one at hand."""
        recital = self._recital
        return recital if recital and recital.announcement_id == announcement_id else None

    def starves(self, announcement_id: str | None) -> bool:
        """Say whether it is the one at hand, and the hall has heard all of it that is made."""
        recital = self.of(announcement_id)
        return recital is not None and recital.is_starving()

    def go_on(self, speaker: Speaker) -> None:
        """Send the parts that can be sent by now; the speaker waits for the next one a while."""
        recital = self._recital
        if recital is None or not self._hall.leads:
            return
        try:
            for part in recital.next_parts(self.pace_s):
                self._hall.offer(part.sound)
                if not self._hall.leads:
                    return
                speaker.link.send(
                    {
                        "type": "part",
                        "announcement_id": recital.announcement_id,
                        "attempt": recital.attempt,
                        "number": part.number,
                        "sound": part.sound.sha256,
                        "url": f"/api/v1/sounds/{part.sound.sha256}",
                        "duration_ms": part.sound.duration_ms,
                        "pause_ms": part.pause_ms,
                        "more": part.more,
                    }
                )
        except SoundError as error:
            # Nothing follows then; all of it is spoken again, or fails, when it has starved.
            log.error("no further part", announcement=recital.announcement_id, error=str(error))
            self._recital = None

    def end(self, announcement_id: str) -> Recital | None:
        """Let the recital of an announcement go, and return it, if it is the one at hand."""
        recital = self.of(announcement_id)
        if recital:
            self._recital = None
        return recital

    def keep(self, open_ids: Set[str]) -> None:
        """Forget what has ended."""
        self._tried &= open_ids
        if self._recital and self._recital.announcement_id not in open_ids:
            self._recital = None
