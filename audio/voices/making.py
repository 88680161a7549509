"""One text, one clip: synthesise, master, measure, encode, keep."""

from __future__ import annotations

from audio.errors import VoiceError
from audio.packs import Clip, ClipFolder
from audio.studio.encode import decode_samples, encode_flac, encode_opus
from audio.studio.loudness import RATE_HZ
from audio.studio.master import CEILING_DBTP, HIGHEST_DBTP, Facts, master, measure
from audio.studio.trim import shorten_tail
from audio.voices.engine import Engine

# Lossy coding moves peaks by up to about a decibel: the next try leaves more room.
_TRIES = 5
_STEP_DB = 0.5


def make_clip(engine: Engine, text: str, folder: ClipFolder) -> Clip:
    """Synthesise ``text`` into ``folder``; :class:`VoiceError` or ``OSError`` when it cannot be."""
    samples = master(engine.synthesise(text), engine.rate_hz)
    return folder.add(text, encode_flac(samples), ".flac", measure(samples).to_json())


def record_clip(engine: Engine, text: str) -> tuple[bytes, Facts]:
    """Synthesise ``text`` to an Opus file for a pack; the facts are those of the decoded file."""
    speech = engine.synthesise(text)
    for attempt in range(_TRIES):
        clip = master(speech, engine.rate_hz, CEILING_DBTP - attempt * _STEP_DB)
        clip = shorten_tail(clip, decode_samples(encode_opus(clip)), RATE_HZ)
        sound = encode_opus(clip)
        facts = measure(decode_samples(sound))
        if facts.true_peak_dbtp <= HIGHEST_DBTP:
            return sound, facts
    raise VoiceError(f"The clip {text!r} keeps peaks of {facts.true_peak_dbtp} dBTP.")
