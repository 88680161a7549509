"""The port of a microphone: blocks of samples, each stamped with the time it was taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy
from numpy.typing import NDArray

Samples = NDArray[numpy.int16]


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive mono samples; the first was taken at ``at_s`` (``time.monotonic``)."""

    samples: Samples
    at_s: float


class Microphone(Protocol):
    """A microphone that is open."""

    @property
    def name(self) -> str:
        """What the system calls it; "" where it has no name."""

    @property
    def rate_hz(self) -> int:
        """Samples per second."""

    def blocks(self) -> Iterator[Block]:
        """Yield what it hears, at least once a second; it ends when the microphone is gone."""


@dataclass(frozen=True, slots=True)
class PcmMicrophone:
    """Stands in for a microphone: gives ``samples`` at once and is then gone."""

    samples: Samples
    rate_hz: int
    name: str = "PCM"
    block: int = 1024
    from_s: float = 0.0

    def blocks(self) -> Iterator[Block]:
        """Yield the samples, the first taken at ``from_s``."""
        for at in range(0, len(self.samples), self.block):
            yield Block(self.samples[at : at + self.block], self.from_s + at / self.rate_hz)
