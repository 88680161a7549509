"""Reports: what became of visits and announcements, day by day, in numbers that are kept for ever.

No person and no ticket is in them. :class:`DailyFigures` counts the journal on;
:func:`read_report` sums what was counted.
"""

from display.hall.reports.counting import Cell, Ending
from display.hall.reports.forgetting import JournalRetention
from display.hall.reports.keeping import DailyFigures
from display.hall.reports.measures import BOUNDS_S, Spread, Time, spread_of
from display.hall.reports.periods import Kind, Period, days_between, period_of
from display.hall.reports.report import Figures, Report, read_days, read_report, today_in
from display.hall.reports.store import FigureStore, Wanted
from display.hall.reports.uptime import Uptime

__all__ = [
    "BOUNDS_S",
    "Cell",
    "DailyFigures",
    "Ending",
    "FigureStore",
    "Figures",
    "JournalRetention",
    "Kind",
    "Period",
    "Report",
    "Spread",
    "Time",
    "Uptime",
    "Wanted",
    "days_between",
    "period_of",
    "read_days",
    "read_report",
    "spread_of",
    "today_in",
]
