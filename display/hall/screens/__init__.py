"""Screens: how a TV is claimed by a code that it shows, and what staff may do with it then."""

from display.hall.screens.desk import IssuedCode, ScreenDesk, Welcome
from display.hall.screens.requests import ClaimRequest, CollectRequest, ScreenRequest
from display.hall.screens.watch import MISSING_AFTER_S, ScreenWatch, Sighting

__all__ = [
    "MISSING_AFTER_S",
    "ClaimRequest",
    "CollectRequest",
    "IssuedCode",
    "ScreenDesk",
    "ScreenRequest",
    "ScreenWatch",
    "Sighting",
    "Welcome",
]
