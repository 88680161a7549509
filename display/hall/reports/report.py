"""A report: the figures of some days, told apart by day, hour, service and counter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from display.clock import now
from display.hall.reports.counting import Ending, Known
from display.hall.reports.store import FigureStore, Wanted
from display.hall.reports.uptime import Uptime, uptime_of, with_standing
from display.journal import Screen

if TYPE_CHECKING:
    from datetime import datetime

    from display.hall.context import HallContext
    from display.journal import Hall, Transaction

Figures = Counter[str]
"""Measure → its sum; a measure that is not there is 0."""


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of the days that were ``wanted``; ``today`` is the hall's own date (ISO).

    ``days``, ``hours`` (two digits), ``services`` and ``counters`` have a key for each of which
    there are figures. ``endings`` and uptimes are of the whole hall, whatever service or counter is
    wanted. ``kept``: the first and the last day of which there is anything at all.
    """

    wanted: Wanted
    today: str
    total: Figures
    days: Mapping[str, Figures]
    hours: Mapping[str, Figures]
    services: Mapping[str, Figures]
    counters: Mapping[str, Figures]
    endings: Mapping[Ending, int]
    pa: Uptime
    screens: tuple[Uptime, ...]
    kept: tuple[str, str] | None


def read_report(hall: HallContext, wanted: Wanted) -> Report:
    """Return the report of the days that are wanted."""
    store = FigureStore(hall.journal.database, hall.id)
    about, screens = hall.read(_ground)
    moment = now().astimezone(ZoneInfo(about.timezone))
    days = store.sums("day", wanted)
    known_days = store.known_days(wanted) if wanted.service or wanted.counter else list(days)
    pa, of_screens = _uptimes(store, wanted, about, screens, moment, known_days)
    return Report(
        wanted=wanted,
        today=moment.date().isoformat(),
        total=sum_of(days.values()),
        days=dict(sorted(days.items())),
        hours=dict(sorted(store.sums("hour", wanted).items())),
        services=store.sums("service", wanted),
        counters=store.sums("counter", wanted),
        endings=store.endings(wanted),
        pa=pa,
        screens=of_screens,
        kept=store.days(),
    )


def sum_of(each: Iterable[Figures]) -> Figures:
    """Return the sum of figures."""
    total: Figures = Counter()
    for figures in each:
        total.update(figures)
    return total


def read_days(hall: HallContext, wanted: Wanted) -> dict[str, Figures]:
    """Return the figures of the days that are wanted, by day: what a comparison needs."""
    return FigureStore(hall.journal.database, hall.id).sums("day", wanted)


def today_in(hall: HallContext) -> str:
    """Return the hall's own date, ISO."""
    timezone = hall.read(lambda tx: tx.timezone())
    return now().astimezone(ZoneInfo(timezone)).date().isoformat()


def _ground(tx: Transaction) -> tuple[Hall, list[Screen]]:
    return tx.about(), tx.all(Screen)


def _uptimes(
    store: FigureStore,
    wanted: Wanted,
    about: Hall,
    screens: list[Screen],
    moment: datetime,
    days: list[str],
) -> tuple[Uptime, tuple[Uptime, ...]]:
    """Return the uptime of the loudspeakers, and of every screen that is claimed now."""
    whole = Wanted(wanted.first, wanted.last)
    position = store.position()
    known = position.known if position else Known(about.timezone)
    outages = {
        key: outage
        for key, outage in with_standing(store.outages(whole), known, moment).items()
        if wanted.first <= key[0] <= wanted.last
    }
    out = {(part, subject) for part, subject, _ in known.outages()}
    pa = uptime_of("pa", "", outages, days, about.hours, moment)
    pa = replace(pa, out_now=any(part == "pa" for part, _ in out))
    each = (
        replace(
            uptime_of("screen", screen.id, outages, days, about.hours, moment),
            subject=screen.name,
            out_now=("screen", screen.id) in out,
        )
        for screen in screens
    )
    return pa, tuple(each)
