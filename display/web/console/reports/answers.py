"""What a manager asks first, answered in sentences: five questions, always in the same order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from display.hall.reports import spread_of
from display.web.console.reports.words import about, change, hour, number, percent

if TYPE_CHECKING:
    from display.hall.reports import Figures, Report

FEWEST: Final = 5
"""Visits of which a service needs so many before it is called slow."""

_SILENCE: Final = "Belum ada panggilan."


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, its answer in a few words, and what it stands on."""

    question: str
    answer: str
    detail: str


def five_answers(
    report: Report,
    names: Mapping[str, str],
    this_week: Mapping[str, Figures],
    last_week: Mapping[str, Figures],
) -> list[Answer]:
    """Return the answers of a report; ``names``: of its services. Of both weeks, those days that
    are over in this one: half a day is not held against a whole one."""
    return [
        _busiest(report),
        _slowest(report, names),
        _unheard(report.total),
        _no_shows(report, names),
        _weeks(this_week, last_week),
    ]


def _busiest(report: Report) -> Answer:
    question, days = "Jam tersibuk", len([day for day in report.days.values() if day["called"]])
    if not report.total["called"]:
        return Answer(question, _SILENCE, "")
    key, figures = max(report.hours.items(), key=lambda item: item[1]["called"])
    detail = f"{number(figures['called'])} dari {number(report.total['called'])} panggilan"
    if days > 1:
        detail += f", rata-rata {number(figures['called'] / days)} sehari"
    return Answer(question, hour(key), detail)


def _slowest(report: Report, names: Mapping[str, str]) -> Answer:
    question = "Layanan terlama"
    spreads = {key: spread_of("service_time", each) for key, each in report.services.items()}
    known = {key: spread for key, spread in spreads.items() if spread.count >= FEWEST}
    if not known:
        return Answer(question, "Belum cukup kunjungan.", "")
    key, spread = max(known.items(), key=lambda item: item[1].median_s or 0.0)
    detail = (
        f"separuhnya {about(spread.median_s)} atau lebih, sembilan dari sepuluh "
        f"selesai dalam {about(spread.p90_s)}"
    )
    return Answer(question, names.get(key, key), detail)


def _unheard(total: Figures) -> Answer:
    count, called = total["unheard"], total["called"]
    if not called:
        return Answer("Panggilan tidak terdengar", _SILENCE, "")
    detail = f"{percent(count, called)} dari {number(called)} panggilan"
    return Answer("Panggilan tidak terdengar", number(count) if count else "Tidak ada", detail)


def _no_shows(report: Report, names: Mapping[str, str]) -> Answer:
    most = sorted(report.services.items(), key=lambda item: -item[1]["no_show"])
    said = [
        f"{names.get(key, key)} {number(each['no_show'])} "
        f"({percent(each['no_show'], each['called'])})"
        for key, each in most
        if each["no_show"]
    ]
    total = report.total["no_show"]
    if not total:
        return Answer("Tidak hadir", "Tidak ada" if report.total["called"] else _SILENCE, "")
    return Answer("Tidak hadir", f"{number(total)} pengunjung", ", ".join(said[:4]))


def _weeks(this_week: Mapping[str, Figures], last_week: Mapping[str, Figures]) -> Answer:
    now = sum(day["called"] for day in this_week.values())
    before = sum(day["called"] for day in last_week.values())
    question = "Minggu ini dibanding minggu lalu"
    if not this_week and not last_week:
        return Answer(question, "Belum ada hari yang selesai", "")
    detail = f"{number(now)} panggilan sampai kemarin, minggu lalu {number(before)}"
    said = change(now, before)
    words = {"sama": "Sama banyak", "–": "Belum dapat dibandingkan"}
    return Answer(question, words.get(said, said), detail)
