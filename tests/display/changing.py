"""Changes to the parts of a hall that stands: what a test wants otherwise than a server has it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from display.parts import Parts


def give_voice(parts: Parts, voice: Any) -> None:
    """Let ``voice`` make the clips of this hall, instead of a worker process."""
    parts.voice = voice
    for part in (parts.preparation, parts.preparation._ahead, parts.previews):
        part._voice = voice


def change_settings(parts: Parts, **changes: Any) -> None:
    """Let the hall run with other settings from now on."""
    parts.settings = replace(parts.settings, **changes)
    object.__setattr__(parts.hall, "settings", parts.settings)
