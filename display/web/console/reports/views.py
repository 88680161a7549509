"""Reports: a page that answers what a manager asks, its table as a file, and today on a phone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from werkzeug import Response

from display.hall.reports import (
    Period,
    Report,
    Wanted,
    period_of,
    read_days,
    read_report,
    spread_of,
    today_in,
)
from display.journal import Counter as CounterRow
from display.journal import Service
from display.web.console.frame import Family, show
from display.web.console.reports import words
from display.web.console.reports.answers import five_answers
from display.web.console.reports.asked import KINDS, ReportAsked, read_asked
from display.web.console.reports.view import (
    HEADINGS,
    announcements_of,
    lines_of,
    plot_of_days,
    plot_of_hours,
    plot_of_weeks,
    tiles_of,
)
from display.web.console.spreadsheet import table_file
from display.web.edge.current import current_hall, current_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from display.hall.reports import Figures

_COLUMNS: Final = (
    *("Bagian", "Butir", "Dipanggil", "Dilayani", "Tidak hadir", "Dialihkan", "Pindah loket"),
    *("Tertinggal", "Dibatalkan", "Tidak terdengar"),
    *("Sampai terdengar: rata-rata (detik)", "Sampai terdengar: median sekitar (detik)"),
    *("Lama layanan: rata-rata (detik)", "Lama layanan: median sekitar (detik)"),
    *("Lama menunggu: rata-rata (detik)", "Lama menunggu: median sekitar (detik)"),
)
_COUNTED: Final = (
    *("called", "served", "no_show", "transferred", "moved", "left_over", "cancelled", "unheard"),
)

blueprint = Family("reports")


@blueprint.page
def report() -> Response:
    """Show the figures of the days that are asked for."""
    hall = current_parts().hall
    today = date.fromisoformat(today_in(hall))
    asked = read_asked(today)
    found = read_report(hall, asked.wanted)
    this_week, last_week = _weeks(asked, today)
    over = asked.period.until(today - timedelta(days=1))
    before = read_days(hall, asked.about(_as_long(asked.period.before(), over)))
    services, counters = _names()
    return show(
        "reports/report.html",
        report=found,
        asked=asked,
        today=today,
        kinds=[(word, name) for word, (_, name) in KINDS.items()],
        period=words.period(asked.period),
        hall=current_hall(),
        services=services,
        counters=counters,
        answers=five_answers(found, services, *_over(today, this_week, last_week)),
        tiles=tiles_of(found, _change(found, over, before)),
        plots={
            "hours": plot_of_hours(found),
            "days": plot_of_days(found, asked.period) if asked.period.length > 1 else None,
            "weeks": plot_of_weeks(today, this_week, last_week),
        },
        headings=HEADINGS,
        by_service=lines_of(found.services, services, services),
        by_counter=lines_of(found.counters, counters, counters),
        announcements=announcements_of(found),
        words=words,
    )


@blueprint.page
def export() -> Response:
    """Return the figures as a table: in all, and by day, hour, service and counter."""
    hall = current_parts().hall
    asked = read_asked(date.fromisoformat(today_in(hall)))
    found = read_report(hall, asked.wanted)
    first, last = asked.period.first, asked.period.last
    rows = list(_rows(found, *_names()))  # asked here: the lines are made after the view
    return table_file(_COLUMNS, rows, f"laporan-{first:%Y-%m-%d}-{last:%Y-%m-%d}.csv")


@blueprint.page
def today() -> Response:
    """Show today's figures, large, for a phone that lies on a desk; the page renews itself."""
    hall = current_parts().hall
    day = today_in(hall)
    found = read_report(hall, Wanted(day, day))
    services, _ = _names()
    return show(
        "reports/today.html",
        report=found,
        day=words.day(date.fromisoformat(day), weekday=True),
        hall=current_hall(),
        tiles=tiles_of(found, "")[:6],
        by_service=lines_of(found.services, services, services),
        plot_of_hours=plot_of_hours(found),
        words=words,
    )


def _names() -> tuple[dict[str, str], dict[str, str]]:
    """Return how services and counters are called, as staff ordered them."""
    return current_parts().hall.read(
        lambda tx: (
            {row.id: row.short_name or row.name for row in tx.all(Service)},
            {row.id: row.name for row in tx.all(CounterRow)},
        )
    )


def _weeks(asked: ReportAsked, today: date) -> tuple[dict[str, Figures], dict[str, Figures]]:
    """Return this week and the last one, of the service or counter that is asked for."""
    hall, week = current_parts().hall, period_of("week", today)
    return (
        read_days(hall, asked.about(week)),
        read_days(hall, asked.about(week.before())),
    )


def _over(
    today: date, this_week: Mapping[str, Figures], last_week: Mapping[str, Figures]
) -> tuple[dict[str, Figures], dict[str, Figures]]:
    """Return of both weeks the days that are over in this one."""
    begun, same = today.isoformat(), (today - timedelta(days=7)).isoformat()
    return (
        {day: each for day, each in this_week.items() if day < begun},
        {day: each for day, each in last_week.items() if day < same},
    )


def _as_long(before: Period, over: Period) -> Period:
    """Return as many days of the period before as are over of this one."""
    last = min(before.last, before.first + timedelta(days=over.length - 1))
    return Period(before.kind, before.first, last)


def _change(found: Report, over: Period, before: Mapping[str, Figures]) -> str:
    """Say how many more were called than in as many days of the period before."""
    end = over.last.isoformat()
    if found.today <= end:
        return "masih berjalan"
    now = sum(each["called"] for day, each in found.days.items() if day <= end)
    change = words.change(now, sum(each["called"] for each in before.values()))
    return "" if change == words.NOTHING else f"{change} dari periode sebelumnya"


def _rows(
    found: Report, services: Mapping[str, str], counters: Mapping[str, str]
) -> Iterator[list[str]]:
    yield _row("Jumlah", "", found.total)
    for part, rows, names in (
        ("Hari", found.days, {}),
        ("Jam", found.hours, {}),
        ("Layanan", found.services, services),
        ("Loket", found.counters, counters),
    ):
        for key, figures in rows.items():
            yield _row(part, names.get(key, key), figures)


def _row(part: str, name: str, figures: Figures) -> list[str]:
    cells = [part, name, *(str(figures[key]) for key in _COUNTED)]
    for time in ("to_heard", "service_time", "wait"):
        spread = spread_of(time, figures)
        cells += [_seconds(spread.mean_s), _seconds(spread.median_s)]
    return cells


def _seconds(seconds: float | None) -> str:
    return "" if seconds is None else str(round(seconds))
