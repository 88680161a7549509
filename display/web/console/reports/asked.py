"""Which report is asked for, as the address says it; what cannot be read counts as not given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from flask import request

from display.hall.reports import Kind, Period, Wanted, days_between, period_of

KINDS: Final[dict[str, tuple[Kind, str]]] = {
    "hari": ("day", "Hari"),
    "minggu": ("week", "Minggu"),
    "bulan": ("month", "Bulan"),
    "pilihan": ("range", "Pilih tanggal"),
}
"""Word of the address -> kind of period, and what it is called."""

_WORDS: Final = {kind: word for word, (kind, _) in KINDS.items()}
_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """A period, and one service or counter ("": all)."""

    period: Period
    service: str = ""
    counter: str = ""

    @property
    def wanted(self) -> Wanted:
        """What is asked of the figures."""
        return self.about(self.period)

    def about(self, period: Period) -> Wanted:
        """Return what is asked of the figures of another period."""
        first, last = period.first.isoformat(), period.last.isoformat()
        return Wanted(first, last, self.service, self.counter)

    def query(self, period: Period | None = None) -> str:
        """Return the end of an address that asks the same, of another period if one is given."""
        chosen = period or self.period
        said = {"rentang": _WORDS[chosen.kind], "hari": chosen.first.isoformat()}
        if chosen.kind == "range":
            said["sampai"] = chosen.last.isoformat()
        said |= {"layanan": self.service} if self.service else {}
        said |= {"loket": self.counter} if self.counter else {}
        return urlencode(said)


def read_asked(today: date) -> ReportAsked:
    """Return what the address asks for: this week, unless it says so."""
    kind = KINDS.get(_arg("rentang"), KINDS["minggu"])[0]
    day = _day("hari") or today
    chosen = kind == "range"
    period = days_between(day, _day("sampai") or today) if chosen else period_of(kind, day)
    return ReportAsked(period, _arg("layanan"), _arg("loket"))


def _arg(name: str) -> str:
    return request.args.get(name, "")[:_LONGEST].replace("\0", "")


def _day(name: str) -> date | None:
    try:
        day = date.fromisoformat(_arg(name))
    except ValueError:
        return None
    return day if 2000 <= day.year < 9000 else None  # beyond, the days beside it may have no name
