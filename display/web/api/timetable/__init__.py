"""What the hall says by itself, and on which days it is closed: two families of calls."""

from display.web.api.timetable import holidays, schedule

__all__ = ["holidays", "schedule"]
