"""Outputs without a sound server: what the system's own mixer says of the device.

A mixer cannot say that our stream arrives, as a sound server can: it knows whether the output is
muted and how far it is turned down.
"""

from __future__ import annotations

from typing import Final, Protocol

from audio.witness.output import Output

ALSA_DRIVERS: Final = frozenset({"alsa"})
WINDOWS_DRIVERS: Final = frozenset({"wasapi", "directsound"})


class Mixer(Protocol):
    """The mixer of one system. Both calls may hang in a driver: whoever waits watches the clock."""

    def look(self, device: str) -> Output:
        """Say how the output of that name is, the default one for ""; ``none``: it cannot tell."""

    def open_up(self, device: str) -> None:
        """Unmute it and turn it up; only where the hall owns the machine."""


def mixer_of(driver: str, pid: int) -> Mixer | None:
    """Return the mixer that knows the outputs of SDL's ``driver``, if there is one here.

    ``pid`` is the process that plays. Called from the thread that will look (COM is of a thread).
    """
    if driver in ALSA_DRIVERS:
        from audio.witness.alsa import AlsaMixer

        return AlsaMixer.of_this_machine()
    if driver in WINDOWS_DRIVERS:
        from audio.witness.windows import WindowsMixer

        return WindowsMixer.of_this_machine(pid)
    return None
