"""The rule over judgements: two announcements in a row that nobody heard are a fault.

A pure state: :meth:`Hearing.after` returns the next one. One alone may have met a slammed door or a
chair on the microphone; whoever hears again has been repaired.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median

from audio.ear.figures import Judgement, Unjudged, Verdict

# Not heard so often in a row: a fault. Unjudged announcements neither count nor excuse.
MISSED_ARE_FAULT = 2
# The level shown is the median of so many announcements that were heard.
REMEMBERED = 15
# Level over noise that a hall should have: less is not understood, more is shouted.
TARGET_DB = (6.0, 10.0)
# Fault codes, and what staff read of them.
NOT_HEARD, DEAD_MICROPHONE = "not_heard", "dead_microphone"
FAULT_TEXTS = {
    NOT_HEARD: "Pengeras suara tidak terdengar",
    DEAD_MICROPHONE: "Mikrofon ruangan tidak menangkap suara apa pun",
}


@dataclass(frozen=True, slots=True)
class Hearing:
    """What the ear has learned of one hall so far.

    ``fault``: a key of ``FAULT_TEXTS``, or ``None``. ``missed``: announcements in a row that were
    not heard. ``dead``: those in a row at which the microphone gave nothing. ``recent_db``: level
    over noise of the last ones heard, in dB.
    """

    fault: str | None = None
    missed: int = 0
    dead: int = 0
    recent_db: tuple[float, ...] = ()

    @property
    def over_noise_db(self) -> float | None:
        """The median level over the hall's noise; ``None`` before the first one heard."""
        return round(median(self.recent_db), 1) if self.recent_db else None

    def after(self, judgement: Judgement) -> Hearing:
        """Return what is known after one more announcement."""
        if judgement.verdict == Verdict.HEARD:
            level = () if judgement.over_noise_db is None else (judgement.over_noise_db,)
            return Hearing(recent_db=(*self.recent_db, *level)[-REMEMBERED:])
        if judgement.verdict == Verdict.NOT_HEARD:
            missed = self.missed + 1
            fault = NOT_HEARD if missed >= MISSED_ARE_FAULT else self._fault_but(DEAD_MICROPHONE)
            return replace(self, fault=fault, missed=missed, dead=0)
        if judgement.why == Unjudged.DEAD_MICROPHONE:
            dead = self.dead + 1
            fault = DEAD_MICROPHONE if dead >= MISSED_ARE_FAULT else self.fault
            return replace(self, fault=fault, dead=dead)
        return self

    def _fault_but(self, cured: str) -> str | None:
        return None if self.fault == cured else self.fault
