"""How one screen shows the hall, and the part of the hall's state that it shows.

``static/screen/look.js`` says the same.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final, Self

from display.hall.screens import LAYOUTS, MOST_OVERSCAN, TEXT_SIZES, THEMES
from display.json_object import JsonObject, JsonView

if TYPE_CHECKING:
    from display.journal import Screen

RESTS: Final = ("hall", "service")
"""Layouts in which the ticket rests smaller beside earlier calls when nothing was called lately."""


@dataclass(frozen=True, slots=True)
class Look:
    """The settings of a screen, as its page needs them. ``services`` empty: all of them."""

    layout: str = "hall"
    services: tuple[str, ...] = ()
    counter: str = ""
    text_size: str = "normal"
    theme: str = "light"
    overscan: int = 0

    @classmethod
    def of(cls, query: Mapping[str, str], screen: Screen | None) -> Self:
        """Return the look that an address asks for (``/tv?layout=list``), else the screen's own.

        What the address says and no screen knows counts as not said.
        """
        own = cls(*(getattr(screen, name) for name in _FIELDS)) if screen else cls()
        overscan = query.get("overscan", "")
        services = tuple(filter(None, query.get("services", "").split(",")))
        return cls(
            layout=_one_of(LAYOUTS, query.get("layout"), own.layout),
            services=services or own.services,
            counter=query.get("counter", "") or own.counter,
            text_size=_one_of(TEXT_SIZES, query.get("text_size"), own.text_size),
            theme=_one_of(THEMES, query.get("theme"), own.theme),
            overscan=_percent(overscan) if overscan else own.overscan,
        )

    @property
    def classes(self) -> str:
        """The classes of the page's root."""
        shown = f"layout-{self.layout} text-{self.text_size} theme-{self.theme}"
        return f"overscan-{self.overscan} {shown}"

    def to_json(self) -> JsonObject:
        """Return it as the page's script reads it."""
        return asdict(self) | {"services": list(self.services)}

    def part_of(self, state: JsonView) -> JsonView:
        """Return the state with only those counters and calls that this screen shows.

        Where nothing is left, as its services or counter are gone from the hall, it shows all.
        """
        of_counter = self.layout == "counter" and self.counter
        if not (of_counter or self.services):
            return state

        def shows(row: JsonView) -> bool:
            return bool(
                row["counter"] == self.counter if of_counter else row["service"] in self.services
            )

        counters = [
            row
            for row in state["counters"]
            if (
                row["id"] == self.counter
                if of_counter
                else set(self.services).intersection(row["services"])
            )
        ]
        if not counters:
            return state
        kept = {row["id"] for row in counters}
        return {
            **state,
            "counters": counters,
            "now_serving": [row for row in state["now_serving"] if row["counter"] in kept],
            "recent_calls": [row for row in state["recent_calls"] if shows(row)],
            "announcements": [
                row for row in state["announcements"] if row["kind"] != "call" or shows(row)
            ],
        }

    def title(self, state: JsonView) -> str:
        """Return the name over a screen of one service; empty in other layouts."""
        if self.layout != "service":
            return ""
        names = [row["name"] for row in state["services"] if row["id"] in self.services]
        return names[0] if names else ""


_FIELDS: Final = ("layout", "services", "counter", "text_size", "theme", "overscan")


def _one_of(known: Collection[str], wanted: str | None, usual: str) -> str:
    return wanted if wanted and wanted in known else usual


def _percent(written: str) -> int:
    """Return an overscan as an address gives it; nonsense and too much count as none."""
    percent = int(written) if written.isascii() and written.isdigit() and len(written) < 3 else 0
    return percent if percent <= MOST_OVERSCAN else 0
