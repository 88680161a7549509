"""Which output is the hall's: told by the operator, chosen by staff, or the first that was heard.

It is kept by name in the speaker's folder, so that neither a restart nor another default output
takes the voice away to a television.
"""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

log = logging.getLogger(__name__)

FILE = "output.json"


class OutputChoice:
    """The name of the output to open; None while there is no choice: the system's default.

    ``fixed`` is what the operator told (``PANGGIL_DEVICE``) and stays; else what ``folder`` keeps.
    A folder that cannot be written costs the memory beyond this run, not the choice.
    """

    def __init__(self, folder: Path, fixed: str | None = None) -> None:
        self._path = folder / FILE
        self._fixed = fixed
        self._device = fixed or self._read()

    @property
    def device(self) -> str | None:
        """The output to open."""
        return self._device

    def choose(self, device: str | None) -> bool:
        """Take the choice of staff (None: choose anew); return whether it is another one."""
        if self._fixed or device == self._device:
            return False
        log.info("output chosen: %s", device or "the next that is heard")
        self._device = device
        self._write(device)
        return True

    def keep(self, device: str) -> None:
        """Make this output the hall's, unless there is one: the first that was heard."""
        if self._device is None:
            self.choose(device)

    def _read(self) -> str | None:
        try:
            kept = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        device = kept.get("device") if isinstance(kept, dict) else None
        return device if isinstance(device, str) and device else None

    def _write(self, device: str | None) -> None:
        part = self._path.with_suffix(".part")
        try:
            part.write_text(json.dumps({"device": device}), "utf-8")
            os.replace(part, self._path)
        except OSError as error:
            log.warning("the output's name cannot be kept: %s", error)
