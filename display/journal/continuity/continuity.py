"""Does a journal go on from where it was? If a copy was put back, each hall begins a new epoch.

Screens, phones and what is remembered here hold positions of an epoch. In a copy that was put back
the same positions are other events; only a new epoch says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import structlog
from sqlalchemy import BindParameter, Connection, bindparam, select, update

from display.clock import iso_now
from display.database import schema
from display.journal.continuity.high_water import (
    HighWaterMark,
    Restored,
    Verdict,
    fingerprint_of,
)
from display.journal.position import oldest_position

log = structlog.get_logger(__name__)

_HALL: BindParameter[str] = bindparam("of_hall")
_heads, _events = schema.heads, schema.events
_HEADS = select(_heads.c.hall, _heads.c.epoch, _heads.c.seq).order_by(_heads.c.hall)
_LOCKED_HEAD = _HEADS.where(_heads.c.hall == _HALL).with_for_update()
_LAST = select(_events.c.event_id, _events.c.occurred_at).where(
    _events.c.hall == _HALL, _events.c.seq == bindparam("of_seq")
)
_RENEW = update(_heads).where(_heads.c.hall == _HALL)


@dataclass(frozen=True, slots=True)
class Life:
    """Where a hall's journal stands: how far, and what its last event is told by."""

    hall: str
    epoch: str
    seq: int
    last: str


class Continuity:
    """Compares the journal with the mark; ``begun`` is called for each new epoch, committed."""

    def __init__(self, mark: HighWaterMark, begun: Callable[[Life], None]) -> None:
        self._mark = mark
        self._begun = begun

    def broken(self, connection: Connection, *, first: bool = False) -> bool:
        """Say whether a hall needs a new epoch; where all fits, the mark follows the journal."""
        heads = connection.execute(_HEADS).all()
        verdicts = [self._judge(connection, *head, first=first) for head in heads]
        for (hall, epoch, seq), verdict in zip(heads, verdicts, strict=True):
            mark = self._mark.of(hall)
            if verdict == "fits" and (mark is None or (mark.epoch, mark.seq) != (epoch, seq)):
                self._mark.move(hall, epoch, seq, fingerprint(connection, hall, seq))
        return any(verdict != "fits" for verdict in verdicts)

    def mend(self, connection: Connection, *, first: bool = False) -> Callable[[], None] | None:
        """Give a new epoch to each hall that needs one; return what to do after the commit."""
        begun: list[tuple[Life, Restored | None]] = []
        for hall, *_ in connection.execute(_HEADS).all():
            # Locked: of several servers that notice it, one does it.
            head = connection.execute(_LOCKED_HEAD, {"of_hall": hall}).one()
            verdict = self._judge(connection, *head, first=first)
            if verdict != "fits":
                begun.append(self._renew(connection, hall, head.seq, verdict))
        return (lambda: self._tell(begun)) if begun else None

    def _judge(
        self, connection: Connection, hall: str, epoch: str, seq: int, *, first: bool
    ) -> Verdict:
        mark = self._mark.of(hall)
        last = fingerprint(connection, hall, mark.seq) if mark else None
        if mark and not last and 0 < mark.seq < oldest_position(connection, hall):
            last = mark.last  # old events are forgotten in time; that is no sign of a copy
        return self._mark.judge(hall, epoch, seq, last, first=first)

    def _renew(
        self, connection: Connection, hall: str, seq: int, verdict: Verdict
    ) -> tuple[Life, Restored | None]:
        epoch, mark = str(uuid4()), self._mark.of(hall)
        connection.execute(_RENEW, {"of_hall": hall, "epoch": epoch})
        restored = None
        if verdict == "older":
            restored = Restored(iso_now(), mark.seq if mark else 0, seq)
            log.error("a copy of the database was put back", hall=hall, seq=seq, mark=mark)
        return Life(hall, epoch, seq, fingerprint(connection, hall, seq)), restored

    def _tell(self, begun: list[tuple[Life, Restored | None]]) -> None:
        for life, restored in begun:
            self._mark.begin(life.hall, life.epoch, life.seq, life.last, restored)
            log.info("a new epoch", hall=life.hall, epoch=life.epoch, seq=life.seq)
            self._begun(life)


def fingerprint(connection: Connection, hall: str, seq: int) -> str:
    """Return what tells a hall's event at ``seq`` from any other, empty when there is none."""
    found = connection.execute(_LAST, {"of_hall": hall, "of_seq": seq}).one_or_none()
    return fingerprint_of(*found) if found else ""
