"""*Laporan*: five questions answered on one page, the same figures as a file, and today's alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from display.clock import iso, now
from display.hall.reports import DailyFigures
from display.journal import Announcement, Call
from display.parts import Parts
from display.web.api.reports.schemas import ReportAnswer
from display.web.console.reports import words
from display.web.console.reports.plots import Series, bars
from tests.display.web.served_hall import Caller
from tests.security.staff import Staff

PAGE = "/console/laporan"


def around_now() -> str:
    """Return the query of some days around this moment, whatever the hall's midnight."""
    first, last = ((datetime.now(UTC) + timedelta(days=by)).date() for by in (-2, 2))
    return f"rentang=pilihan&hari={first}&sampai={last}"


@pytest.fixture
def visits(parts: Parts) -> Callable[..., None]:
    """Journals visits that were called some minutes ago, and counts them."""

    def journal(*states: str, service: str = "dukcapil", minutes: int = 9, heard: bool = True):
        def work(tx):
            for at, state in enumerate(states):
                key, began = f"{service}-{minutes}-{at}", now() - timedelta(minutes=20)
                call = Call(key, "B-001", service, "3", "called", 1, iso(began))
                ended = iso(began + timedelta(minutes=minutes))
                tx.append("ticket.called", {"call": call.to_json()}, occurred_at=iso(began))
                item = Announcement(
                    *(f"a-{key}", key, "call", "call", "main", "queued", "Nomor B-001"),
                    *(None, "B-001", "3", service),
                    queued_at=iso(began),
                    started_at=iso(began + timedelta(seconds=7)),
                )
                how = "finished" if heard else "failed"
                row = {**item.to_json(), "state": how}
                tx.append(f"announcement.{how}", {"announcement": row}, occurred_at=ended)
                row = {**call.to_json(), "state": state}
                tx.append(f"ticket.{state}", {"call": row}, occurred_at=ended)

        parts.hall.write(work)
        while DailyFigures(parts.hall).look():
            pass

    return journal


def test_a_manager_reads_the_five_answers(officer: Staff, visits: Callable[..., None]) -> None:
    """The busiest hour, the slowest service, what was not heard, who did not come, and the week."""
    visits(*["served"] * 6, "no_show", service="dukcapil", minutes=2)
    visits(*["served"] * 5, service="dpmptsp", minutes=16, heard=False)
    text = officer.client.get(f"{PAGE}?{around_now()}").text
    answers = text[text.index('class="answers"') : text.index("</dl>")]
    assert "Jam tersibuk" in answers
    assert "DPMPTSP" in answers
    assert "sekitar 18 menit" in answers  # in the bin from 15 to 20 minutes
    assert "41,7 % dari 12 panggilan" in answers
    assert "1 pengunjung" in answers
    assert "Dukcapil 1 (14,3 %)" in answers
    assert "Minggu ini dibanding minggu lalu" in answers


def test_the_file_has_the_same_figures(officer: Staff, visits: Callable[..., None]) -> None:
    """In all, and by day, hour, service and counter, as spreadsheets of Indonesian systems read."""
    visits("served", "served", "no_show")
    answer = officer.client.get(f"{PAGE}.csv?{around_now()}")
    assert answer.mimetype == "text/csv"
    assert answer.text.startswith("\ufeffBagian;")
    rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=";"))
    assert [row["Bagian"] for row in rows] == ["Jumlah", "Hari", "Jam", "Layanan", "Loket"]
    assert {row["Dipanggil"] for row in rows} == {"3"}
    assert rows[0]["Lama layanan: rata-rata (detik)"] == "540"
    assert rows[3]["Butir"] == "Dukcapil"


def test_a_name_is_no_formula(parts: Parts, officer: Staff, visits: Callable[..., None]) -> None:
    """Whatever staff call a service, a spreadsheet only shows it."""
    visits("served", service="=HYPERLINK(1)")
    rows = officer.client.get(f"{PAGE}.csv?{around_now()}").text.splitlines()
    assert any(row.startswith("Layanan;'=HYPERLINK") for row in rows)


@pytest.mark.parametrize(
    "query",
    [
        *("rentang=hari", "rentang=bulan&hari=2024-02-29", "rentang=pilihan&hari=2020-01-01"),
        *("rentang=x&hari=2026-99-99&layanan=%00&loket=%27", "rentang=pilihan&hari=8999-12-31"),
        *("rentang=minggu&hari=2000-01-01", "hari=0001-01-01", "layanan=dukcapil&loket=3"),
    ],
)
def test_any_address_is_answered(officer: Staff, query: str) -> None:
    """What cannot be read counts as not given; days without figures are empty, not an error."""
    for path in (PAGE, f"{PAGE}.csv", f"{PAGE}/hari-ini"):
        assert officer.client.get(f"{path}?{query}").status_code == 200


def test_an_empty_hall_has_an_honest_report(officer: Staff) -> None:
    """Nothing is zero that nobody has counted."""
    text = officer.client.get(PAGE).text
    assert "Belum ada angka" in text
    assert "Belum ada panggilan" in text


def test_today_is_shown_alone(officer: Staff, visits: Callable[..., None]) -> None:
    """Large enough for a phone; a browser without a script asks again by itself."""
    visits("served", "served")
    text = officer.client.get(f"{PAGE}/hari-ini").text
    assert 'http-equiv="refresh"' in text
    assert "2 dipanggil · 2 dilayani" in text or "Belum ada panggilan hari ini" in text  # midnight


def test_a_program_gets_the_same(api: Caller, visits: Callable[..., None]) -> None:
    """By days of the hall's own calendar, to its ends; days in no order are refused by name."""
    visits("served", "served", "no_show")
    first = (datetime.now(UTC) - timedelta(days=2)).date().isoformat()
    last = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    answer = api.get(f"/reports/period?first={first}&last={last}&service=dukcapil")
    report = ReportAnswer.model_validate(answer.json)
    assert (report.total.called, report.total.served, report.total.no_show) == (3, 2, 1)
    assert report.total.to_heard.bins[1] == 3
    assert report.counters["3"].called == 3
    assert [row.count for row in report.announcements] == [3]
    empty = ReportAnswer.model_validate(api.get("/reports/period?service=x").json)
    assert empty.total.called == 0
    for day in ("0001-01-01", "9999-12-31"):
        of_a_day = ReportAnswer.model_validate(api.get(f"/reports/period?first={day}").json)
        assert (of_a_day.first, of_a_day.last, of_a_day.total.called) == (day, day, 0)
    for query, field in (
        (f"first={last}&last={first}", "last"),
        ("first=1990-01-01&last=2026-01-01", "first"),
        ("first=yesterday", "first"),
        ("days=3", "days"),
    ):
        refused = api.get(f"/reports/period?{query}")
        assert (refused.status_code, (refused.json or {})["field"]) == (422, field)


def test_a_plot_says_what_it_shows() -> None:
    """To those who cannot see it as well; a name in it is text, whatever it is."""
    svg = bars("k", "Judul <b>", ["<i>", "10"], [Series("A & B", [3, 12])])
    assert '<title id="k-title">Judul &lt;b&gt;</title>' in svg
    assert "A &amp; B: tertinggi 12 pada 10, jumlah 15." in svg
    assert 'role="img"' in svg
    assert svg.count("<rect") == 2
    assert "tidak ada" in bars("k", "Kosong", [], [Series("A", [])])


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(None, "–"), (0.4, "1 detik"), (75, "75 detik"), (480, "8 menit"), (4800, "80 menit")],
)
def test_a_time_is_written_as_people_say_it(seconds: float | None, written: str) -> None:
    """Never finer than it is known."""
    assert words.span(seconds) == written
    assert words.span(7500) == "2 jam 5 menit"
    assert words.number(12345) == "12.345"
    assert words.change(97, 100) == "−3 %"
