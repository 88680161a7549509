"""The witness's process: looks at every change and twice a second, and says what has changed.

Run as ``python -m audio.witness.worker --pid PID``; its lines are those of
:mod:`audio.witness.witness_protocol`. Two threads: one looks, and may hang in a server that is
frozen; the other watches the clock and says so. A third reads the commands.
"""

from __future__ import annotations

import argparse
import threading
import time
from collections.abc import Callable
from typing import Final, Literal, NoReturn

from audio.process.worker import (
    ProtocolOutput,
    die_with_starter,
    follow_input,
    ignore_interrupt,
)
from audio.witness.mixer import Mixer, mixer_of
from audio.witness.output import SERVER_DRIVERS, Output, Sink, Stream, judge, needs_repair
from audio.witness.pulse import NoServer, SoundServer
from audio.witness.witness_protocol import WitnessEvent, read_command

LOOK_EVERY_S: Final = 0.5
#: A server answers within 20 ms, measured under load; one that takes this long is frozen.
UNANSWERING_AFTER_S: Final = 2.0
#: A stream that is being made or moved stands on no output for a moment, and an output that wakes
#: up for it is suspended for as long.
PASSING: Final = frozenset({"unlinked", "suspended"})
PASSING_S: Final = 0.6
REPAIR_EVERY_S: Final = 5.0
CONNECT_AGAIN_AFTER_S: Final = 0.25
#: A server that was there and went is back within a few seconds, or it is gone for good.
GONE_FOR_GOOD_S: Final = 10.0
INTERRUPT_EVERY_S: Final = 0.005


Repair = Literal["level", "place", "sink"]


class Watch:
    """Watches the stream of the process ``pid`` for as long as this process lives.

    ``say`` takes each event. ``owns_output``: the machine is the hall's alone, so that an output
    which somebody muted or turned down is opened up as well.
    """

    def __init__(
        self, pid: int, say: Callable[[WitnessEvent], None], *, owns_output: bool = False
    ) -> None:
        self._pid = pid
        self._say = say
        self._owns_output = owns_output
        self._opened = self._driver = ""
        self._mixer: Mixer | None = None
        self._mixer_driver = ""
        self._lock = threading.Lock()
        self._tokens: list[str] = []
        self._told: Output | None = None
        self._server: SoundServer | None = None
        self._answered_at = float("-inf")
        self._asked_at: float | None = None
        self._wrong_since: float | None = None
        self._repaired_at: dict[Repair, float] = {}
        self._seen_stream = False

    def run(self) -> NoReturn:
        """Look for ever, connecting anew whenever the server has gone."""
        threading.Thread(target=self._watch_clock, daemon=True).start()
        while True:
            try:
                self._look_on()
            except NoServer:
                self._be_without_server()
                time.sleep(CONNECT_AGAIN_AFTER_S)

    def take(self, line: bytes) -> None:
        """Take a command, from the thread that reads the input."""
        command = read_command(line)
        if command is None:
            return
        if command.do == "expect":
            self._opened, self._driver = command.device, command.driver
        elif command.do == "look":
            with self._lock:
                self._tokens.append(command.token)
            self._interrupt()

    def _interrupt(self) -> None:
        """Have the loop look at once: asked again until it does, for it may just begin to wait."""
        until = time.monotonic() + LOOK_EVERY_S
        while self._tokens and time.monotonic() < until:
            if server := self._server:
                server.interrupt()
            time.sleep(INTERRUPT_EVERY_S)

    def _look_on(self) -> NoReturn:
        self._asked_at = time.monotonic()
        server = SoundServer()
        try:
            self._server = server
            while True:
                self._asked_at = time.monotonic()
                self._look(server)
                self._asked_at, self._answered_at = None, time.monotonic()
                server.wait(PASSING_S / 4 if self._wrong_since else LOOK_EVERY_S)
        finally:
            self._server = None
            server.close()

    def _be_without_server(self) -> None:
        """The mixer says, or nobody; but a server that was there a moment ago may be restarting."""
        self._asked_at = None
        if not self._seen_stream and self._find_mixer():
            self._look_at_mixer(self._take_tokens())
            return
        lately = time.monotonic() - self._answered_at < GONE_FOR_GOOD_S
        self._tell(Output("unanswering" if lately else "none"), self._take_tokens())

    def _look(self, server: SoundServer) -> None:
        tokens = self._take_tokens()
        expected = self._opened if self._driver in SERVER_DRIVERS else ""
        stream, sinks = server.look(self._pid)
        if stream is None and not self._seen_stream:
            # It plays without the server, or not yet.
            if self._find_mixer():
                self._look_at_mixer(tokens)
            else:
                self._answer(Output("none"), tokens)
            return
        self._seen_stream = True
        output = judge(stream, sinks, expected)
        if stream and self._mend(server, stream, sinks, output, expected):
            self._tell(output, ())  # what sounds now was not heard
            stream, sinks = server.look(self._pid)
            output = judge(stream, sinks, expected)
        self._settle(output, tokens)

    def _find_mixer(self) -> Mixer | None:
        """Return the mixer of the driver that plays, if it has one that can be read here."""
        if self._mixer_driver != self._driver:
            self._mixer_driver = self._driver
            self._mixer = mixer_of(self._driver, self._pid)
        return self._mixer

    def _look_at_mixer(self, tokens: tuple[str, ...]) -> None:
        """Ask the mixer, and open the output up where it is the hall's alone."""
        mixer, opened = self._mixer, self._opened
        if mixer is None:
            return
        self._asked_at = time.monotonic()
        output = mixer.look(opened)
        shut = output.state in {"muted", "quiet"}
        if self._owns_output and shut and self._may_repair("sink"):
            self._tell(output, ())  # what sounds now was not heard
            mixer.open_up(opened)
            output = mixer.look(opened)
        self._asked_at = None
        self._tell(output, tokens)

    def _mend(
        self,
        server: SoundServer,
        stream: Stream,
        sinks: list[Sink],
        output: Output,
        expected: str,
    ) -> bool:
        """Repair what is ours to repair; return whether something was tried."""
        if needs_repair(stream) and self._may_repair("level"):
            server.restore_level(stream)
        elif output.state in {"elsewhere", "dummy"} and self._may_repair("place"):
            return server.move_home(stream, sinks, expected)
        elif self._owns_output and output.state in {"muted", "quiet"} and self._may_repair("sink"):
            server.open_up(next(sink for sink in sinks if sink.index == stream.sink))
        else:
            return False
        return True

    def _may_repair(self, what: Repair) -> bool:
        """Whoever undoes a repair again and again is not fought at every turn."""
        now = time.monotonic()
        if now - self._repaired_at.get(what, float("-inf")) < REPAIR_EVERY_S:
            return False
        self._repaired_at[what] = now
        return True

    def _settle(self, output: Output, tokens: tuple[str, ...]) -> None:
        """Tell it, unless it may pass by itself and has not stood for long."""
        now = time.monotonic()
        if output.state not in PASSING:
            self._wrong_since = None
        elif self._wrong_since is None:
            self._wrong_since = now
        if self._wrong_since is not None and now - self._wrong_since < PASSING_S:
            with self._lock:
                self._tokens[:0] = tokens  # answered when it has passed, or has not
        else:
            self._tell(output, tokens)

    def _tell(self, output: Output, tokens: tuple[str, ...]) -> None:
        with self._lock:
            news, self._told = output != self._told, output
        if news:
            self._say(WitnessEvent("output", output))
        self._answer(output, tokens)

    def _answer(self, output: Output, tokens: tuple[str, ...]) -> None:
        for token in tokens:
            self._say(WitnessEvent("answer", output, token))

    def _take_tokens(self) -> tuple[str, ...]:
        with self._lock:
            tokens, self._tokens = tuple(self._tokens), []
        return tokens

    def _watch_clock(self) -> NoReturn:
        """Say that the server does not answer, from a thread that does not wait for it."""
        while True:
            time.sleep(LOOK_EVERY_S / 2)
            asked_at = self._asked_at
            if asked_at is not None and time.monotonic() - asked_at > UNANSWERING_AFTER_S:
                device = self._told.device if self._told else None
                self._tell(Output("unanswering", device), self._take_tokens())


def main() -> NoReturn:
    """Run the witness on this process's stdin and stdout."""
    parser = argparse.ArgumentParser(prog="audio.witness.worker", description="output witness")
    parser.add_argument("--pid", type=int, required=True, help="process that plays")
    parser.add_argument("--owns-output", action="store_true", help="open up a muted output, too")
    options = parser.parse_args()
    ignore_interrupt()
    die_with_starter()
    lines = ProtocolOutput()
    watch = Watch(
        options.pid, lambda event: lines.send(event.as_line()), owns_output=options.owns_output
    )
    follow_input(watch.take)
    watch.run()


if __name__ == "__main__":
    main()
