"""The periods of the push room."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """The hub's periods in seconds; tests shorten them."""

    heartbeat_s: float = 3.0  # clients count as offline after two (6 s)
    poll_s: float = 1.0  # safety net below wake()
    hello_s: float = 10.0  # how long a socket may take to say who it is
    stall_s: float = 20.0  # without one byte taken, a socket is cut
    silent_s: float = 45.0  # three status periods and three pings without a word
