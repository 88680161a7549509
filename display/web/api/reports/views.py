"""The figures of some days over HTTP."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response

from display.hall import Refused
from display.hall.reports import Wanted, days_between, read_report, spread_of, today_in
from display.web.api.description.operation import API, Operation, summary_of
from display.web.api.reports.schemas import ReportAnswer, ReportQuery
from display.web.edge.current import current_parts
from display.web.edge.request_body import read_query
from display.web.edge.responses import fresh

if TYPE_CHECKING:
    from display.hall.reports import Figures, Time, Uptime
    from display.json_object import JsonObject

_COUNTS: Final = (
    *("called", "served", "no_show", "left_over", "transferred", "moved", "cancelled", "unheard"),
)

blueprint = Blueprint("reports", __name__, url_prefix=f"{API}/reports")


@blueprint.get("/period")
def period() -> Response:
    """The figures of some days.

    Raises :class:`Refused` for days in no order.
    """
    hall, asked = current_parts().hall, read_query(ReportQuery)
    first = asked.first or date.fromisoformat(today_in(hall))
    last = asked.last or first
    if last < first:
        raise Refused("last", "Lies before first.")
    days = days_between(first, last)
    if days.first != first:
        raise Refused("first", "Lies more than ten years before last.")
    wanted = Wanted(first.isoformat(), last.isoformat(), asked.service, asked.counter)
    found = read_report(hall, wanted)
    return fresh(
        first=wanted.first,
        last=wanted.last,
        total=_figures(found.total),
        days={key: _figures(each) for key, each in found.days.items()},
        hours={key: _figures(each) for key, each in found.hours.items()},
        services={key: _figures(each) for key, each in found.services.items()},
        counters={key: _figures(each) for key, each in found.counters.items()},
        announcements=[
            {"kind": e.kind, "ending": e.ending, "reason": e.reason, "count": count}
            for e, count in sorted(found.endings.items())
        ],
        pa=_uptime(found.pa),
        screens=[_uptime(each) for each in found.screens],
    )


def _figures(figures: Figures) -> JsonObject:
    return {
        **{name: figures[name] for name in _COUNTS},
        "to_heard": _spread("to_heard", figures),
        "service_time": _spread("service_time", figures),
        "wait": _spread("wait", figures),
    }


def _spread(time: Time, figures: Figures) -> JsonObject:
    spread = spread_of(time, figures)
    return {
        "count": spread.count,
        "mean_s": spread.mean_s,
        "median_s": spread.median_s,
        "p90_s": spread.p90_s,
        "bounds_s": list(spread.bounds_s),
        "bins": list(spread.bins),
    }


def _uptime(uptime: Uptime) -> JsonObject:
    return {
        "subject": uptime.subject,
        "open_s": uptime.open_s,
        "down_s": uptime.down_s,
        "began": uptime.began,
        "out_now": uptime.out_now,
        "share": uptime.share,
    }


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET",
        f"{API}/reports/period",
        ("read",),
        summary_of(period),
        "What became of visits and announcements, and how long loudspeakers and screens were out "
        "of order, in numbers: by day, hour, service and counter, by the hall's own calendar. "
        "About five seconds old.",
        query=ReportQuery,
        answers=ReportAnswer,
        problems=(401, 403, 422, 429, 503),
    ),
)
