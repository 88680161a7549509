"""How a screen shows the hall: its layout, the size of its text, its theme.

A layout is a name here, with its words, and a sheet in ``static/screen/layouts`` in which every
rule stands below the class of its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

LayoutName = Literal["hall", "service", "counter", "list"]
TextSize = Literal["normal", "large", "largest"]
Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Layout:
    """What staff read of a layout. ``has_sheet``: it places the parts anew."""

    words: str
    about: str
    has_sheet: bool = True


LAYOUTS: Final[dict[LayoutName, Layout]] = {
    "hall": Layout("Aula", "nomor yang dipanggil, semua loket, dan panggilan sebelumnya", False),
    "service": Layout("Satu layanan", "hanya loket dan panggilan satu layanan"),
    "counter": Layout("Di atas loket", "nomor satu loket, sebesar mungkin"),
    "list": Layout("Daftar panggilan", "untuk aula dengan banyak loket: panggilan terbaru di atas"),
}
"""The layouts, in the order in which staff choose."""

TEXT_SIZES: Final[dict[TextSize, str]] = {
    "normal": "Biasa",
    "large": "Besar",
    "largest": "Sangat besar",
}

THEMES: Final[dict[Theme, str]] = {
    "light": "Terang, untuk ruang terang",
    "dark": "Gelap, untuk ruang redup",
}
