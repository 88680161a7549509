"""Preparation: the voice of a text is made before its announcement may be spoken.

One thread asks the voice worker for what is missing, phrase by phrase, the most urgent announcement
first, and never holds a call back: an announcement whose voice cannot be made in time is released
with ``reason="voice_failed"`` (chime and caption only) and a fault is raised. An emergency waits
for nobody: a second thread has what is in work thrown away for it. When nothing waits, the first
works ahead (:mod:`display.hall.speech.pregeneration`), so that a call finds every
clip.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import structlog

from audio import VoiceError, VoiceGaveWay
from display.hall.announcing.priority import RANK, is_emergency, rank_of
from display.hall.announcing.queue import prepare_again, release_announcement
from display.hall.faults import STAND_IN, VOICE_FAILED, clear_fault, raise_fault
from display.hall.reasons import VOICE_NOT_MADE
from display.hall.speech import Pregeneration, VoiceProgress, announcement_sentence
from display.journal import Announcement, Transaction
from display.loop import Loop

if TYPE_CHECKING:
    from audio import Sentence, VoiceWorker
    from display.hall.context import HallContext
    from display.hall.reasons import VoiceReason

log = structlog.get_logger(__name__)

# On a processor of which the voice has a quarter a letter takes about a quarter of a second.
_LETTER_S = 0.3
# What is made ahead, and what is not chosen yet, gives way to any emergency.
_LAST = (len(RANK), False)
# What is in work may have been begun just when it was told to stop: it is told again.
_TELL_AGAIN_S = 0.05
# The journal wakes both; so often they look besides, should a wake-up be lost.
BEAT_S = 5.0


class Preparation:
    """Makes the missing clips of waiting announcements, then of the hall's own names."""

    def __init__(self, hall: HallContext, voice: VoiceWorker) -> None:
        self._hall = hall
        self._voice = voice
        self._ahead = Pregeneration(hall, voice)
        self._until: dict[str, float] = {}  # announcement in work -> when its time is over
        self._tell: Callable[[float | None], None] = lambda pace_s: None
        self._rank: tuple[int, bool] | None = None  # of what is in work; None while nothing is
        self.loop = Loop("preparation", self._work, beat_s=BEAT_S, first_s=0.0)
        self.look_out = Loop("look-out", self._make_way, beat_s=BEAT_S)

    def start(self) -> None:
        """Start working; what an earlier server left in preparation is taken up again."""
        self.loop.start()
        self.look_out.start()

    def listen(self, tell: Callable[[float | None], None]) -> None:
        """Call ``tell`` after each phrase that was made, with the seconds a letter took."""
        self._tell = tell

    def stop(self) -> None:
        """Stop after the piece of work at hand; the voice worker is closed by its owner."""
        self.loop.stop()
        self.look_out.stop()

    def wake(self) -> None:
        """Look again: something may wait for its voice."""
        self.loop.wake()
        self.look_out.wake()

    def _work(self) -> None:
        try:
            while not self.loop.is_stopping:
                # Before the look: what comes in between is not missed by whoever watches.
                self._rank = _LAST
                waiting = self._waiting()
                if waiting:
                    self._rank = rank_of(waiting[0])
                    self._prepare(*waiting)
                elif not self._pregenerate():
                    return
        finally:
            self._rank = None

    def _make_way(self) -> None:
        """Have what is in work thrown away as soon as an emergency waits for its words."""
        while True:
            # Before the look: what the voice begins after it is the emergency's own.
            in_work = self._voice.in_work
            if not self._is_in_the_way():
                return
            if in_work:
                self._voice.give_way(in_work)
            if not self.look_out.pause(_TELL_AGAIN_S):
                return

    def _is_in_the_way(self) -> bool:
        """Say whether an emergency waits for the voice while something lesser is in work."""
        rank = self._rank
        if rank is None or rank == (RANK["emergency"], False) or not self._hall.leads:
            return False
        waiting = self._hall.look(lambda tx: tx.open_announcements()).preparing.values()
        first = min(map(rank_of, waiting), default=_LAST)
        return first[0] == RANK["emergency"] and first < rank

    def _waiting(self) -> tuple[Announcement, Sentence] | None:
        """Return what to make next: the most urgent announcement, the oldest of these."""

        def first(tx: Transaction) -> tuple[Announcement, Sentence] | None:
            # In the same look as what waits: a changed name is seen without a second transaction.
            self._ahead.follow(tx)
            # The clips made ahead are each server's own; announcements are the leader's.
            if not self._hall.leads:
                return None
            rows = tx.open_announcements()
            going_on = {key: row for key, row in rows.started.items() if self._goes_on(tx, row)}
            waiting = {**rows.preparing, **going_on}
            self._until = {each: until for each, until in self._until.items() if each in waiting}
            if not waiting:
                return None
            # What sounds already goes on before others of its rank begin.
            chosen = min(
                waiting.values(),
                key=lambda each: (*rank_of(each), each.state != "started", each.queued_seq),
            )
            return chosen, announcement_sentence(tx, chosen)

        return self._hall.look(first)

    def _goes_on(self, tx: Transaction, row: Announcement) -> bool:
        """Say whether what is started is spoken while the rest of it is still to be made."""
        if row.kind == "call" or row.silent or row.recording or row.reason or is_emergency(row):
            return False
        return bool(self._hall.composer.missing(announcement_sentence(tx, row)))

    def _prepare(self, announcement: Announcement, sentence: Sentence) -> None:
        """Make one missing phrase, or release the announcement when there is none or no time.

        Between two phrases a more urgent announcement may come first.
        """
        missing = self._hall.composer.missing(sentence)
        if not missing:
            self._release(announcement, None)
            return
        left_s = self._begin(announcement, missing) - time.monotonic()
        try:
            # One phrase a time: a more urgent text waits for one of them (some seconds on a slow
            # machine), not for all.
            first = is_emergency(announcement)
            self.loop.allow(max(0.0, left_s))
            self._voice.make(missing[:1], max(0.0, left_s), first=first)
        except VoiceGaveWay:
            self._until.pop(announcement.id, None)  # back in line, with all of its time
        except VoiceError as error:
            log.warning("voice not made", announcement=announcement.id, error=str(error))
            self._release(announcement, VOICE_NOT_MADE)
        else:
            self._tell(self._voice.pace_s)

    def _begin(self, announcement: Announcement, missing: tuple[str, ...]) -> float:
        """Return until when its voice may be made; the time runs from the first work on it.

        A long text has longer, by what of it is missing then.
        """
        limit_s = self._hall.settings.prepare_limit_s + _LETTER_S * sum(map(len, missing))
        # Not from its queueing: behind a long text it would be out of time before anybody tried.
        return self._until.setdefault(announcement.id, time.monotonic() + limit_s)

    def _release(self, announcement: Announcement, failed: VoiceReason | None) -> None:
        begun = self._until.pop(announcement.id, None)

        def release(tx: Transaction) -> None:
            if failed and announcement.state == "started":
                prepare_again(tx, announcement.id)  # its rest will not come
            release_announcement(tx, announcement.id, reason=failed)

        self._hall.write(release)
        if failed:
            raise_fault(self._hall, VOICE_FAILED, "voice")
        # Only a voice that was made proves that the voice works; clips that were there prove
        # nothing.
        elif begun is not None:
            clear_fault(self._hall, VOICE_FAILED, "voice")
            self._tell_who_spoke()

    def _pregenerate(self) -> bool:
        """Make one coming phrase; return whether there may be more."""
        self.loop.allow(self._hall.settings.prepare_limit_s)
        more = self._ahead.step()
        if more:
            self._tell_who_spoke()
        return more

    def _tell_who_spoke(self) -> None:
        """Two voices in one call are heard by everybody: staff learn why."""
        if not self._hall.leads:
            return
        tell = raise_fault if self._voice.stand_in else clear_fault
        tell(self._hall, STAND_IN, "voice")

    def describe(self) -> VoiceProgress:
        """Return how far the voice is with what the hall will say, as ``/state`` tells it."""
        return self._ahead.describe()
