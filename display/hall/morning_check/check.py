"""The check itself: what is looked at, what is tried, and when it is done by itself.

It runs on the server that leads the hall, a look a second. A check that a server had begun when it
ended is not taken up again: what was queued is said or expires, and staff press the button.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from display.clock import iso_now, now, parse
from display.finding import Finding
from display.hall.faults import CHECK_FAILED, clear_fault, raise_fault
from display.hall.morning_check.screens import judge_screens
from display.hall.morning_check.trial import (
    MOST_NAMED,
    TITLE,
    TRIAL_S,
    begin_trial,
    end_trial,
    judge_trial,
    missing_clips,
    read_trial,
)
from display.hall.opening_hours import closed_dates, opens_in_min
from display.hall.reasons import ENDINGS
from display.journal import MorningCheck, Screen

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.hall.schedule import Scheduler
    from display.hall.screens import ScreenWatch
    from display.journal import Announcement, Hall

ID: Final = "last"
"""A hall keeps its last check; the journal has those before."""

SCREENS_S: Final = 20.0
"""A screen says what it shows every 15 s."""

STOPPED_S: Final = 15.0
"""The schedule looks once a second; a database that is slow holds it up for some seconds."""

_PATIENCE_S: Final = 30.0
"""Beyond what all the calls take: a call or an announcement may come between them."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A check that is on its way: so many of so many calls have been said."""

    began_at: str
    by: str
    said: int
    total: int


@dataclass(slots=True)
class _Running:
    """A check on its way: from when and whom, at which position, what was queued and missing."""

    began_at: str
    by: str
    seq: int
    ids: dict[str, str]
    missing: tuple[str, ...]
    began: float = field(default_factory=time.monotonic)

    @property
    def lasts_s(self) -> float:
        """For how long it is on its way."""
        return time.monotonic() - self.began

    @property
    def is_late(self) -> bool:
        """Whether nobody waits for the rest."""
        return self.lasts_s > _PATIENCE_S + TRIAL_S * len(self.ids)


class MorningCheckDesk:
    """Checks one hall. ``examine`` is its health, ``watch`` knows the claimed screens.

    ``scheduler`` is asked whether it still looks."""

    def __init__(
        self,
        hall: HallContext,
        examine: Callable[[], Mapping[str, Finding]],
        watch: ScreenWatch,
        scheduler: Scheduler,
    ) -> None:
        self._hall, self._examine, self._watch = hall, examine, watch
        self._scheduler = scheduler
        self._running: _Running | None = None
        self._checked_on: date | None = None
        self._lock = threading.Lock()

    def start(self, by: str = "") -> bool:
        """Begin a check, asked for by ``by``; ``False`` when one is on its way."""
        with self._lock:
            if self._running:
                return False
            ids: dict[str, str] = {}
            # Of a loudspeaker that is out of order no call is tried: it is known what would become
            # of it, and an hour later nobody wants to hear it.
            if self._examine()["pa"].state != "bad":
                ids = begin_trial(self._hall)
            _, seq = self._hall.journal.position(self._hall.id)
            self._running = _Running(iso_now(), by, seq, ids, missing_clips(self._hall))
            return True

    def progress(self) -> Progress | None:
        """Return how far the check is; ``None`` when none is on its way."""
        running = self._running
        if running is None:
            return None
        rows = read_trial(self._hall, running.ids)
        said = sum(row.state in ENDINGS for _, row in rows)
        return Progress(running.began_at, running.by, said, len(running.ids))

    def last(self) -> MorningCheck | None:
        """Return what the last check found; ``None`` before the first."""
        return self._hall.read(lambda tx: tx.get(MorningCheck, ID))

    def look(self) -> None:
        """Begin the check whose time it is, and end the one that is done."""
        running = self._running
        if running is None:
            self._begin_in_time()
            return
        rows = read_trial(self._hall, running.ids)
        done = all(row.state in ENDINGS for _, row in rows)
        if running.is_late or (done and running.lasts_s > SCREENS_S):
            self._end(running, rows, done=done)

    def _begin_in_time(self) -> None:
        about = self._hall.read(lambda tx: tx.about())
        if not about.morning_check_min:
            return
        closed = self._hall.read(closed_dates)  # some fifty rows: only where they decide
        local = now().astimezone(ZoneInfo(about.timezone))
        left = opens_in_min(about.hours, local, closed)
        if left is None or left > about.morning_check_min or self._was_checked(about, local.date()):
            return
        self._checked_on = local.date()
        self.start()

    def _was_checked(self, about: Hall, today: date) -> bool:
        """Say whether the hall was checked today, by whomever; also by a server before this one."""
        if self._checked_on == today:
            return True
        last = self.last()
        if last is None:
            return False
        return parse(last.began_at).astimezone(ZoneInfo(about.timezone)).date() == today

    def _end(self, running: _Running, rows: list[tuple[str, Announcement]], *, done: bool) -> None:
        if not done:
            end_trial(self._hall, running.ids)
            rows = read_trial(self._hall, running.ids)
        findings = self._findings(running, rows)
        row = MorningCheck(
            id=ID,
            began_at=running.began_at,
            ended_at=iso_now(),
            by=running.by,
            findings=tuple(
                {**asdict(finding), "name": name, "state": finding.state}
                for name, finding in findings.items()
            ),
        )
        self._hall.write(
            lambda tx: tx.append("morning_check.ended", {"morning_check": row.to_json()})
        )
        tell = clear_fault if row.is_good else raise_fault
        tell(self._hall, CHECK_FAILED, "hall")
        self._running = None

    def _findings(
        self, running: _Running, rows: list[tuple[str, Announcement]]
    ) -> dict[str, Finding]:
        health = dict(self._examine())
        found = {"pa": health.pop("pa")}
        if rows:
            found["calls"] = judge_trial(rows)
        elif running.ids or found["pa"].state == "bad":
            action = "Perbaiki pengeras suara, lalu periksa lagi."
            found["calls"] = Finding(TITLE, "Tidak dicoba: pengeras suara tidak siap.", action)
        found["coverage"] = _judge_coverage(running.missing)
        claimed = self._hall.read(lambda tx: tx.all(Screen))
        if claimed:
            health.pop("screens", None)
            found["screens"] = judge_screens(claimed, self._watch, running.seq)
        return found | {"schedule": _judge_schedule(self._scheduler)} | health


def _judge_schedule(scheduler: Scheduler) -> Finding:
    title = "Jadwal"
    if scheduler.loop.late_s <= STOPPED_S:
        return Finding(title, "Berjalan.")
    told = "Berhenti: yang dijadwalkan tidak diumumkan."
    return Finding(title, told, "Mulai ulang Panggil, dan lihat catatan servernya.")


def _judge_coverage(missing: tuple[str, ...]) -> Finding:
    title = "Klip suara loket"
    if not missing:
        return Finding(title, "Panggilan ke setiap loket dapat diucapkan.")
    names = ", ".join(missing[:MOST_NAMED])
    more = len(missing) - MOST_NAMED
    others = f" dan {more} lainnya" if more > 0 else ""
    told = f"Klip belum ada untuk {names}{others}; panggilannya dapat terlambat."
    action = "Tunggu sampai suara selesai dibuat (Kesehatan → Suara), lalu periksa lagi."
    return Finding(title, told, action)
