"""The sound side of Panggil: words, voices, clips, sounds and the speaker. No Flask in here.

This is the only door: the display service imports these names and nothing below them.
The speaker process has a door of its own, :mod:`audio.speaker`, so that the server never loads it.
"""

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
