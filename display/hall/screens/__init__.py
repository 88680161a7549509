"""Screens: how a TV is claimed by a code that it shows, and what staff may do with it then."""

from display.hall.screens.desk import IssuedCode, ScreenDesk, Welcome
from display.hall.screens.layouts import (
    LAYOUTS,
    TEXT_SIZES,
    THEMES,
    LayoutName,
    TextSize,
    Theme,
)
from display.hall.screens.requests import MOST_OVERSCAN, ClaimRequest, CollectRequest, ScreenRequest
from display.hall.screens.watch import MISSING_AFTER_S, ScreenWatch, Sighting

__all__ = [
    "LAYOUTS",
    "MISSING_AFTER_S",
    "MOST_OVERSCAN",
    "TEXT_SIZES",
    "THEMES",
    "ClaimRequest",
    "CollectRequest",
    "IssuedCode",
    "LayoutName",
    "ScreenDesk",
    "ScreenRequest",
    "ScreenWatch",
    "Sighting",
    "TextSize",
    "Theme",
    "Welcome",
]
