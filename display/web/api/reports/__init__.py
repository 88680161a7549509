"""Reports: the figures of days, for programs that make pictures of their own."""

from display.web.api.reports.views import OPERATIONS, blueprint

__all__ = ["OPERATIONS", "blueprint"]
