"""Preparation: the voice of a text is made before its announcement may be spoken.

One thread asks the voice worker for what is missing, oldest announcement first, and never holds a
call back: an announcement whose voice cannot be made in time is released with
``reason="voice_failed"`` (chime and caption only) and a fault is raised. When nothing waits, the
same thread works ahead (:mod:`display.hall.lookahead`), so that a call finds every clip.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import structlog

from audio import VoiceError
from display.hall.faults import STAND_IN, VOICE_FAILED, clear_fault, raise_fault
from display.hall.lookahead import LookAhead
from display.hall.queue import release_announcement
from display.hall.words import announcement_sentence
from display.journal import Announcement, Transaction

if TYPE_CHECKING:
    from audio import Sentence
    from display.house import House

log = structlog.get_logger(__name__)

WITHOUT_VOICE = "voice_failed"


class Preparation:
    """Makes the missing clips of waiting announcements, then of the hall's own names."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._wake = threading.Event()
        self._stopping = False
        self._ahead = LookAhead(house)
        self._thread = threading.Thread(target=self._run, name="preparation", daemon=True)

    def start(self) -> None:
        """Start working; what an earlier server left in preparation is taken up again."""
        self._wake.set()
        self._thread.start()

    def stop(self) -> None:
        """Stop after the piece of work at hand; the voice worker is closed by its owner."""
        self._stopping = True
        self._wake.set()

    def wake(self) -> None:
        """Look again: something may wait for its voice."""
        self._wake.set()

    def _run(self) -> None:
        while not self._stopping:
            self._wake.wait(5.0)
            self._wake.clear()
            if self._stopping:
                return
            try:
                self._work()
            except Exception:
                log.exception("preparation failed, goes on")

    def _work(self) -> None:
        while not self._stopping:
            waiting = self._waiting()
            if waiting:
                self._prepare(*waiting)
            elif not self._look_ahead():
                return

    def _waiting(self) -> tuple[Announcement, Sentence] | None:
        def first(tx: Transaction) -> tuple[Announcement, Sentence] | None:
            for announcement in tx.open_announcements():
                if announcement.state == "preparing":
                    return announcement, announcement_sentence(tx, announcement)
            return None

        return self._house.journal.read(self._house.hall, first)

    def _prepare(self, announcement: Announcement, sentence: Sentence) -> None:
        house, failed = self._house, None
        missing = house.composer.missing(sentence)
        if missing:
            try:
                house.voice.make(missing, house.settings.prepare_limit_s)
            except VoiceError as error:
                log.warning("voice not made", announcement=announcement.id, error=str(error))
                failed = WITHOUT_VOICE
        house.journal.write(
            house.hall, lambda tx: release_announcement(tx, announcement.id, reason=failed)
        )
        if failed:
            raise_fault(house, VOICE_FAILED, "voice")
        elif missing:
            clear_fault(house, VOICE_FAILED, "voice")
            self._tell_who_spoke()

    def _look_ahead(self) -> bool:
        """Make one coming phrase; return whether there may be more."""
        more = self._ahead.step()
        if more:
            self._tell_who_spoke()
        return more

    def _tell_who_spoke(self) -> None:
        """Two voices in one call are heard by everybody: staff learn why."""
        tell = raise_fault if self._house.voice.stand_in else clear_fault
        tell(self._house, STAND_IN, "voice")

    def set_up_changed(self) -> None:
        """Look ahead again: a service, counter, word or kept text is another one now."""
        self._ahead.start_over()
        self._wake.set()

    def describe(self) -> dict[str, Any]:
        """Return how far the voice is with what the hall will say, as ``/state`` tells it."""
        return self._ahead.describe()
