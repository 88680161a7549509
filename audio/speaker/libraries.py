"""Which library of the machine is missing: pygame brings SDL along, and SDL takes the rest of it.

pygame 2.6.1 does not load without the system's GLib, and its SDL opens libpulse and libasound of
the system itself; without both it says only that there is no such device (measured on Debian 12,
where the wheel's own copies serve its synthesizer and nothing else).
"""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from pathlib import Path

GLIB, PULSE, ALSA = "libglib2.0-0", "libpulse0", "libasound2"  # as Debian and Ubuntu call them
# From these releases on two of them have another name, and the old one cannot always be installed.
_RENAMED_FROM = {"debian": 13, "raspbian": 13, "ubuntu": 24}


def package_of(error: ImportError) -> str:
    """Return the package whose lack kept pygame from loading, "" when it is something else."""
    said = str(error)
    return _here(GLIB) if "libglib-2.0" in said or "libgthread-2.0" in said else ""


def missing_package() -> str:
    """Return the package that is needed where no output could be opened; "" for another reason.

    Without both libraries that is either; beside a running sound server it is libpulse, for ALSA
    then finds only what the server keeps to itself.
    """
    if sys.platform != "linux" or _loads("libpulse.so.0"):
        return ""
    if _loads("libasound.so.2"):
        return PULSE if _has_server() else ""
    return f"{PULSE} dan {_here(ALSA)}"


def _has_server() -> bool:
    """Whether a sound server of PulseAudio's protocol waits for this account's programs."""
    folder = (
        os.environ.get("PULSE_RUNTIME_PATH") or os.environ.get("XDG_RUNTIME_DIR", "") + "/pulse"
    )
    return bool(os.environ.get("PULSE_SERVER")) or Path(folder, "native").exists()


def _here(package: str) -> str:
    """Return what this release of the system calls the package: ``t64`` for 64 bits of time."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return package
    since = _RENAMED_FROM.get(release["ID"])
    # Debian's next release has no number yet.
    number = release.get("VERSION_ID", "999").partition(".")[0]
    renamed = since is not None and number.isdecimal() and int(number) >= since
    return f"{package}t64" if renamed else package


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
