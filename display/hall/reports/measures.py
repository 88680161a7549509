"""What a day is measured by: counts, and times in bins, so that medians can be told honestly.

The bins never change their meaning: figures of ten years ago are summed with those of today.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from display.database import schema

Time = Literal["to_heard", "service_time", "wait"]

BOUNDS_S: Final[dict[Time, tuple[int, ...]]] = {
    "to_heard": (5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600),
    "service_time": (60, 120, 180, 300, 420, 600, 900, 1200, 1800, 2700, 3600, 7200),
    "wait": (60, 180, 300, 600, 900, 1200, 1800, 2700, 3600, 5400, 7200, 10800),
}
"""Where each bin ends, in seconds; the last bin has no end.

``to_heard``: from a call until the hall heard it begin. ``service_time``: from the last call of a
visitor to the end of the visit. ``wait``: from the ticket's issue to its first call.
"""

LONGEST_S: Final = 24 * 3600
"""No time of a visit is taken for longer: a clock was set, or nobody ended it."""


def measure(time: Time, seconds: float) -> Counter[str]:
    """Return what one duration adds to the figures; less than nothing counts as nothing."""
    # Two clocks may have written the two moments.
    took = max(0, min(round(seconds), LONGEST_S))
    at = next((at for at, end in enumerate(BOUNDS_S[time]) if took < end), schema.BINS - 1)
    return Counter({f"{time}_s": took, f"{time}_{at}": 1})


@dataclass(frozen=True, slots=True)
class Spread:
    """How one time was spread: how often it was measured, its sum, and how many in each bin."""

    bounds_s: tuple[int, ...]
    sum_s: int
    bins: tuple[int, ...]

    @property
    def count(self) -> int:
        """How often it was measured."""
        return sum(self.bins)

    @property
    def mean_s(self) -> float | None:
        """The mean, which is exact; None when nothing was measured."""
        return self.sum_s / self.count if self.count else None

    @property
    def median_s(self) -> float | None:
        """About the median; None when nothing was measured."""
        return self.quantile_s(0.5)

    @property
    def p90_s(self) -> float | None:
        """Nine of ten took about so long at most; None when nothing was measured."""
        return self.quantile_s(0.9)

    def quantile_s(self, share: float) -> float | None:
        """Return about how long the given share of all took at most: as if bins were even.

        Within the last bin nothing is known: its beginning is returned.
        """
        wanted, before = share * self.count, 0
        if not self.count:
            return None
        edges = (0, *self.bounds_s)
        for at, inside in enumerate(self.bins):
            if inside and before + inside >= wanted:
                if at == len(self.bounds_s):
                    return float(edges[at])
                return edges[at] + (edges[at + 1] - edges[at]) * (wanted - before) / inside
            before += inside
        return float(edges[-1])


def spread_of(time: Time, figures: Mapping[str, int]) -> Spread:
    """Return how a time was spread, as summed figures have it."""
    bins = tuple(figures.get(f"{time}_{at}", 0) for at in range(schema.BINS))
    return Spread(BOUNDS_S[time], figures.get(f"{time}_s", 0), bins)
