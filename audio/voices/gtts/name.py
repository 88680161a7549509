"""What the online voice is called; clips of another name are never mixed with its own."""

from __future__ import annotations

# Google may change its voice without notice; this counts only what is done to it here.
VOICE = "gtts-id-1"
