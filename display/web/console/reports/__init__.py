"""*Laporan*: what a manager reads of the days that were."""

from display.web.console.reports.views import blueprint

__all__ = ["blueprint"]
