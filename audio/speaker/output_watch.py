"""The watch over the output: the witness of the present sound worker, and its last word.

A plain state machine like the supervisor, which owns it: no threads, no clock of its own.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from audio.witness import Output, WitnessEvent, WitnessProcess

log = logging.getLogger(__name__)

StartWitness = Callable[[int], WitnessProcess]

# The witness itself calls a server frozen after 2 s; later than this it is in trouble itself.
ANSWER_WITHIN_S = 3.0
# A witness that ends is started again; one that cannot live (no memory) must not eat the machine.
AGAIN_AFTER_S = (0.0, 1.0, 5.0, 10.0)


class OutputWatch:
    """Knows where the sound of one worker goes: ``output``, or that it is being asked.

    Without ``start_witness`` nobody can say: ``output`` stays ``none``.
    """

    def __init__(self, start_witness: StartWitness | None) -> None:
        self._start_witness = start_witness
        self._witness: WitnessProcess | None = None
        self._pid = 0
        self._expected: tuple[str, str] | None = None  # None: the worker has opened nothing yet
        self._asked = 0
        self._answer_by = float("inf")
        self._start_at = float("inf")
        self._ends = 0
        self.output = Output()

    @property
    def asking(self) -> bool:
        """Whether an answer is waited for."""
        return self._answer_by < float("inf")

    def begin(self, pid: int, now: float) -> None:
        """Watch the streams of a new worker."""
        self.end()
        self._pid, self._expected, self._ends = pid, None, 0
        self._start(now)

    def end(self) -> None:
        """Watch no more; nothing is known now."""
        witness, self._witness = self._witness, None
        self._start_at = self._answer_by = float("inf")
        self.output = Output()
        if witness:
            witness.kill()

    def expect(self, device: str, driver: str, now: float) -> None:
        """Take note of the output that the worker has opened ("": the default); ask how it is."""
        self._expected = device, driver
        self._brief(now)

    def look(self, now: float) -> None:
        """Ask for a look that begins now; ``asking`` until it is answered."""
        if self._witness:
            self._asked += 1
            self._answer_by = now + ANSWER_WITHIN_S
            self._witness.look(str(self._asked))

    def hear(self, witness: WitnessProcess, event: WitnessEvent, now: float) -> None:
        """Take what a witness says; the words of one that was given up are ignored."""
        if witness is not self._witness:
            return
        if event.event == "died":
            self._lose(now)
            return
        self.output = event.output
        # Bad news is an answer, whenever it was asked.
        if event.token == str(self._asked) or event.output.silent:
            self._answer_by = float("inf")

    def next_at(self) -> float:
        """Return when `tick` is next needed."""
        return min(self._answer_by, self._start_at)

    def tick(self, now: float) -> None:
        """Do what is due: start a witness anew, give up waiting for an answer."""
        if now >= self._answer_by:
            log.warning("the output's witness does not answer")
            self._answer_by = float("inf")
            self.output = Output("unanswering", self.output.device)
        if now >= self._start_at:
            self._start(now)

    def _start(self, now: float) -> None:
        self._start_at = float("inf")
        if self._start_witness is None:
            return
        try:
            self._witness = self._start_witness(self._pid)
        except OSError as error:
            log.error("the output's witness cannot be started: %s", error)
            self._lose(now)
        self._brief(now)

    def _brief(self, now: float) -> None:
        """Tell a witness what it needs to know, and ask it."""
        if self._witness and self._expected is not None:
            self._witness.expect(*self._expected)
            self.look(now)

    def _lose(self, now: float) -> None:
        """Nobody watches until there is another witness, which is asked first of all."""
        self._witness = None
        self._answer_by = float("inf")
        self.output = Output()
        self._start_at = now + AGAIN_AFTER_S[min(self._ends, len(AGAIN_AFTER_S) - 1)]
        self._ends += 1
