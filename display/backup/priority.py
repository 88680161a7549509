"""How a backup keeps out of the way of calls."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import Final

NICENESS: Final = 10  # below everything that a call needs


def step_back() -> None:
    """Let calls go first; and let a polite end (SIGTERM) leave nothing half done."""
    with suppress(AttributeError, OSError):
        os.nice(NICENESS)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
