"""What the server's first picture says of the hours, as the script of the page does after it."""

from __future__ import annotations

from datetime import datetime

import pytest

from display.web.screen.view import opening_words
from display.web.screen.words import INDONESIAN

HALL = {"hours": {"mon": "08:00-12:00, 13:00-15:00"}, "closed_days": {"2026-11-30": "Libur"}}


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (23, "Jam layanan hari ini 08.00–12.00 dan 13.00–15.00"),
        (24, "Hari ini layanan tutup"),
        (30, "Hari ini layanan tutup"),
    ],
)
def test_a_hall_tells_its_hours_and_its_holidays(day: int, said: str) -> None:
    """A holiday goes before the hours of its weekday."""
    assert opening_words(HALL, datetime(2026, 11, day, 8), INDONESIAN) == said
