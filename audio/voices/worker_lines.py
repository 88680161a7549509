"""What the voice worker says to its parent, a line each (:mod:`audio.voices.worker`)."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class ClipMade(TypedDict):
    """The clip of the text ``made`` is kept, after ``took_s`` of work.

    ``instead`` says why a stand-in, ``voice``, spoke.
    """

    made: str
    took_s: float
    voice: NotRequired[str]
    instead: NotRequired[str]


class ClipFailed(TypedDict):
    """No clip of the text ``failed`` could be made, and why."""

    failed: str
    reason: str


class ClipDropped(TypedDict):
    """The text ``dropped`` was not made: it was taken back."""

    dropped: str


class WorkerLine(TypedDict, total=False):
    """Any line of the worker, as the parent reads it: one of the above, a sign of life, the end."""

    made: str
    took_s: float
    voice: str
    instead: str
    failed: str
    reason: str
    dropped: str
    alive: bool
    end: str
