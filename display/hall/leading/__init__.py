"""Leading: of several servers of one hall, which one does what may be done once."""

from display.hall.leading.leadership import Leadership, Led, place_of

__all__ = ["Leadership", "Led", "place_of"]
