"""The child's side: its output is the protocol's, its input its life, its priority the lowest.

Nothing heavy is imported here: a sound worker that restarts must be back at once.
"""

from __future__ import annotations

import ctypes
import faulthandler
import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from audio.process.json_lines import write_line

# Below everything that a call needs: server, speaker, database.
NICENESS = 10
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class ProtocolOutput:
    """The lines to the parent. Whatever a library prints goes to standard error instead.

    Make one before anything can print: from then on descriptor 1 is standard error, for C libraries
    too, and only :meth:`send` reaches the parent.
    """

    def __init__(self) -> None:
        self._out = os.dup(1)
        os.dup2(2, 1)
        self._lock = threading.Lock()

    def send(self, fields: Mapping[str, object]) -> None:
        """Send one line; without a parent to read it there is nothing left to live for."""
        line = write_line(fields)
        with self._lock:
            try:
                os.write(self._out, line)
            except OSError:
                os._exit(0)


def follow_input(take: Callable[[bytes], None]) -> None:
    """Pass each line of the input to ``take``, from a thread; end the process when it closes.

    It closes when the parent wants the end or is gone; then this process ends at once, whatever it
    is doing. ``take`` must not raise.
    """
    threading.Thread(target=_follow_input, args=(take,), daemon=True).start()


def _follow_input(take: Callable[[bytes], None]) -> None:
    for line in sys.stdin.buffer:
        take(line)
    os._exit(0)


@contextmanager
def hanging_ends(seconds: float) -> Iterator[None]:
    """End the process when what is done within hangs in C for so long.

    By a timer in C, which needs no interpreter lock; the stack goes to standard error.
    """
    faulthandler.dump_traceback_later(seconds, exit=True, file=sys.stderr)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def lower_priority() -> None:
    """Step back behind everybody else (POSIX; on Windows the parent has done it)."""
    with suppress(AttributeError, OSError):
        os.nice(NICENESS)


def ignore_interrupt() -> None:
    """Leave Ctrl-C to the parent, which ends its children in good order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def die_with_starter() -> None:
    """Ask Linux for SIGKILL when the thread that started us ends.

    The end of the input (:func:`follow_input`) tells the same, but goes unseen while a C library
    keeps the interpreter lock, as mixer.init does when it hangs (measured on pygame 2.6.1 with a
    pipe that nobody reads).
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
        stdin = select.poll()
        stdin.register(sys.stdin.fileno(), select.POLLHUP)
        if any(event & select.POLLHUP for _, event in stdin.poll(0)):
            os._exit(0)  # it ended before we asked
