"""Which trials there are, and the stages on which they are made, each opened when first needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.acceptance.outputs.rows import ROWS, Fault
from tests.acceptance.outputs.stage import Sink, Stage, opened

# ALSA's plugin for a sound server, as distributions set it up for programs that know only ALSA.
ALSA_BY_SERVER = "pcm.!default { type pulse }\nctl.!default { type pulse }\n"


@dataclass(frozen=True, slots=True)
class Plan:
    """A trial to make: a row, on a server, with a kind of output, at a moment."""

    fault: Fault
    server: str
    sink: Sink
    moment: str

    @property
    def name(self) -> str:
        """How it is called in lists of tests."""
        return f"{self.fault.name}, {self.moment}, {self.sink}"


def plans(server: str, *, short: bool = False) -> list[Plan]:
    """Return all trials on a server; ``short``: each row once, on the card itself."""
    return list(_plans(server, short=short))


def _plans(server: str, *, short: bool) -> Iterator[Plan]:
    for fault in ROWS:
        if server not in fault.servers:
            continue
        sinks = fault.sinks[:1] if short else fault.sinks
        moments = fault.moments[-1:] if short else fault.moments
        yield from (Plan(fault, server, sink, moment) for sink in sinks for moment in moments)


class Stages:
    """The open stages of one server; :meth:`close` ends them all."""

    def __init__(self, folder: Path, server: str) -> None:
        self._folder = folder
        self._server = server
        self._open: dict[tuple[str, str], Stage] = {}
        self._ends: dict[tuple[str, str], ExitStack] = {}
        self._opened = 0

    def of(self, plan: Plan) -> Stage:
        """Return a stage for the trial that is well; one that is not is replaced."""
        key = (plan.sink, plan.fault.driver)
        stage = self._open.get(key)
        if stage and not self._is_usable(stage):
            self._close(key)
            stage = None
        if stage is None:
            self._close_others(key)
            stage = self._open[key] = self._enter(key, plan)
        return stage

    def close(self) -> None:
        """End all."""
        for key in list(self._open):
            self._close(key)

    def _is_usable(self, stage: Stage) -> bool:
        try:
            stage.wait_ready(10)
        except AssertionError:
            return False
        return True

    def _enter(self, key: tuple[str, str], plan: Plan) -> Stage:
        self._opened += 1
        folder = self._folder / f"{self._server}-{self._opened}"
        environ = {"SDL_AUDIODRIVER": plan.fault.driver} if plan.fault.driver else {}
        if plan.fault.driver == "alsa":
            home = folder / "sound" / "home"
            home.mkdir(parents=True)
            (home / ".asoundrc").write_text(ALSA_BY_SERVER, "utf-8")
        stack = self._ends[key] = ExitStack()
        return stack.enter_context(opened(folder, self._server, plan.sink, **environ))

    def _close_others(self, key: tuple[str, str]) -> None:
        """One hall at a time: they would only wait for each other's processor."""
        for other in [each for each in self._open if each != key]:
            self._close(other)

    def _close(self, key: tuple[str, str]) -> None:
        del self._open[key]
        self._ends.pop(key).close()
