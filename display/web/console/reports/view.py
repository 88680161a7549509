"""What the page of reports shows: tiles, plots with their tables, and lists, ready for drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from display.hall import REASONS
from display.hall.reports import spread_of
from display.web.console.reports import words
from display.web.console.reports.plots import Series, bars

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from display.hall.reports import Figures, Period, Report

HEADINGS: Final = (
    *("Dipanggil", "Dilayani", "Tidak hadir", "Dialihkan", "Tertinggal", "Tidak terdengar"),
    *("Lama layanan", "Lama menunggu"),
)
"""The columns of a table of figures, after its first."""

_MOST_DAYS: Final = 62  # bars side by side; longer periods are shown by their months


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: what it is, how much, and what it is to be read by."""

    name: str
    figure: str
    detail: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table of figures: its name, and a cell for each of :data:`HEADINGS`."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture with the figures beside it: (label, value, …) for each row."""

    picture: Markup
    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def tiles_of(report: Report, change: str) -> list[Tile]:
    """Return the figures that stand first; ``change``: what to say of the period before."""
    total = report.total
    heard, took, wait = (spread_of(time, total) for time in ("to_heard", "service_time", "wait"))
    of_called = [
        Tile(name, words.number(total[key]), words.percent(total[key], total["called"]))
        for name, key in (
            ("Dilayani", "served"),
            ("Tidak hadir", "no_show"),
            ("Tertinggal", "left_over"),
            ("Tidak terdengar", "unheard"),
        )
    ]
    return [
        Tile("Dipanggil", words.number(total["called"]), change),
        *of_called,
        Tile("Dari panggilan sampai terdengar", words.about(heard.median_s), _nine(heard.p90_s)),
        Tile("Lama layanan", words.about(took.median_s), _nine(took.p90_s)),
        Tile(
            "Lama menunggu",
            words.about(wait.median_s),
            _nine(wait.p90_s) if wait.count else "sistem antrean belum memberi waktu pengambilan",
        ),
    ]


def _nine(seconds: float | None) -> str:
    return f"9 dari 10 dalam {words.span(seconds)}" if seconds is not None else ""


def lines_of(
    rows: Mapping[str, Figures], names: Mapping[str, str], order: Iterable[str] = ()
) -> list[Line]:
    """Return the rows of a table, those of ``order`` first."""
    first = [key for key in order if key in rows]
    rest = sorted(key for key in rows if key not in first)
    return [Line(names.get(key, key), _cells(rows[key])) for key in (*first, *rest)]


def _cells(figures: Figures) -> tuple[str, ...]:
    away = figures["transferred"] + figures["moved"]
    counts = (figures["called"], figures["served"], figures["no_show"], away)
    return (
        *map(words.number, (*counts, figures["left_over"], figures["unheard"])),
        words.about(spread_of("service_time", figures).median_s),
        words.about(spread_of("wait", figures).median_s),
    )


def plot_of_hours(report: Report) -> Plot:
    """Return the calls of each hour, from the first to the last in which anybody was called."""
    used = [int(key) for key, figures in report.hours.items() if figures["called"]]
    hours = range(min(used), max(used) + 1) if used else range(0)
    values = [report.hours.get(f"{at:02d}", Counter())["called"] for at in hours]
    picture = bars(
        "hours", "Panggilan tiap jam", [f"{at:02d}" for at in hours], [Series("Panggilan", values)]
    )
    rows = [(words.hour(str(at)), words.number(n)) for at, n in zip(hours, values, strict=True)]
    return Plot(picture, ("Jam", "Panggilan"), rows)


def plot_of_days(report: Report, period: Period) -> Plot:
    """Return who was served and who did not come, day by day; by months where days are many."""
    if period.length > _MOST_DAYS:
        return _plot_of_months(report)
    days = [period.first + timedelta(days=at) for at in range(period.length)]
    figures = [report.days.get(day.isoformat(), Counter()) for day in days]
    labels = [words.brief_day(day) for day in days]
    return _served_and_not("Kunjungan tiap hari", "Hari", labels, figures)


def _plot_of_months(report: Report) -> Plot:
    months: dict[str, Figures] = {}
    for day, figures in report.days.items():
        months.setdefault(day[:7], Counter()).update(figures)
    labels = [f"{words.MONTHS[int(key[5:]) - 1][:3]} {key[:4]}" for key in months]
    return _served_and_not("Kunjungan tiap bulan", "Bulan", labels, list(months.values()))


def _served_and_not(
    title: str, heading: str, labels: Sequence[str], figures: Sequence[Figures]
) -> Plot:
    served = Series("Dilayani", [each["served"] for each in figures])
    away = Series("Tidak hadir", [each["no_show"] for each in figures])
    rows = [
        (label, *map(words.number, (each["called"], each["served"], each["no_show"])))
        for label, each in zip(labels, figures, strict=True)
    ]
    picture = bars("days", title, labels, [served, away])
    return Plot(picture, (heading, "Dipanggil", "Dilayani", "Tidak hadir"), rows)


def plot_of_weeks(
    today: date, this_week: Mapping[str, Figures], last_week: Mapping[str, Figures]
) -> Plot:
    """Return the calls of this week beside those of the last one, by weekday."""
    monday = today - timedelta(days=today.weekday())

    def called(week: Mapping[str, Figures], first: date) -> list[int]:
        days = (first + timedelta(days=at) for at in range(7))
        return [week.get(day.isoformat(), Counter())["called"] for day in days]

    now, before = called(this_week, monday), called(last_week, monday - timedelta(days=7))
    rows = [
        (name, words.number(new), words.number(old), words.change(new, old) if new else "")
        for name, new, old in zip(words.WEEKDAYS, now, before, strict=True)
    ]
    picture = bars(
        *("weeks", "Panggilan minggu ini dan minggu lalu", words.WEEKDAYS),
        [Series("Minggu ini", now), Series("Minggu lalu", before)],
    )
    return Plot(picture, ("Hari", "Minggu ini", "Minggu lalu", "Selisih"), rows)


def announcements_of(report: Report) -> list[tuple[str, str, str]]:
    """Return how announcements ended: what became of them, why, and how many, most first."""
    found: Counter[tuple[str, str]] = Counter()
    for ending, count in report.endings.items():
        found[_ending_words(ending.ending, ending.reason)] += count
    places = list(_PLACES)
    ordered = sorted(found.items(), key=lambda item: (places.index(item[0][0]), -item[1]))
    return [(what, why, words.number(count)) for (what, why), count in ordered]


_PLACES: Final = {
    "Terdengar": "finished",
    "Terdengar hanya nadanya": "voiceless",
    "Tampil sebagai teks": "shown",
    "Gagal": "failed",
    "Terlambat, kedaluwarsa": "expired",
    "Tidak perlu lagi": "merged",
    "Dibatalkan": "cancelled",
    "Tidak tertangkap mikrofon ruangan": "not_heard",
}
_NAMES: Final = {ending: words_ for words_, ending in _PLACES.items()}


def _ending_words(ending: str, reason: str) -> tuple[str, str]:
    known = REASONS.get(cast("Any", reason))
    why = known.short if known else ""
    if ending == "finished":
        voiceless = reason in {"without_voice", "voice_failed"}
        return (_NAMES["voiceless"], why) if voiceless else (_NAMES["finished"], "")
    return _NAMES.get(ending, _NAMES["cancelled"]), why
