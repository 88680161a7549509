"""The detector: a microphone's blocks go in, a judgement on every announcement comes out.

It keeps no sound. In memory lie, for the last seconds, powers in bins of 4 Hz around the chimes'
partials: of the time that may hold a chime, and of the hall's noise between announcements.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy
from numpy.typing import NDArray

from audio.ear.figures import Expected, Judgement, Unjudged, Verdict, unjudged
from audio.ear.matching import Match, match
from audio.ear.reference import Reference, all_bins
from audio.ear.spectra import FRAME_S, HOP_S, Analyser, Frames, join

# At this score a chime was heard. Set by tests/bench/ear: see docs/hearing.md.
HEARD_SCORE = 0.40
# The chime is looked for from before the announcement's beginning, which is told a moment late.
EARLIEST_S, LATEST_S = -0.75, 2.0
# So much of the hall's noise is kept, and so much of it is the least that a judgement needs.
NOISE_S, LEAST_NOISE_S = 8.0, 1.0
# After the last word: delay and reverberation of it are no noise of the hall.
_RINGS_S = LATEST_S + 1.0
# News of an announcement may be so late; until then frames are not taken for noise.
NEWS_S = 3.0
# Blocks that come so much too late or too early do not join on.
_GAP_S = 0.25
# How quickly the microphone's clock is followed: it may be 200 ppm off, and blocks come unevenly.
_FOLLOW = 0.02
_KEPT_S = NEWS_S + LATEST_S - EARLIEST_S + 2 * FRAME_S
_MOST_EXPECTED = 16
# Two chimes that are found so near to each other are one sound.
_SAME_PLACE_S = 0.75


class Detector:
    """Listens to one microphone. Not safe for threads; memory is bounded (about 2 MB)."""

    def __init__(self, rate_hz: int, references: Mapping[str, Reference]) -> None:
        """``references``: what to look for, by the chime's name; at least one."""
        self._references = dict(references)
        bins = all_bins(references)
        self._columns = {
            name: numpy.searchsorted(bins, one.bins) for name, one in references.items()
        }
        self._longest_s = max(one.length_s for one in references.values())
        self._rate_hz = rate_hz
        self._analyser = Analyser(rate_hz, bins)
        nothing = self._analyser.take(numpy.zeros(0, numpy.int16), 0.0)
        self._recent, self._noise = nothing, nothing
        self._waiting: list[Expected] = []
        self._spoken: list[tuple[float, float]] = []
        self._next_s: float | None = None

    def expect(self, announcement: Expected) -> None:
        """Tell of an announcement that has begun, at most 3 s ago; a judgement will follow."""
        self._waiting = [*self._waiting, announcement][-_MOST_EXPECTED:]
        end_s = announcement.began_s + announcement.length_s + _RINGS_S
        self._spoken = [
            *self._spoken,
            (announcement.began_s + EARLIEST_S - FRAME_S, end_s),
        ][-_MOST_EXPECTED:]

    def take(self, samples: NDArray[numpy.int16], at_s: float) -> tuple[Judgement, ...]:
        """Hear a block whose first sample was taken at ``at_s``; return what is now judged."""
        frames = self._analyser.take(samples, self._follow_clock(len(samples), at_s))
        self._recent = join([self._recent, frames])
        now_s = at_s + len(samples) / self._rate_hz
        judged = tuple(self._judge(one) for one in self._waiting if self._is_over(one, now_s))
        self._waiting = [one for one in self._waiting if not self._is_over(one, now_s)]
        self._forget_old(now_s)
        return judged

    def _follow_clock(self, count: int, at_s: float) -> float:
        """Return when the block began by the smoothed clock; after a gap the clock starts anew."""
        if self._next_s is None or abs(at_s - self._next_s) > _GAP_S:
            self._analyser.forget()
            self._next_s = at_s
        begin_s = self._next_s + _FOLLOW * (at_s - self._next_s)
        self._next_s = begin_s + count / self._rate_hz
        return begin_s

    def _is_over(self, one: Expected, now_s: float) -> bool:
        """Whether everything has been heard in which its chime may be."""
        return now_s >= one.began_s + LATEST_S + self._longest_s + FRAME_S

    def _judge(self, one: Expected) -> Judgement:
        reference = self._references.get(one.chime)
        if reference is None:
            return unjudged(one.key, Unjudged.NO_REFERENCE)
        # The first frame of a pattern begins a frame's length before its chime.
        first_s = one.began_s + EARLIEST_S - FRAME_S
        last_s = one.began_s + LATEST_S - FRAME_S + reference.length_s
        times = self._recent.begin_s
        window = self._recent.where((times >= first_s) & (times <= last_s - FRAME_S + HOP_S))
        if not _is_whole(window, first_s, last_s - FRAME_S):
            return unjudged(one.key, Unjudged.GAP)
        noise = self._noise_before(first_s)
        if len(noise) * HOP_S < LEAST_NOISE_S:
            return unjudged(one.key, Unjudged.NO_NOISE_YET)
        found = self._match(window, noise, one.chime)
        if found.score < HEARD_SCORE and not window.weighted.any():
            return unjudged(one.key, Unjudged.DEAD_MICROPHONE)
        heard = found.score >= HEARD_SCORE and not self._is_another(found, window, noise, one.chime)
        return _in_figures(one, found, heard=heard)

    def _match(self, window: Frames, noise: Frames, chime: str) -> Match:
        """Return where a chime fits best."""
        columns = self._columns[chime]
        return match(_only(window, columns), _only(noise, columns), self._references[chime])

    def _is_another(self, found: Match, window: Frames, noise: Frames, chime: str) -> bool:
        """Whether another chime of ours, as of the next zone, fits better in the same place."""
        rivals = (self._match(window, noise, name) for name in self._references if name != chime)
        return any(
            rival.score > found.score and abs(rival.begin_s - found.begin_s) < _SAME_PLACE_S
            for rival in rivals
        )

    def _noise_before(self, first_s: float) -> Frames:
        """Return the last seconds in which nothing was announced, up to ``first_s``."""
        fresh = self._recent.where(self._is_free(self._recent.begin_s, first_s))
        return join([self._noise, fresh]).where(slice(-round(NOISE_S / HOP_S), None))

    def _is_free(self, begin_s: NDArray[numpy.float64], until_s: float) -> NDArray[numpy.bool_]:
        free = begin_s + FRAME_S <= until_s
        for start_s, end_s in self._spoken:
            free &= (begin_s + FRAME_S <= start_s) | (begin_s >= end_s)
        return free

    def _forget_old(self, now_s: float) -> None:
        """Let go of frames that no announcement can need; of the free ones some stay as noise."""
        old = self._recent.begin_s < now_s - _KEPT_S - self._longest_s
        if not old.any():
            return
        free = old & self._is_free(self._recent.begin_s, now_s)
        kept = slice(-round(NOISE_S / HOP_S), None)
        self._noise = join([self._noise, self._recent.where(free)]).where(kept)
        self._recent = self._recent.where(~old)


def _is_whole(window: Frames, first_s: float, last_s: float) -> bool:
    """Whether frames cover the time without a hole."""
    if len(window) < 2:
        return False
    times = window.begin_s
    edges = times[0] - first_s < 2 * HOP_S and last_s - times[-1] < 2 * HOP_S
    return bool(edges and numpy.diff(times).max() < 2 * HOP_S)


def _only(frames: Frames, columns: NDArray[numpy.intp]) -> Frames:
    return Frames(frames.begin_s, frames.lines[:, columns], frames.weighted, frames.clipped)


def _in_figures(one: Expected, found: Match, *, heard: bool) -> Judgement:
    score, noise_db = round(found.score, 3), _decibels(found.noise_power)
    clipped = round(found.clipped, 4)
    if not heard:
        return Judgement(
            one.key, Verdict.NOT_HEARD, score=score, noise_db=noise_db, clipped_share=clipped
        )
    level_db = _decibels(found.power)
    return Judgement(
        one.key,
        Verdict.HEARD,
        score=score,
        delay_ms=round((found.begin_s - one.began_s) * 1000),
        level_db=level_db,
        noise_db=noise_db,
        over_noise_db=round(level_db - noise_db, 1),
        clipped_share=clipped,
    )


def _decibels(power: float) -> float:
    """Return a power in dB of full scale (a full-scale sine has -3.0); no less than -120."""
    return round(10 * float(numpy.log10(max(power, 1e-12))), 1)
