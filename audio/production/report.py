"""The pack report: is every clip as even, as quiet at its edges and as free of clicks as promised?

Everything is measured on the decoded file, as the hall hears it. The bounds are those of the
default pack.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audio.packs.clip import damage_of
from audio.packs.pack import Pack

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

LOUDNESS_LUFS, LOUDNESS_SLACK_LU = -16.0, 1.0
HIGHEST_DBTP = -1.0
LONGEST_SILENCE_MS = 60.0
# A join sets the last sample of one clip beside silence: a step of -40 dB of full scale is under
# what a lossy coder leaves, and 24 dB under the speech.
LARGEST_STEP = 0.01
# The level at which clips are cut, below their peak (study of the voice, "Joins used").
_HEARD_DB = -42.0


@dataclass(frozen=True, slots=True)
class ClipReport:
    """What was measured of one clip; ``step`` is its larger edge sample, 1.0 is full scale."""

    text: str
    loudness_lufs: float
    true_peak_dbtp: float
    leading_ms: float
    trailing_ms: float
    step: float
    damage: str = ""

    @property
    def wrong(self) -> tuple[str, ...]:
        """Return which bounds are broken, in words; empty when none is."""
        if self.damage:
            return (self.damage,)
        silence_ms = max(self.leading_ms, self.trailing_ms)
        found = {
            "loudness": abs(self.loudness_lufs - LOUDNESS_LUFS) > LOUDNESS_SLACK_LU,
            "true peak": self.true_peak_dbtp > HIGHEST_DBTP,
            "silence": silence_ms >= LONGEST_SILENCE_MS,
            "join": self.step > LARGEST_STEP,
        }
        return tuple(name for name, broken in found.items() if broken)


def report_pack(pack: Pack) -> Iterator[ClipReport]:
    """Yield the report of every clip, in the order of the manifest. Loads numpy."""
    from audio.errors import VoiceError
    from audio.studio import decode_samples, measure

    for clip in pack.clips():
        damage = damage_of(clip)
        try:
            samples = None if damage else decode_samples(clip.path.read_bytes())
        except (VoiceError, OSError) as error:
            samples, damage = None, str(error)
        if samples is None or not samples.any():
            nothing = float("nan")
            why = damage or "silent"
            yield ClipReport(clip.text, nothing, nothing, nothing, nothing, nothing, why)
            continue
        facts = measure(samples)
        before, after = silences_ms(samples)
        step = float(max(abs(samples[0]), abs(samples[-1])))
        yield ClipReport(clip.text, facts.loudness_lufs, facts.true_peak_dbtp, before, after, step)


def silences_ms(samples: NDArray[numpy.float64]) -> tuple[float, float]:
    """Return the milliseconds before the first and after the last sound, at 48 kHz."""
    import numpy

    level = numpy.abs(samples)
    loud = numpy.flatnonzero(level > level.max() * 10 ** (_HEARD_DB / 20))
    return float(loud[0]) / 48, float(len(samples) - 1 - loud[-1]) / 48
