"""One trial: the fault happens, staff are told, it is cured, and the call is heard whole."""

from __future__ import annotations

import time
from dataclasses import dataclass

from tests.acceptance.hall_process import wait_until
from tests.acceptance.outputs.rows import Fault
from tests.acceptance.outputs.stage import Stage
from tests.audio.heard import WHOLE

SEEN_WITHIN_S = 10.0
WELL_WITHIN_S = 10.0
#: Into a call of some 8 s.
MIDDLE_S = 1.5
#: Of a call that the hall itself says had holes: a busy machine, which is told as such.
WITH_HOLES = 0.5
LOOK_EVERY_S = 0.05


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it. Times in s; None: not within its time, or nothing was to be seen.

    ``share`` is how much of the call came out of the card, ``finished`` whether the hall says that
    it was heard, ``stutter_ms`` of what holes it told.
    """

    fault: str
    server: str
    sink: str
    moment: str
    seen_s: float | None
    back_s: float | None
    share: float
    finished: bool
    trouble: str = ""
    stutter_ms: int = 0

    @property
    def heard(self) -> bool:
        """Whether the hall heard it whole, but for holes that were told."""
        return self.share >= (WITH_HOLES if self.stutter_ms else WHOLE)

    @property
    def false_word(self) -> bool:
        """Whether the hall said that it was heard, and it was not."""
        return self.finished and not self.heard


def attempt(stage: Stage, fault: Fault, moment: str) -> Trial:
    """Try one row on a stage that is well; leaves it well, if the product does."""
    mark = stage.dac.mark()
    announcement, trouble = "", ""
    if moment == "middle":
        announcement = stage.call()
        stage.wait_started(announcement)
        time.sleep(MIDDLE_S)
    began = time.monotonic()
    fault.happen(stage)
    seen_s = _see(stage, fault, began) if fault.faults else None
    if fault.faults and seen_s is None:
        trouble = f"not seen: {sorted(stage.faults())} {stage.speaker()}"
    announcement = announcement or stage.call()
    if not fault.faults:
        stage.wait_end(announcement)
    if fault.faults and stage.row(announcement)["state"] == "finished":
        trouble = trouble or "said to be heard before the cure"
    fault.cure(stage)
    cured = time.monotonic()
    back_s = _be_well(stage, cured)
    if back_s is None:
        trouble = trouble or f"not back: {sorted(stage.faults())} {stage.speaker()}"
    row = stage.wait_end(announcement)
    finished = row["state"] == "finished"
    if not finished:
        trouble = trouble or f"{row['state']}: {row['reason']}"
    share = stage.share_heard(row, mark) if row["sound"] else 0.0
    where = (fault.name, stage.kind, stage.sink, moment)
    return Trial(*where, seen_s, back_s, share, finished, trouble, row.get("stutter_ms") or 0)


def _see(stage: Stage, fault: Fault, began: float) -> float | None:
    """Return after how long staff saw one of its faults."""
    try:
        wait_until(lambda: stage.faults() & fault.faults, SEEN_WITHIN_S + 5, LOOK_EVERY_S)
    except AssertionError:
        return None
    return time.monotonic() - began


def _be_well(stage: Stage, cured: float) -> float | None:
    """Return after how long the speaker was well again, and staff saw no fault of it."""
    try:
        wait_until(stage.is_well, WELL_WITHIN_S + 10, LOOK_EVERY_S)
    except AssertionError:
        return None
    return time.monotonic() - cured
