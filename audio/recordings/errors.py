"""The error of the recordings."""

from __future__ import annotations

from audio.errors import AudioError


class NotTaken(AudioError):
    """Raised when a sound cannot be taken; ``code`` is for programs, the message one sentence.

    Codes: ``not_sound``, ``empty``, ``cut_off``, ``uncertain_end``, ``too_long``, ``too_short``,
    ``channels``, ``rate``, ``silent``, ``too_quiet``, ``clipped``, ``undecodable``, ``too_slow``,
    ``disk_full``, ``unwritable``, ``folder_full``.
    """

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)
