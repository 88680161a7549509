"""How many files, sockets among them, this process may have open at a time."""

from __future__ import annotations

import contextlib
from typing import Final

# 16,384 sockets are far more than one hall has; without a bound some systems say "a billion", and
# whatever walks over all of them would take minutes.
_ENOUGH: Final = 16_384
#: Descriptors that are not sockets of clients: the database, sounds, pipes to children, logs.
OWN: Final = 192
_WINDOWS: Final = 8_192  # its sockets are no files and have no such limit


def raise_limit() -> int:
    """Raise the soft limit as far as the hard one allows, to 16,384; return what holds now.

    Most systems begin with 1,024, which a flood from one machine uses up.
    """
    try:
        import resource
    except ImportError:  # Windows
        return _WINDOWS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _ENOUGH if hard == resource.RLIM_INFINITY else min(hard, _ENOUGH)
    if soft == resource.RLIM_INFINITY or soft >= most:
        return _ENOUGH if soft == resource.RLIM_INFINITY else soft
    with contextlib.suppress(ValueError, OSError):  # some systems promise more than they give
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def share_out(limit: int, seats: int, waiting: int, reserved: int) -> tuple[int, int]:
    """Return how many seats and waiting connections strangers may have under ``limit``.

    ``reserved`` are for known clients and come first. Where there is room for all both stay as they
    are; where a hall's machine allows only 1,024 files both shrink alike.
    """
    room = max(64, limit - OWN - reserved)
    if seats + waiting <= room:
        return seats, waiting
    least_waiting = min(waiting, room // 3)
    return min(seats, room - least_waiting), least_waiting
