"""Forgetting: events that are old and counted go, some hundred at a time, once a day.

The journal would grow for ever. What reports say of a day is kept; the events themselves are for
who looks into what happened, and for that a year and a month is long.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import structlog

from display.clock import iso_after, iso_now
from display.hall.reports.store import FigureStore
from display.loop import Loop

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.journal import Transaction

log = structlog.get_logger(__name__)

MOST_EVENTS: Final = 200
"""Deleted in one transaction: some milliseconds, so that calls come in between."""

LEAST_KEPT: Final = 2000
"""The newest events stay however old they are: a hall that was closed for years begins with them.
"""

# The first a while after the start, when screens are back and calls prepared.
_FIRST_S: Final = 900.0
_EVERY_S: Final = 86_400.0
_BREATH_S: Final = 0.1


class JournalRetention:
    """Deletes the old events of a hall; only the server that leads it does."""

    def __init__(self, hall: HallContext) -> None:
        self._hall = hall
        self._days = hall.settings.keep_journal_days
        self._store = FigureStore(hall.journal.database, hall.id)
        self.loop = Loop("retention", self._forget, beat_s=_EVERY_S, first_s=_FIRST_S)

    def start(self) -> None:
        """Begin, unless events are kept for ever."""
        if self._days:
            self.loop.start()

    def stop(self) -> None:
        """Delete no more."""
        self.loop.stop()

    def look(self) -> int:
        """Delete what may go, once; returns how many events went."""
        if not self._days or not self._hall.leads:
            return 0
        position = self._store.position()
        epoch, head, before = self._hall.read(self._old)
        if position is None or position.epoch != epoch:
            return 0  # not counted yet: figures go before
        # By the event that was counted last the figures know the journal that they are of.
        upto = min(before, position.seq - 1, head - LEAST_KEPT)

        def work(tx: Transaction) -> int:
            return tx.forget_events(upto, MOST_EVENTS) if tx.epoch == epoch else 0

        return self._hall.write(work)

    def _old(self, tx: Transaction) -> tuple[str, int, int]:
        """Return where the journal is, and up to where its events are old."""
        recent = tx.events(max(0, tx.seq - LEAST_KEPT), 1)
        # Not by the clock alone: one that is set years ahead would make all events old. By what was
        # written some thousand events ago nothing is lost until it has been wrong for days.
        since = min([iso_now(), *(event.occurred_at for event in recent)])
        return tx.epoch, tx.seq, tx.position_before(iso_after(-self._days * 86_400, since))

    def _forget(self) -> None:
        began, gone = time.monotonic(), 0
        while went := self.look():
            gone += went
            if not self.loop.pause(_BREATH_S):
                break
        if gone:
            log.info("old events deleted", events=gone, took_s=round(time.monotonic() - began))
