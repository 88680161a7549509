"""Why an announcement ended as it did: every reason that is written into the journal."""

from __future__ import annotations

WITHOUT_VOICE = "voice_failed"
