"""Measure how well the voice is understood: ``python -m tests.bench.recognise``.

A recogniser writes down whole calls, as the hall hears them (chime and repeat included) and as
phrases only (no chime, no repeat: the measure of the study), and free announcements; clean, or with
``--snr`` in hall noise. Printed are character errors (CER), how many letters, numbers, counters and
services were understood, and how long a call lasts. Several packs are measured on the same calls in
one run. The recogniser is no dependency: without it the program says what to install.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from statistics import mean

import numpy
import soundfile
from numpy.typing import NDArray

from audio import ClipFolder, Composer, Pack, Sentence, VoiceWorker, default_pack, open_pack
from tests.bench.recognise.calls import BalancedCall, announcements, balanced_calls
from tests.bench.recognise.ear import Ear
from tests.bench.recognise.hall import RATE_HZ, Hall
from tests.bench.recognise.score import PARTS, Score, score_call, score_text

Samples = NDArray[numpy.float64]
_MAKING_S = 600.0
MEASURES = ("phrases", "announcement", "texts")


class Studio:
    """Says sentences with the clips of a pack; what it lacks is made, as in a hall."""

    def __init__(self, pack: Pack, folder: Path) -> None:
        made = ClipFolder(folder / "clips", pack.voice)
        self._composer = Composer(pack, made, folder / "sounds")
        self._voice = VoiceWorker(made)

    def say(self, sentence: Sentence, *, chime: bool) -> Samples:
        """Return the announcement's samples at 48 kHz."""
        self._voice.make(self._composer.missing(sentence), _MAKING_S)
        sound = self._composer.compose(sentence, chime="call" if chime else None)
        samples, _ = soundfile.read(sound.path, dtype="float64")
        return numpy.asarray(samples)

    def close(self) -> None:
        """End the voice worker."""
        self._voice.close()


def measure_calls(
    hear: Callable[[Sentence], str], calls: list[BalancedCall], repeats: int
) -> list[Score]:
    """Return the scores of ``calls``."""
    return [score_call(each, repeats, hear(each.sentence(repeats))) for each in calls]


def measure_texts(hear: Callable[[Sentence], str]) -> list[Score]:
    """Return the scores of the free announcements."""
    return [score_text(each.spoken, hear(each)) for each in announcements()]


def show(name: str, scores: Iterable[Score], *, parts: bool, verbose: bool) -> None:
    """Print one row, and with ``verbose`` what was heard wrongly."""
    scores = list(scores)
    rate = sum(score.errors for score in scores) / sum(score.length for score in scores)
    wrong = Counter(part for score in scores for part in score.wrong)
    total = len(scores)
    right = "".join(f"  {part}s {total - wrong[part]}/{total}" for part in PARTS if parts)
    print(f"{name:24} CER {rate:.3f}{right or f'  of {total} texts'}", flush=True)
    for score in scores:
        if verbose and (score.wrong or score.errors > 0.1 * score.length):
            print(f"    said   {score.said}\n    heard  {score.heard}")
            print(f"    {score.errors} errors; not understood: {', '.join(score.wrong) or 'none'}")


def measure_pack(pack: Pack, ear: Ear, options: argparse.Namespace) -> None:
    """Measure and print one pack."""
    hall = None if options.snr is None else Hall(pack, options.snr)
    where = "clean" if hall is None else f"babble {options.snr:+g} dB"
    calls = balanced_calls(options.rounds, options.seed)
    with tempfile.TemporaryDirectory() as folder, closing(Studio(pack, Path(folder))) as studio:

        def hearing(lengths_s: list[float], *, chime: bool) -> Callable[[Sentence], str]:
            def hear(sentence: Sentence) -> str:
                said = studio.say(sentence, chime=chime)
                lengths_s.append(len(said) / RATE_HZ)
                return ear.hear(hall.carry(said) if hall else said, RATE_HZ)

            return hear

        for name in MEASURES:
            if name not in options.measure:
                continue
            lengths_s: list[float] = []
            hear = hearing(lengths_s, chime=name == "announcement")
            if name == "texts":
                scores = measure_texts(hear)
            else:
                scores = measure_calls(hear, calls, int(name == "announcement"))
            show(f"{name}, {where}", scores, parts=name != "texts", verbose=options.verbose)
            print(f"    {mean(lengths_s):.2f} s each, the longest {max(lengths_s):.2f} s")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--pack",
        type=Path,
        action="append",
        help="the folder of a pack, may be repeated; without it the shipped one",
    )
    parser.add_argument("--rounds", type=int, default=2, help="26 calls each (default: 2)")
    parser.add_argument("--seed", default="", help="draw other calls than the usual ones")
    parser.add_argument(
        "--measure",
        nargs="+",
        choices=MEASURES,
        default=MEASURES,
        help="only calls as phrases, as announcements, or free texts",
    )
    parser.add_argument("--snr", type=float, help="dB of the speech over a hall's babble")
    parser.add_argument("--verbose", action="store_true", help="show what was heard wrongly")
    options = parser.parse_args()
    ear = Ear()
    for folder in options.pack or [None]:
        pack = open_pack(folder) if folder else default_pack()
        print(f"{folder or 'the shipped pack'}: {len(pack)} clips")
        measure_pack(pack, ear, options)


if __name__ == "__main__":
    main()
