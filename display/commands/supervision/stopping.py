"""How a process that works on its own learns that it is to stop: by signals, or by its parent."""

from __future__ import annotations

import os
import signal
import threading

from display.commands.supervision.heartbeat import keep_beating
from display.commands.supervision.parent_pipe import end_with_parent
from display.commands.supervision.service_manager import ServiceManager

# Windows has no SIGHUP.
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


def stop_when_asked(*, supervised: bool) -> threading.Event:
    """Return the event that is set once this process is to stop; call it from the main thread.

    With ``supervised`` the end of standard input asks for it, too, and the supervisor hears that
    this process is alive.
    """
    stop = threading.Event()
    for name in _SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: stop.set())
    if supervised:
        end_with_parent()
        keep_beating(stop)
    else:
        ServiceManager.of(os.environ).keep_telling(stop, is_well=lambda: True)
    return stop
