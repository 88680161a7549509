"""The high-water mark: how far each hall's journal has come, kept beside the database.

A database that is put back from a copy says of itself that all is well, and its epoch and positions
are those that screens know: they would go on from a past that never was. The mark knows better. It
is a small file of its own, rewritten in place after each commit without being forced to the disk
(5 µs): behind the database it may be, after a power cut, but never ahead of it.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, Literal

import structlog

log = structlog.get_logger(__name__)

Verdict = Literal["fits", "unknown", "older"]
"""Whether a journal goes on from the mark; ``unknown`` is a life that the mark cannot vouch for,
``older`` one that lacks what had been kept."""

_PAST = 16  # epochs remembered, so that a copy of long ago is not taken for somebody's new life
_BLOCK = 1024  # the file is padded to whole blocks, so that no shorter text leaves an old end


@dataclass(frozen=True, slots=True)
class Restored:
    """A copy was put back: when that was noticed, how far the journal had come, how far it is."""

    noticed_at: str
    lost_from: int
    seq: int


@dataclass(frozen=True, slots=True)
class Mark:
    """How far one hall's journal has come; ``last`` tells its last event from any other."""

    epoch: str
    seq: int
    last: str = ""
    past: tuple[str, ...] = ()
    restored: Restored | None = None


class HighWaterMark:
    """The marks of all halls in one file; without a path they last as long as the process.

    ``vouches``: the file lies beside the database, and no other server writes to that: a journal
    that it does not know, or a mark that is itself a copy, is no proof of anything.
    """

    def __init__(self, path: Path | None, *, vouches: bool) -> None:
        self._path, self._vouches = path, vouches
        self._marks: dict[str, Mark] = {}
        self._lock = threading.Lock()
        self._file: BinaryIO | None = None
        self._length = 0
        self._failed = False
        self._is_original = False
        if path is not None:
            self._open(path)

    def of(self, hall: str) -> Mark | None:
        """Return the mark of a hall, if there is one."""
        return self._marks.get(hall)

    def judge(self, hall: str, epoch: str, seq: int, last: str | None, *, first: bool) -> Verdict:
        """Say whether a journal at ``seq`` of ``epoch`` goes on from the mark.

        ``last`` is what it has at the mark's own position; ``first``: it has just been opened.
        """
        mark = self._marks.get(hall)
        strict = first and self._vouches
        if mark is None or (strict and not self._is_original):
            verdict: Verdict = "unknown" if strict and seq else "fits"
            return "older" if mark and _lacks(mark, epoch, seq, last) else verdict
        if epoch != mark.epoch:
            # Another server has begun a new life, or somebody brought a database from elsewhere.
            return "older" if strict or epoch in mark.past else "fits"
        return "older" if _lacks(mark, epoch, seq, last) else "fits"

    def move(self, hall: str, epoch: str, seq: int, last: str) -> None:
        """Note that a hall's journal has come to ``seq``; later is told before earlier at times."""
        with self._lock:
            mark = self._marks.get(hall)
            if mark is None:
                self._put(hall, Mark(epoch, seq, last))
            elif mark.epoch != epoch:
                self._put(hall, replace(_renewed(mark, epoch), seq=seq, last=last))
            elif seq > mark.seq:
                self._put(hall, replace(mark, seq=seq, last=last))

    def begin(
        self, hall: str, epoch: str, seq: int, last: str, restored: Restored | None = None
    ) -> None:
        """Note that a hall's journal goes on from ``seq`` in a new ``epoch``."""
        with self._lock:
            mark = _renewed(self._marks.get(hall), epoch)
            self._put(hall, replace(mark, seq=seq, last=last, restored=restored or mark.restored))

    def settle(self, hall: str) -> None:
        """Forget that a copy was put back."""
        with self._lock:
            mark = self._marks.get(hall)
            if mark and mark.restored:
                self._put(hall, replace(mark, restored=None))

    def close(self) -> None:
        """Close the file; what is noted later is not kept."""
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None

    def _open(self, path: Path) -> None:
        try:
            number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            self._file = os.fdopen(number, "r+b", buffering=0)
            text = self._file.read()
        except OSError as error:
            log.warning("the high-water mark cannot be kept", error=error.strerror)
            return
        self._length = len(text)
        try:
            kept = json.loads(text)
            self._marks = {hall: _mark(row) for hall, row in kept["halls"].items()}
            # A copy of the whole folder, put back, agrees with itself; its file is another.
            self._is_original = kept["file"] == self._number()
        except (ValueError, KeyError, TypeError, AttributeError):
            if text:
                log.warning("the high-water mark cannot be read; a new one is begun")

    def _number(self) -> int:
        return os.fstat(self._file.fileno()).st_ino if self._file is not None else 0

    def _put(self, hall: str, mark: Mark) -> None:
        self._marks[hall] = mark
        if self._file is None:
            return
        halls = {hall: asdict(mark) for hall, mark in self._marks.items()}
        text = json.dumps({"file": self._number(), "halls": halls}).encode()
        self._length = max(self._length, -(-len(text) // _BLOCK) * _BLOCK)
        try:
            self._file.seek(0)
            self._file.write(text.ljust(self._length))
        except OSError as error:
            if not self._failed:
                log.warning("the high-water mark cannot be kept", error=error.strerror)
            self._failed = True


def _lacks(mark: Mark, epoch: str, seq: int, last: str | None) -> bool:
    return epoch == mark.epoch and (seq < mark.seq or (mark.seq > 0 and last != mark.last))


def _renewed(mark: Mark | None, epoch: str) -> Mark:
    if mark is None:
        return Mark(epoch, 0)
    past = tuple(dict.fromkeys((mark.epoch, *mark.past)))[:_PAST]
    return Mark(epoch, 0, "", past, mark.restored)


def _mark(row: Mapping[str, Any]) -> Mark:
    restored = row["restored"]
    return Mark(
        epoch=str(row["epoch"]),
        seq=int(row["seq"]),
        last=str(row["last"]),
        past=tuple(map(str, row["past"])),
        restored=Restored(**restored) if restored else None,
    )


def fingerprint_of(event_id: str, occurred_at: str) -> str:
    """Return what tells an event from one of the same position in another life of the hall.

    An id alone may come again: clients that repeat a request name it themselves.
    """
    return f"{event_id} {occurred_at}"
