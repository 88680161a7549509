"""A child's end of the line to its parent: when the parent is gone, the child ends.

The parent holds the writing end of the child's standard input and never writes. Closing it is how
it asks for a stop, on every system alike; when it dies, even by ``kill -9``, the system closes it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from time import (
    sleep,
)  # kept under this name: gevent replaces time.sleep, this thread is no greenlet

#: How long a child may take to end politely. The parent kills after 2.0 s and must be done
#: in 3 s; a child whose parent is already dead has nobody to kill it, so it does so itself.
GRACE_S = 2.0


def end_with_parent(grace_s: float = GRACE_S) -> None:
    """Start the watch; call it before anything is monkey-patched, or it would block the hub."""
    threading.Thread(target=_watch, args=(grace_s,), name="parent-pipe", daemon=True).start()


def _watch(grace_s: float) -> None:
    while _read_stdin():
        pass
    _ask_self_to_stop()
    sleep(grace_s)
    os._exit(0)


def _read_stdin() -> bytes:
    try:
        return os.read(0, 512)
    except OSError:  # closed under us, as at the end of the process
        return b""


def _ask_self_to_stop() -> None:
    """Raise SIGTERM as a stranger would; Windows' kill would end the process without a word."""
    if sys.platform == "win32":
        signal.raise_signal(signal.SIGTERM)
    else:
        os.kill(os.getpid(), signal.SIGTERM)
