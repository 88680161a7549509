"""The schedule: what the hall says by itself, when, what became of it, and its closed days."""

from display.hall.schedule.calendar import (
    drop_holiday,
    read_calendars,
    remove_holiday,
    set_holiday,
    write_holiday,
)
from display.hall.schedule.entries import (
    MOST_ENTRIES,
    check_entry,
    drop_entry,
    entry_of,
    remove_entry,
    require_entry,
    set_entry,
    write_entry,
)
from display.hall.schedule.prayer_times import PRAYERS
from display.hall.schedule.requests import Day, EntryRequest, HolidayRequest, MoveRequest
from display.hall.schedule.scheduler import Scheduler
from display.hall.schedule.staff_steps import move_occurrence, play_now, skip_occurrence
from display.hall.schedule.timeline import (
    Timeline,
    TimelineItem,
    describe_schedule,
    prayers_on,
    read_timeline,
)

__all__ = [
    "MOST_ENTRIES",
    "PRAYERS",
    "Day",
    "EntryRequest",
    "HolidayRequest",
    "MoveRequest",
    "Scheduler",
    "Timeline",
    "TimelineItem",
    "check_entry",
    "describe_schedule",
    "drop_entry",
    "drop_holiday",
    "entry_of",
    "move_occurrence",
    "play_now",
    "prayers_on",
    "read_calendars",
    "read_timeline",
    "remove_entry",
    "remove_holiday",
    "require_entry",
    "set_entry",
    "set_holiday",
    "skip_occurrence",
    "write_entry",
    "write_holiday",
]
