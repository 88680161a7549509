"""What the ear is told of one announcement, and what it says of it: figures, never sound."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Expected:
    """An announcement that has begun: when, by the microphone's clock, and for how long."""

    key: str
    chime: str
    began_s: float
    length_s: float


class Verdict(StrEnum):
    """Whether an announcement's chime was heard."""

    HEARD = "heard"
    NOT_HEARD = "not_heard"
    UNJUDGED = "unjudged"


class Unjudged(StrEnum):
    """Why the ear says nothing."""

    NO_REFERENCE = "no_reference"  # it begins with no chime, or one that the ear does not know
    NO_NOISE_YET = "no_noise_yet"  # the ear has not listened to the hall for long enough
    GAP = "gap"  # the microphone gave nothing for a part of the time
    DEAD_MICROPHONE = "dead_microphone"  # nothing but zeros: switched off, or no microphone


@dataclass(frozen=True, slots=True)
class Judgement:
    """The ear's word on one announcement; ``key`` is the one it was announced by.

    ``score``: how well the chime's pattern fits, -1 to 1. Only of what was heard: ``delay_ms``
    between the given beginning and the chime at the microphone (its own latency included);
    ``level_db``, how loud words arrive that are as loud as the chime was made for (-16 LUFS),
    A-weighted, relative to full scale; ``over_noise_db``, that level over the hall's noise.
    ``noise_db``: the noise, as the level. ``clipped_share``: samples at the end of the scale, 0 to
    1; more than a few thousandths mean that the microphone is set too loud, and that the level is
    higher than said.
    """

    key: str
    verdict: Verdict
    why: Unjudged | None = None
    score: float | None = None
    delay_ms: int | None = None
    level_db: float | None = None
    noise_db: float | None = None
    over_noise_db: float | None = None
    clipped_share: float | None = None


def unjudged(key: str, why: Unjudged) -> Judgement:
    """Return the word on an announcement of which nothing can be said."""
    return Judgement(key, Verdict.UNJUDGED, why)
