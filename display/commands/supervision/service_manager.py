"""What a service manager (systemd) is told: ready, alive, stopping.

The protocol is one datagram of text to a socket that the environment names (sd_notify(3)); the
package that is kept for it has seen no release since 2017, and is longer than these lines.
Elsewhere, and on Windows, nobody listens and nothing is sent.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from typing import Final

_SOCKET, _WATCHDOG, _WATCHED = "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"
_BEATS_A_TIMEOUT: Final = 4
_SEND_S: Final = 1.0  # a manager that reads nothing must not stop the hall


class ServiceManager:
    """The manager's end; made once by the process that the manager started."""

    def __init__(self, address: str, watchdog_s: float | None) -> None:
        self._address = f"\0{address[1:]}" if address.startswith("@") else address
        self.beat_s = watchdog_s / _BEATS_A_TIMEOUT if watchdog_s else None
        """How often :meth:`alive` is wanted; None: never."""
        self._is_ready = False

    @classmethod
    def of(cls, environ: MutableMapping[str, str]) -> ServiceManager:
        """Return the manager that ``environ`` names; taken out of it, for no child is to speak."""
        address, watchdog, watched = (
            environ.pop(name, "") for name in (_SOCKET, _WATCHDOG, _WATCHED)
        )
        is_meant = not watched or watched == str(os.getpid())
        usec = int(watchdog) if watchdog.isascii() and watchdog.isdecimal() and is_meant else 0
        return cls(address, usec / 1e6 if address and usec else None)

    def ready(self) -> None:
        """The service does its work from now on; told once."""
        if not self._is_ready:
            self._is_ready = True
            self._send(f"READY=1\nMAINPID={os.getpid()}")

    def alive(self) -> None:
        """Keep the watchdog quiet; without this for too long the manager starts all anew."""
        self._send("WATCHDOG=1")

    def stopping(self) -> None:
        """The service ends because it was asked to."""
        self._send("STOPPING=1")

    def status(self, words: str) -> None:
        """Say in a line how it stands, for who asks the manager."""
        self._send(f"STATUS={words}")

    def keep_telling(self, until: threading.Event, is_well: Callable[[], bool]) -> None:
        """Be ready, and from a thread alive while ``is_well``, until an event is set."""
        self.ready()
        beat_s = self.beat_s
        if beat_s is None:
            return

        def run() -> None:
            while not until.wait(beat_s):
                if is_well():
                    self.alive()
            self.stopping()

        threading.Thread(target=run, name="service manager", daemon=True).start()

    def _send(self, text: str) -> None:
        family = getattr(socket, "AF_UNIX", None)
        if not self._address or family is None:
            return
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as end:
            end.settimeout(_SEND_S)
            end.connect(self._address)
            end.send(text.encode())
