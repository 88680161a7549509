"""Continuity: does a journal go on from where it was, or was a copy put back?"""

from display.journal.continuity.continuity import Continuity, Life, fingerprint
from display.journal.continuity.high_water import HighWaterMark, Restored, fingerprint_of

__all__ = ["Continuity", "HighWaterMark", "Life", "Restored", "fingerprint", "fingerprint_of"]
