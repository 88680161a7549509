"""Fetching: whether the speaker gets the sounds that it is sent for."""

from __future__ import annotations

import time
from typing import Final

UNFETCHED_GRACE_S: Final = 30.0
"""Sounds that cannot be had may be had again by then, as a device may be back."""

UNFETCHED_PAUSE_S: Final = 0.5
"""Between two tries to have a sound fetched."""


class Fetching:
    """What the reports of one speaker say of it.

    A server that starts again, or a database or network that is away for a moment, is no fault of
    the announcement whose turn it is: it keeps its place, and nothing passes it.
    """

    def __init__(self) -> None:
        self._failing_since: float | None = None
        self._tried_at = 0.0

    @property
    def failing_s(self) -> float:
        """For how long no sound could be had; 0 while they can, or nobody has tried."""
        since = self._failing_since
        return 0.0 if since is None else time.monotonic() - since

    @property
    def pauses(self) -> bool:
        """Whether it is too soon to try again."""
        return time.monotonic() < self._tried_at + UNFETCHED_PAUSE_S

    def fail(self) -> bool:
        """Note that a sound could not be had; say whether that is no loss yet."""
        self._tried_at = time.monotonic()
        if self._failing_since is None:
            self._failing_since = self._tried_at
        return self.failing_s < UNFETCHED_GRACE_S

    def succeed(self) -> None:
        """Note that a sound was had."""
        self._failing_since = None
        self._tried_at = 0.0
