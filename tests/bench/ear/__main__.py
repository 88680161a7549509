"""Measure how surely the ear hears a chime: ``python -m tests.bench.ear [--trials 200]``.

Printed are, for each signal-to-noise ratio and reverberation time, the share of announcements whose
chime was found; how often one is claimed though the loudspeaker is off; how often two in a row of
a working hall are missed, which would be a false alarm; and how far off delay and level are. These
are the tables of docs/hearing.md. Everything is drawn from one seed.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import chain

import numpy

from audio.ear import Reference, Verdict, chime_references
from tests.bench.ear.hall import Simulation
from tests.bench.ear.trials import (
    CHIME,
    SOUNDS,
    Trial,
    deceive,
    scores,
    try_cell,
    working_hall,
)

SNRS_DB = (-10, -5, 0, 5, 10, 15, 20)
RT60S_S = (0.3, 0.7, 1.2, 2.0)
_WEAKEST_DB = (0, -5, -10)
_PER_HALL = 50
_SHARES = 8  # parts of a kind of disturbance, each with as many trials as a cell
_SEEDS = 20_000  # of one run lie below those of the next

Task = tuple[str, int, float, float, int]


@cache
def _references() -> dict[str, Reference]:
    return chime_references()


@cache
def _simulation(seed: int) -> Simulation:
    return Simulation(seed)


def run(task: Task) -> list[Trial]:
    """Do one part of the work, in a process of its own."""
    kind, seed, snr_db, rt60_s, count = task
    simulation = _simulation(seed // _SEEDS)
    simulation.seed(seed)
    if kind == "hall":
        return list(working_hall(simulation, _references(), snr_db, count))
    if kind == CHIME:
        return try_cell(simulation, _references(), snr_db, rt60_s, count)
    return deceive(simulation, _references(), kind, count)


def found(trials: Iterable[Trial]) -> list[bool]:
    """Return for each trial whether its chime was heard."""
    return [trial.judgement.verdict == Verdict.HEARD for trial in trials]


def alarms(heard: list[bool]) -> int:
    """Return how often two in a row were missed; after an alarm the count begins anew."""
    missed = alarms = 0
    for one in heard:
        missed = 0 if one else missed + 1
        if missed == 2:
            alarms, missed = alarms + 1, 0
    return alarms


def print_found(pool: ProcessPoolExecutor, seed: int, trials: int) -> None:
    """Print the table of what is found, by ratio and reverberation, and the errors of it."""
    tasks: list[Task] = [
        (CHIME, seed + at * len(RT60S_S) + by, snr_db, rt60_s, trials)
        for at, snr_db in enumerate(SNRS_DB)
        for by, rt60_s in enumerate(RT60S_S)
    ]
    cells = list(pool.map(run, tasks))
    print("| SNR \\ RT60 | " + " | ".join(f"{rt60_s} s" for rt60_s in RT60S_S) + " |")
    print("|---|" + "---|" * len(RT60S_S))
    for at, snr_db in enumerate(SNRS_DB):
        row = cells[at * len(RT60S_S) : (at + 1) * len(RT60S_S)]
        shares = [f"{100 * numpy.mean(found(cell)):.1f} %" for cell in row]
        print(f"| {snr_db:+d} dB | " + " | ".join(shares) + " |", flush=True)
    print("\n| SNR | score: lowest, median | delay error, ms: 5 %, median, 95 % |")
    print("|---|---|---|")
    for at, snr_db in enumerate(SNRS_DB):
        row_trials = list(chain(*cells[at * len(RT60S_S) : (at + 1) * len(RT60S_S)]))
        low, middle = scores(row_trials)[0], numpy.median(scores(row_trials))
        late_ms = [
            one.judgement.delay_ms - 1000 * one.delay_s
            for one in row_trials
            if one.judgement.delay_ms is not None
        ]
        errors = ", ".join(f"{one:+.0f}" for one in numpy.percentile(late_ms, (5, 50, 95)))
        print(f"| {snr_db:+d} dB | {low:.2f}, {middle:.2f} | {errors} |")


def print_claims(pool: ProcessPoolExecutor, seed: int, trials: int) -> None:
    """Print how often a chime is claimed although the loudspeaker was off."""
    print("\n| what sounds instead | trials | claimed | highest scores |\n|---|---|---|---|")
    for by, kind in enumerate(SOUNDS[1:]):
        tasks: list[Task] = [
            (kind, seed + by * _SHARES + at, 0, 0, trials) for at in range(_SHARES)
        ]
        off = list(chain(*pool.map(run, tasks)))
        highest = ", ".join(f"{score:.2f}" for score in scores(off)[::-1][:4])
        print(f"| {kind} | {len(off)} | {sum(found(off))} | {highest} |", flush=True)


def print_alarms(pool: ProcessPoolExecutor, seed: int, trials: int) -> None:
    """Print how many false alarms working halls have."""
    halls = max(1, 20 * trials // _PER_HALL)
    print("\n| weakest chime | announcements | missed | false alarms |\n|---|---|---|---|")
    for by, weakest_db in enumerate(_WEAKEST_DB):
        tasks: list[Task] = [
            ("hall", seed + by * halls + at, weakest_db, 0, _PER_HALL) for at in range(halls)
        ]
        heard = [found(hall) for hall in pool.map(run, tasks)]
        missed = sum(not one for hall in heard for one in hall)
        count = halls * _PER_HALL
        print(
            f"| {weakest_db:+d} dB | {count} | {missed} | {sum(map(alarms, heard))} |", flush=True
        )


def main() -> None:
    """Simulate and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=200, help="in each cell of the table")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    first = options.seed * _SEEDS
    with ProcessPoolExecutor(options.processes) as pool:
        print_found(pool, first, options.trials)
        print_claims(pool, first + 1000, options.trials)
        print_alarms(pool, first + 2000, options.trials)


if __name__ == "__main__":
    main()
