"""Leading: of several servers of one hall, which one does what may be done once, and what all have.

Rooms above take both by their contexts (:class:`~display.hall.HallContext`).
"""

from display.hall.leading.everywhere import FoundEverywhere
from display.hall.leading.leadership import Leadership, Led, place_of

__all__ = ["FoundEverywhere", "Leadership", "Led", "place_of"]
