"""Health: is everything that the hall depends on alive? What is not becomes a fault."""

from display.hall.health.checks import check_ear, check_health, check_pa, decibels
from display.hall.health.monitor import Monitor

__all__ = [
    "Monitor",
    "check_ear",
    "check_health",
    "check_pa",
    "decibels",
]
