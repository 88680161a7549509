"""How long a call takes from words to file: ``python -m tests.bench.compose [CALLS]``.

*First*: no clip decoded yet (the first call after installation). *Decoded*: clips decoded on disk,
not in memory (after a restart). *Warm*: clips in memory, a new combination, so a new file. *Again*:
the same sentence. Milliseconds, the default pack, nine pieces a call (chime, opening, letter, four
figures, counter, service).
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from audio import CallWords, ClipFolder, Composer, Sentence, default_pack, parse_ticket, word_call


def sentences(count: int) -> list[Sentence]:
    """Return the calls of ``count`` tickets: nine pieces each with the chime, some ten seconds."""
    tickets = (parse_ticket(f"AB-{number}") for number in range(1001, 1001 + count))
    return [word_call(CallWords(each, "Loket 3", "Dukcapil", repeats=0)) for each in tickets]


Took = tuple[float, float]


def measure(work: Callable[[Sentence], object], calls: list[Sentence]) -> list[Took]:
    """Return the milliseconds that ``work`` took for each call, by the clock and of the CPU."""
    took = []
    for call in calls:
        begun, worked = time.perf_counter(), time.process_time()
        work(call)
        ended = time.perf_counter() - begun, time.process_time() - worked
        took.append((ended[0] * 1000, ended[1] * 1000))
    return took


def show(name: str, took: list[Took]) -> None:
    """Print one row."""
    clock, cpu = (sorted(column) for column in zip(*took, strict=True))
    p99 = clock[min(len(clock) - 1, int(len(clock) * 0.99))]
    print(
        f"{name:10} {statistics.median(clock):9.2f} {p99:9.2f} {clock[-1]:9.2f}"
        f" {statistics.median(cpu):9.2f} {len(clock):7}"
    )


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 120  # they all fit into the folder
    calls, pack = sentences(count), default_pack()
    print(f"{'ms':10} {'median':>9} {'p99':>9} {'longest':>9} {'CPU':>9} {'calls':>7}")
    first = []
    for _ in range(10):
        with tempfile.TemporaryDirectory() as folder:
            composer = Composer(pack, ClipFolder(Path(folder, "clips"), pack.voice), Path(folder))
            first += measure(composer.compose, calls[11:12])
    show("first", first)
    with tempfile.TemporaryDirectory() as folder:
        made = ClipFolder(Path(folder, "clips"), pack.voice)
        Composer(pack, made, Path(folder)).warm(pack.texts())
        decoded = [Composer(pack, made, Path(folder)) for _ in range(50)]
        show("decoded", [measure(each.compose, calls[11:12])[0] for each in decoded])
        composer = Composer(pack, made, Path(folder))
        composer.compose(calls[0])
        show("warm", measure(composer.compose, calls[1:]))
        show("again", measure(composer.compose, calls[1:]))


if __name__ == "__main__":
    main()
