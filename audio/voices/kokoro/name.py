"""What the embedded voice is called; clips of another name are never mixed with its own."""

from __future__ import annotations

# The styles, and the revision of everything that shapes a word's sound here: count it up with
# every change of the letter-to-sound rules or of the mastering, so that no stale clip is used.
VOICE = "kokoro-hf_beta-pf_dora-1"
