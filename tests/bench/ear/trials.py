"""Announcements in simulated halls, judged by the very detector that listens in real ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy

from audio.ear import Detector, Expected, Judgement, Reference
from tests.bench.ear.disturbances import KINDS, disturb
from tests.bench.ear.hall import RATE_HZ, Conditions, Simulation, draw_conditions

NOISE_FIRST_S = 6.0
_ENOUGH_S = 4.5
_EARLIEST_S, _LATEST_S = -0.7, 1.95
_BLOCK = 2048
CHIME, NOTHING = "chime", "nothing"
SOUNDS = (CHIME, NOTHING, *KINDS)
"""What may sound in the window: the announcement's chime, or, the loudspeaker being off, nothing or
one of the disturbances."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One announcement: what was so, and what the ear said."""

    conditions: Conditions
    delay_s: float
    judgement: Judgement


def try_once(
    simulation: Simulation,
    references: Mapping[str, Reference],
    conditions: Conditions,
    chime: str,
    *,
    sounds: str = CHIME,
) -> Trial:
    """Let one announcement begin after some noise, and ``sounds``: see :data:`SOUNDS`."""
    chance = simulation.chance
    delay_s = float(chance.uniform(_EARLIEST_S, _LATEST_S))
    at_s = NOISE_FIRST_S + delay_s
    sounding = None
    if sounds == CHIME:
        sounding = simulation.chimes[chime]
    elif sounds != NOTHING:
        sounding = disturb(sounds, chance, simulation.chimes, chime)
        # Music plays on and on; whatever else there is comes when it is likeliest to deceive.
        at_s = 0.0 if sounds == "music" else at_s
    sound = simulation.hear(conditions, sounding, at_s, NOISE_FIRST_S + _ENOUGH_S)
    detector = Detector(RATE_HZ, references)
    detector.expect(Expected("a", chime, NOISE_FIRST_S, 10.0))
    judged: list[Judgement] = []
    for at in range(0, len(sound), _BLOCK):
        judged += detector.take(sound[at : at + _BLOCK], at / RATE_HZ)
    (judgement,) = judged
    return Trial(conditions, delay_s, judgement)


def try_cell(
    simulation: Simulation,
    references: Mapping[str, Reference],
    snr_db: float,
    rt60_s: float,
    count: int,
    *,
    sounds: str = CHIME,
) -> list[Trial]:
    """Return ``count`` trials, each in another hall, the chimes in turn."""
    names = sorted(set(references) - {"end"})  # no announcement begins with it
    first = int(simulation.chance.integers(len(names)))
    return [
        try_once(
            simulation,
            references,
            draw_conditions(simulation.chance, snr_db, rt60_s),
            names[(number + first) % len(names)],
            sounds=sounds,
        )
        for number in range(count)
    ]


def deceive(
    simulation: Simulation, references: Mapping[str, Reference], kind: str, count: int
) -> list[Trial]:
    """Return ``count`` trials with the loudspeaker off, while something else sounds.

    Each is in another hall, from 5 dB below its noise to 20 dB above.
    """
    trials: list[Trial] = []
    for _ in range(count):
        chance = simulation.chance
        snr_db, rt60_s = float(chance.uniform(-5, 20)), float(chance.uniform(0.3, 2.0))
        trials += try_cell(simulation, references, snr_db, rt60_s, 1, sounds=kind)
    return trials


def working_hall(
    simulation: Simulation,
    references: Mapping[str, Reference],
    weakest_db: float,
    announcements: int,
) -> Iterator[Trial]:
    """Yield the announcements of one hall whose loudspeaker sounds: mostly calls.

    Room and microphone stay; who talks changes from one announcement to the next, and how loud,
    within 6 dB; the chime is never weaker than ``weakest_db`` over the noise.
    """
    chance = simulation.chance
    hall = draw_conditions(chance, chance.uniform(weakest_db, 20), chance.uniform(0.3, 2.0))
    for _ in range(announcements):
        now = draw_conditions(chance, 0, 0)
        louder_db = max(weakest_db, hall.snr_db + chance.uniform(-3, 3))
        chime = "call" if chance.uniform() < 0.8 else "information"
        moment = replace(hall, snr_db=louder_db, voices=now.voices, hum_db=now.hum_db)
        yield try_once(simulation, references, moment, chime)


def scores(trials: list[Trial]) -> numpy.ndarray:
    """Return the scores of trials, ascending."""
    return numpy.sort([trial.judgement.score or 0.0 for trial in trials])
