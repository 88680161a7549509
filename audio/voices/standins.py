"""Who speaks when the voice of a pack cannot: a wrong voice is better than silence.

A pack and the clips made for it are of one voice. A hole is filled in that voice where this machine
has it; else by the first of these that it has. Such a clip keeps the name of who spoke it, never
enters a pack, and is looked for last: :class:`audio.sound.Composer` plays it only where there is no
other clip.
"""

from __future__ import annotations

from audio.voices.espeak.name import VOICE as _ESPEAK
from audio.voices.kokoro.name import VOICE as _KOKORO

# Voice name -> the engine's short name, best first.
STAND_INS = {_KOKORO: "kokoro", _ESPEAK: "espeak"}
# The emergency voice's clips count for a day: then the right voice is tried again.
EMERGENCY_VOICE = _ESPEAK
EMERGENCY_S = 86_400.0


def voices_for(voice: str, *, emergency: bool = False) -> dict[str, str]:
    """Return who may make clips for a pack of ``voice``, best first: voice name -> engine.

    With ``emergency`` only the voice that hardly anything can stop.
    """
    if emergency:
        return {_ESPEAK: STAND_INS[_ESPEAK]}
    own = {voice: STAND_INS[voice]} if voice in STAND_INS else {}
    return own | STAND_INS
