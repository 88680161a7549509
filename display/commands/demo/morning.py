"""A morning of a waiting hall as a list of timed acts: who is called when, who comes, who does not.

Pure and repeatable: the same seed plays the same morning. Times are seconds since the hall opened.
"""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["call", "recall", "serve", "no_show", "announce"]

#: Of ten visitors about eight stand up at the first call, one at the second; one has gone home.
LATE, GONE = 0.10, 0.08
#: Seconds between two calls for the same visitor: time to cross the hall.
PATIENCE_S = (35.0, 60.0)
#: Seconds one visitor is served: two to seven minutes, most about four.
SERVICE_S = (120.0, 420.0, 240.0)
#: Seconds a clerk takes between two visitors.
BREATH_S = (8.0, 30.0)
#: Counters do not open in the same second.
OPENING_S = (2.0, 45.0)

MESSAGES = (
    (
        1.0,
        "Selamat pagi. Selamat datang di Mal Pelayanan Publik Kabupaten Lahat. "
        "Silakan mengambil nomor antrean dan menunggu panggilan.",
    ),
    (3600.0, "Pengunjung dimohon menyiapkan kartu tanda penduduk dan berkas asli."),
    (7200.0, "Kursi prioritas disediakan bagi lansia, ibu hamil, dan penyandang disabilitas."),
    (13500.0, "Lima belas menit lagi layanan beristirahat. Terima kasih atas kesabaran Anda."),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """A counter that calls: its id, its service and that service's prefix."""

    counter: str
    service: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that happens: ``visit`` counts the visitors, ``text`` is an announcement's."""

    at_s: float
    kind: Kind
    visit: int = 0
    desk: Desk | None = None
    ticket: str = ""
    text: str = ""


class Morning:
    """The morning of some desks; :meth:`acts` yields what happens, in order of time."""

    def __init__(self, desks: Sequence[Desk], seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self._visits = itertools.count(1)
        self._order = itertools.count()
        self._numbers = {desk.service: itertools.count(1) for desk in desks}
        self._agenda: list[tuple[float, int, Act | Desk]] = []
        for at_s, text in MESSAGES:
            self._plan(at_s, Act(at_s, "announce", text=text))
        for desk in desks:
            self._plan(self._chance.uniform(*OPENING_S), desk)

    def acts(self, until_s: float) -> Iterator[Act]:
        """Yield the acts up to ``until_s`` seconds after opening."""
        while self._agenda and self._agenda[0][0] <= until_s:
            at_s, _, item = heapq.heappop(self._agenda)
            yield item if isinstance(item, Act) else self._call_next(at_s, item)

    def _plan(self, at_s: float, item: Act | Desk) -> None:
        heapq.heappush(self._agenda, (at_s, next(self._order), item))

    def _call_next(self, at_s: float, desk: Desk) -> Act:
        """Return the call of a desk's next ticket, and plan what becomes of that visitor."""
        number = next(self._numbers[desk.service])
        act = Act(at_s, "call", next(self._visits), desk, f"{desk.prefix}-{number:03d}".lstrip("-"))
        self._plan_visit(act, desk)
        return act

    def _plan_visit(self, call: Act, desk: Desk) -> None:
        luck, at_s = self._chance.random(), call.at_s
        recalls = 2 if luck < GONE else 1 if luck < GONE + LATE else 0
        for _ in range(recalls):
            at_s += self._chance.uniform(*PATIENCE_S)
            self._plan(at_s, self._later(call, at_s, "recall"))
        if recalls == 2:
            at_s += self._chance.uniform(*PATIENCE_S)
            self._plan(at_s, self._later(call, at_s, "no_show"))
        else:
            at_s += self._chance.triangular(*SERVICE_S)
            self._plan(at_s, self._later(call, at_s, "serve"))
        self._plan(at_s + self._chance.uniform(*BREATH_S), desk)

    def _later(self, call: Act, at_s: float, kind: Kind) -> Act:
        return Act(at_s, kind, call.visit, call.desk, call.ticket)
