"""The palette: every colour reads, and no two are alike to any eye."""

from __future__ import annotations

from itertools import combinations

from display.hall.setup import next_colour
from display.hall.setup.palette import PALETTE, unlikeness
from display.web.screen.colours import CARD, contrast

# A just noticeable difference is 2.3; brown and olive, told apart by hue alone, are 2.5 apart.
APART = 12


def test_every_colour_reads_from_ten_metres() -> None:
    """7 to 1 on the card, as text and under white."""
    assert min(contrast(colour, CARD) for colour in PALETTE) >= 7


def test_new_services_differ_to_every_eye() -> None:
    """Each gets another colour, until there are as many as the palette has."""
    given: list[str] = []
    for _ in PALETTE:
        given.append(next_colour(given))
    assert sorted(given) == sorted(PALETTE)
    assert min(unlikeness(one, other) for one, other in combinations(given, 2)) >= APART


def test_a_colour_chosen_by_hand_is_kept_clear_of() -> None:
    """Also of one that the palette does not have."""
    chosen = ["#095a4a", "#7a4207"]
    new = next_colour(chosen)
    assert min(unlikeness(new, colour) for colour in chosen) >= APART


def test_red_and_green_of_one_lightness_are_alike_to_some() -> None:
    """The measure knows eyes that do not tell them apart; to all others they differ."""
    assert unlikeness("#7a4207", "#365012") < 5 < unlikeness("#095a49", "#8800bb")
