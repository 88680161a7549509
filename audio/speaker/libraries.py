"""Which library of the machine is missing: pygame brings SDL along, and SDL takes the rest of it.

pygame 2.6.1 does not load without the system's GLib, and its SDL opens libpulse and libasound of
the system itself; without both it says only that there is no such device (measured on Debian 12,
where the wheel's own copies serve its synthesizer and nothing else).
"""

from __future__ import annotations

import ctypes
import sys

GLIB, PULSE, ALSA = "libglib2.0-0", "libpulse0", "libasound2"  # as Debian and Ubuntu call them


def package_of(error: ImportError) -> str:
    """Return the package whose lack kept pygame from loading, "" when it is something else."""
    said = str(error)
    return GLIB if "libglib-2.0" in said or "libgthread-2.0" in said else ""


def missing_package() -> str:
    """Return the packages of which one is needed, when neither can be loaded, else ""."""
    if sys.platform != "linux" or _loads("libpulse.so.0") or _loads("libasound.so.2"):
        return ""
    return f"{PULSE} dan {ALSA}"


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
