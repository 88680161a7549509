"""The outbox: reports in the order in which they were made, kept until acknowledged."""

import logging
import threading
from collections import OrderedDict

from audio.speaker.orders import Report

log = logging.getLogger(__name__)

# A speaker that is cut off gets no new orders, so a handful is usual; this only bounds the memory.
MAX_REPORTS = 1000


class Outbox:
    """Safe to use from any thread; outlives every connection."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reports: OrderedDict[str, Report] = OrderedDict()

    def add(self, report: Report) -> None:
        """Keep the report; beyond MAX_REPORTS the oldest is given up."""
        with self._lock:
            self._reports[report.report_id] = report
            if len(self._reports) > MAX_REPORTS:
                report_id, _ = self._reports.popitem(last=False)
                log.error("too many reports unacknowledged, %s is given up", report_id)

    def acknowledge(self, report_id: str) -> None:
        """Forget the report; one that is not known is no harm (an ack that came twice)."""
        with self._lock:
            self._reports.pop(report_id, None)

    def pending(self) -> tuple[Report, ...]:
        """Return what is not acknowledged, oldest first."""
        with self._lock:
            return tuple(self._reports.values())
