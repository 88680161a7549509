"""Receiving a file that is too large for the memory: in pieces, bounded in size and in number."""

from __future__ import annotations

import errno
import hashlib
import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from flask import request

from display.hall import NoRoom
from display.web.edge.problem import Problem

_CHUNK_BYTES = 64 * 1024
_MOST = 3
# A phone that left the network says nothing; its place is given away after this.
_SILENT_S = 20.0
_RETRY_AFTER_S = 5


class Uploads:
    """The uploads of this moment: few, and none that only holds a place."""

    def __init__(self, most: int = _MOST, silent_s: float = _SILENT_S) -> None:
        self._most = most
        self._silent_s = silent_s
        self._heard: dict[object, float] = {}
        self._lock = threading.Lock()

    @contextmanager
    def receive(self, path: Path | None, largest: int) -> Iterator[str]:
        """Receive the body of this request into ``path``, which is removed in the end.

        Yields its SHA-256, in hex; without a path that is all that is wanted of it. Raises
        :class:`Problem`: 413 for more than ``largest`` bytes, 503 when too many are under way;
        :class:`NoRoom` when the disk is full.
        """
        place = self._take_place()
        try:
            sha256 = self._copy(place, path, largest)
            self._heard[place] = math.inf  # what takes time now is our own work
            yield sha256
        finally:
            if path:
                path.unlink(missing_ok=True)
            with self._lock:
                self._heard.pop(place, None)

    def _take_place(self) -> object:
        now, place = time.monotonic(), object()
        with self._lock:
            for other, heard in list(self._heard.items()):
                if now - heard > self._silent_s:
                    del self._heard[other]
            if len(self._heard) >= self._most:
                headers = {"Retry-After": str(_RETRY_AFTER_S)}
                message = "Other sounds are being received; send this one again in a moment."
                raise Problem(503, message, headers=headers, code="busy")
            self._heard[place] = now
        return place

    def _copy(self, place: object, path: Path | None, largest: int) -> str:
        size, sha256 = 0, hashlib.sha256()
        try:
            # "x": a name that is there already would be somebody else's sound.
            with path.open("xb") if path else nullcontext() as file:
                while chunk := request.stream.read(_CHUNK_BYTES):
                    size += len(chunk)
                    if size > largest:
                        raise too_large(largest)
                    self._beat(place)
                    sha256.update(chunk)
                    if file:
                        file.write(chunk)
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
                raise NoRoom("The disk is full.", code="disk_full") from None
            raise
        return sha256.hexdigest()

    def _beat(self, place: object) -> None:
        with self._lock:
            if place not in self._heard:
                raise Problem(408, "This sound came too slowly; send it again.", code="too_slow")
            self._heard[place] = time.monotonic()


def too_large(largest: int) -> Problem:
    """Return the problem of a body of more than ``largest`` bytes."""
    return Problem(413, f"More than {largest // 1024**2} MB are not taken.", code="too_large")
