"""Which output is the hall's: told by the operator, chosen by staff, or the first that was heard.

It is kept by name in the speaker's folder, so that neither a restart nor another default output
takes the voice away to a television. Beside it stand the fallbacks: the outputs on which staff let
the hall speak while its own is gone. On no other output anything is played.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable
from pathlib import Path

log = logging.getLogger(__name__)

FILE = "output.json"
MOST_FALLBACKS = 8


class OutputChoice:
    """The name of the output to open; None while there is no choice: the system's default.

    ``fixed`` is what the operator told (``PANGGIL_DEVICE``) and stays; else what ``folder`` keeps.
    A folder that cannot be written costs the memory beyond this run, not the choice.
    """

    def __init__(self, folder: Path, fixed: str | None = None) -> None:
        self._path = folder / FILE
        self._fixed = fixed
        kept = self._read()
        device = _name(kept.get("device"))
        # An earlier release kept the driver of ALSA's default, which nothing can be opened by.
        self._device = fixed or (None if device == "alsa" else device)
        self._fallbacks = _names(kept.get("fallbacks"))

    @property
    def device(self) -> str | None:
        """The hall's output."""
        return self._device

    @property
    def fallbacks(self) -> tuple[str, ...]:
        """The outputs that may have the sound while the hall's is gone, the preferred one first."""
        return tuple(name for name in self._fallbacks if self._device and name != self._device)

    @property
    def order(self) -> tuple[str, ...]:
        """The outputs that may be opened, in this order; empty: the system's default."""
        return (self._device, *self.fallbacks) if self._device else ()

    def choose(self, device: str | None) -> bool:
        """Take the choice of staff (None: choose anew); return whether it is another one."""
        if self._fixed or device == self._device:
            return False
        log.info("output chosen: %s", device or "the next that is heard")
        self._device = device
        self._write()
        return True

    def allow(self, fallbacks: Iterable[str]) -> bool:
        """Take the fallbacks that staff allow; return whether they are others."""
        allowed = _names(list(fallbacks))
        if allowed == self._fallbacks:
            return False
        log.info("outputs allowed while that is gone: %s", ", ".join(allowed) or "none")
        self._fallbacks = allowed
        self._write()
        return True

    def keep(self, device: str) -> None:
        """Make this output the hall's, unless there is one: the first that was heard."""
        if self._device is None:
            self.choose(device)

    def _read(self) -> dict[str, object]:
        try:
            kept = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def _write(self) -> None:
        part = self._path.with_suffix(".part")
        # What the operator told is not written down: without it the choice of staff is back.
        device = _name(self._read().get("device")) if self._fixed else self._device
        kept = {"device": device, "fallbacks": self._fallbacks}
        try:
            part.write_text(json.dumps(kept), "utf-8")
            os.replace(part, self._path)
        except OSError as error:
            log.warning("the output's name cannot be kept: %s", error)


def _name(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _names(values: object) -> tuple[str, ...]:
    """Return each name once, in their order; nothing for what is no list of names."""
    if not isinstance(values, list):
        return ()
    return tuple(dict.fromkeys(name for each in values if (name := _name(each))))[:MOST_FALLBACKS]
