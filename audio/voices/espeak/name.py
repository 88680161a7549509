"""What the emergency voice is called; no pack speaks in it."""

from __future__ import annotations

# Count it up with every change of how it speaks, as with the embedded voice.
VOICE = "espeak-id-1"
