"""Backups: a hall in one file, made while it is open, and a folder made from one.

Knows the database and the data folder, and nothing of what the hall does. ``python -m
display.backup`` makes one in a process of its own, below everything that a call needs.
"""

from display.backup.errors import FAULTS, BackupError, Fault
from display.backup.kept import KeptBackup, free_name, kept_backups
from display.backup.making import Made, make_backup
from display.backup.priority import step_back
from display.backup.restoring import Restored, restore_backup

__all__ = [
    "FAULTS",
    "BackupError",
    "Fault",
    "KeptBackup",
    "Made",
    "Restored",
    "free_name",
    "kept_backups",
    "make_backup",
    "restore_backup",
    "step_back",
]
