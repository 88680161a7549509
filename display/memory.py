"""Give memory back: what only the start or a password needed need not stay for years.

glibc keeps freed pages for itself; measured after a first start, :func:`give_memory_back` returns
about 20 of 100 MB. Elsewhere (musl, macOS, Windows) only Python's own collection is run.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from typing import Any

# The 19 MB of a password's hash: left to itself, glibc would keep them in the arena of the thread
# that hashed, beyond the reach of malloc_trim, from the second sign-in on (measured).
LARGE_BYTES = 4 * 1024 * 1024
_M_MMAP_THRESHOLD = -3  # malloc.h


def return_large_pieces() -> None:
    """From now on, give back to the system at once what was larger than :data:`LARGE_BYTES`."""
    _ask_glibc("mallopt", _M_MMAP_THRESHOLD, LARGE_BYTES)


def give_memory_back() -> None:
    """Collect garbage, exempt what stays from later collections, and return free pages."""
    gc.collect()
    gc.freeze()
    _ask_glibc("malloc_trim", 0)


def _ask_glibc(function: str, *arguments: Any) -> None:
    if sys.platform == "linux":
        try:
            getattr(ctypes.CDLL(None), function)(*arguments)
        except (OSError, AttributeError):
            return  # another C library, which has no such call
