"""From how far the texts of a screen are read, by its panel's size.

A text is read from its capitals' height x 200. ``static/screen`` sets the sizes that stand here,
and a test holds the two together.
"""

from __future__ import annotations

from typing import Final

_BAND: Final = {
    "Yang sedang disuarakan": ("#caption", (0.6, 0.72, 0.86)),
    "Teks berjalan": ("#running", (0.32, 0.4, 0.48)),
}
_HALL: Final = {
    "Nomor yang dipanggil": ("#ticket .number", (2.36, 2.36, 2.36)),
    "Loket yang dituju": ("#ticket .where", (1.26, 1.26, 1.26)),
    "Nomor di papan loket": (".cell .ticket-number", (0.63, 0.75, 1.0)),
    "Loket di papan loket": (".cell .name", (0.35, 0.46, 0.56)),
    "Panggilan sebelumnya": ("#strip b", (0.36, 0.45, 0.56)),
    **_BAND,
}
TEXT_SIZES_REM: Final[dict[str, dict[str, tuple[str, tuple[float, float, float]]]]] = {
    "hall": _HALL,
    "service": _HALL,
    "counter": {
        "Nomor": (".cell .ticket-number", (5.1, 5.1, 5.1)),
        "Nama loket": (".cell .name", (0.9, 0.9, 0.9)),
        **_BAND,
    },
    "list": {
        "Nomor yang dipanggil": ("#ticket .number", (1.9, 1.9, 1.9)),
        "Loket yang dituju": ("#ticket .where", (1.06, 1.06, 1.06)),
        "Nomor di daftar": ("#rows b", (0.63, 0.72, 1.0)),
        "Loket di daftar": ("#rows span", (0.46, 0.54, 0.8)),
        **_BAND,
    },
}
"""Layout -> text -> where it stands, and its size in rem by the size of text that staff chose.

A hall of twelve counters; fewer stand larger. Numbers of more than five signs stand smaller.
"""

ASIDE: Final = "Teks berjalan"
"""What nobody has to read: it is not counted when a size of text is proposed."""

CAPITALS: Final = 0.71
"""Height of the capitals of the screens' type, of its size."""

_NEEDED: Final = 200
_REM: Final = 0.1
_SHORT_SIDE_MM: Final = 25.4 * 9 / (9**2 + 16**2) ** 0.5


def metres_of(size_rem: float, inches: float) -> float:
    """Return from how many metres a text is read on a panel of 16:9 of so many inches."""
    panel_mm = inches * _SHORT_SIDE_MM
    return size_rem * _REM * panel_mm * CAPITALS * _NEEDED / 1000


def reach_on_one_inch() -> dict[str, dict[str, list[float]]]:
    """Return layout -> text -> metres on a panel of one inch, by size; for a page's script."""
    return {
        layout: {name: [metres_of(size, 1) for size in sizes] for name, (_, sizes) in texts.items()}
        for layout, texts in TEXT_SIZES_REM.items()
    }
