"""The morning check: before the hall opens, is every call heard and every screen there?"""

from display.hall.morning_check.check import MorningCheckDesk, Progress
from display.hall.morning_check.trial import begin_test_call

__all__ = ["MorningCheckDesk", "Progress", "begin_test_call"]
