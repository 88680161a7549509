"""What ties the sound worker to its supervisor: lines in, lines out, and a common end."""

import ctypes
import os
import select
import signal
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

from audio.speaker.worker_protocol import read_command, write_line

Commands = SimpleQueue[dict[str, str]]
Emit = Callable[..., None]

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def take_stdout() -> Emit:
    """Keep stdout for events and return what writes them; a library's prints go to stderr."""
    events = os.dup(1)
    os.dup2(2, 1)
    lock = threading.Lock()

    def emit(event: str, **fields: Any) -> None:
        with lock:
            try:
                os.write(events, write_line({"event": event, **fields}))
            except OSError:
                os._exit(0)  # nobody listens any more

    return emit


def take_stdin() -> Commands:
    """Return the queue into which a thread puts the commands that come on stdin.

    When the supervisor is gone, stdin ends, and so does this process, at once.
    """
    commands: Commands = SimpleQueue()
    threading.Thread(target=_read_commands, args=(commands,), daemon=True).start()
    return commands


def _read_commands(commands: Commands) -> None:
    for line in sys.stdin.buffer:
        try:
            commands.put(read_command(line))
        except ValueError as error:
            print(f"command ignored: {error}", file=sys.stderr)
    os._exit(0)


def die_with_parent() -> None:
    """Leave Ctrl-C to the parent, and ask Linux for SIGKILL when the thread that started us ends.

    The end of stdin tells the same, but goes unseen while mixer.init hangs: it keeps the
    interpreter lock (measured on pygame 2.6.1 with a pipe that nobody reads).
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
        stdin = select.poll()
        stdin.register(sys.stdin.fileno(), select.POLLHUP)
        if any(event & select.POLLHUP for _, event in stdin.poll(0)):
            os._exit(0)  # it ended before we asked
