"""The sound side of Panggil: words, voices, clips, sounds and the speaker. No Flask in here.

This is the only door: the display service imports these names and nothing below them.
The speaker process has a door of its own, :mod:`audio.speaker`, so that the server never loads it.
Nor does the speaker load the voices: a name is fetched from its room when it is first asked for,
because Python runs this file before any module below it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from audio.packs import ClipFolder, Pack, PackError, check_pack, default_pack, open_pack
    from audio.sound import Composer, MissingClips, Sound, SoundError
    from audio.voices import VoiceError, VoiceWorker
    from audio.wording import (
        CallWords,
        Phrase,
        Sentence,
        Ticket,
        WordingError,
        call_phrases,
        parse_ticket,
        word_call,
        word_text,
    )

_ROOMS = {
    "audio.packs": ("ClipFolder", "Pack", "PackError", "check_pack", "default_pack", "open_pack"),
    "audio.sound": ("Composer", "MissingClips", "Sound", "SoundError"),
    "audio.voices": ("VoiceError", "VoiceWorker"),
    "audio.wording": (
        "CallWords",
        "Phrase",
        "Sentence",
        "Ticket",
        "WordingError",
        "call_phrases",
        "parse_ticket",
        "word_call",
        "word_text",
    ),
}

__all__ = [
    "CallWords",
    "ClipFolder",
    "Composer",
    "MissingClips",
    "Pack",
    "PackError",
    "Phrase",
    "Sentence",
    "Sound",
    "SoundError",
    "Ticket",
    "VoiceError",
    "VoiceWorker",
    "WordingError",
    "call_phrases",
    "check_pack",
    "default_pack",
    "open_pack",
    "parse_ticket",
    "word_call",
    "word_text",
]


def __getattr__(name: str) -> Any:
    """Fetch a name of this door from its room; AttributeError for any other."""
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(room), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
