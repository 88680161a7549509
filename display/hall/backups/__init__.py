"""Backups by themselves: every night, into two places, and told when there is none."""

from display.hall.backups.desk import OLD_AFTER, BackupDesk, BackupState
from display.hall.backups.run import PlaceResult

__all__ = ["OLD_AFTER", "BackupDesk", "BackupState", "PlaceResult"]
