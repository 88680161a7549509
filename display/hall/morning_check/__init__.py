"""The morning check: before the hall opens, is every call heard and every screen there?"""

from display.hall.morning_check.check import MorningCheckDesk, Progress

__all__ = ["MorningCheckDesk", "Progress"]
