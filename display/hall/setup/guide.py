"""The guide through the first set-up of a hall: its steps, and how far it has come.

What the hall has is read from the hall itself, so that a step which was done elsewhere is done.
Only what nobody could see is kept: that a step was put off, and whether the test call was heard.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from display.hall.setup.emptying import is_sample
from display.hall.setup.seed import NAMELESS
from display.journal import Counter, ScheduleEntry, Screen, Service

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.journal import Hall, Transaction

Step = Literal["hall", "services", "counters", "screens", "speaker", "officers", "schedule"]
StepState = Literal["", "done", "later", "unheard"]

STEPS: Final[tuple[Step, ...]] = (
    *("hall", "services", "counters", "screens", "speaker", "officers", "schedule"),
)
"""In the order in which one needs the other."""

_SAID: Final[dict[str, StepState]] = {"done": "done", "later": "later", "unheard": "unheard"}


@dataclass(frozen=True, slots=True)
class SetupGuide:
    """How far the first set-up has come. ``is_empty``: the hall has no service and no counter."""

    about: Hall
    is_empty: bool
    states: dict[Step, StepState]

    @property
    def is_open(self) -> bool:
        """Whether somebody goes through it: pages of its steps lead back to it."""
        return self.about.setup_guide == "open"

    @property
    def welcomes(self) -> bool:
        """Whether an admin who signs in is led here."""
        return self.is_open or (self.is_empty and not self.about.setup_guide)

    @property
    def next_step(self) -> Step | None:
        """The first step that is neither done nor put off."""
        return next((step for step in STEPS if self.states[step] in {"", "unheard"}), None)


def read_guide(tx: Transaction, *, has_officers: bool) -> SetupGuide:
    """Return how far the hall's first set-up has come; ``has_officers``: more than one person."""
    about, services, counters = tx.about(), tx.all(Service), tx.all(Counter)
    own = not is_sample(tx)
    there = {
        "hall": own and about.name != NAMELESS,
        "services": own and bool(services),
        "counters": own and any(counter.services for counter in counters),
        "screens": bool(tx.all(Screen)),
        "officers": has_officers,
        "schedule": bool(tx.all(ScheduleEntry)),
    }
    states: dict[Step, StepState] = {
        step: "done" if there.get(step) else _SAID.get(about.setup_steps.get(step, ""), "")
        for step in STEPS
    }
    return SetupGuide(about, not services and not counters, states)


def mark_step(hall: HallContext, step: Step, state: StepState) -> None:
    """Keep what somebody says of a step; "" takes it back. It opens the guide where it was not."""

    def work(tx: Transaction) -> None:
        known = tx.about()
        said = {name: each for name, each in known.setup_steps.items() if name != step}
        steps = {**said, step: state} if state else said
        _put(tx, replace(known, setup_guide="open", setup_steps=steps))

    hall.write(work)


def open_guide(hall: HallContext) -> None:
    """Begin the guide, or take it up again; what was said of its steps stays."""
    hall.write(lambda tx: _put(tx, replace(tx.about(), setup_guide="open")))


def close_guide(hall: HallContext) -> None:
    """End the guide: no page leads to it any more, but that of the settings."""
    hall.write(lambda tx: _put(tx, replace(tx.about(), setup_guide="over")))


def _put(tx: Transaction, changed: Hall) -> None:
    if changed != tx.about():
        tx.append("hall.changed", {"hall": changed.to_json()})
