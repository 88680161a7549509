"""The sound side of Panggil: words, voices, clips, sounds and the speaker. No Flask in here.

This is the only door: the display service imports these names and nothing below them.
The speaker process has a door of its own, :mod:`audio.speaker`, so that the server never loads it.
Nor does the speaker load the voices: a name is fetched from its room when it is first asked for,
because Python runs this file before any module below it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from audio.packs import (
        ClipFolder,
        Pack,
        PackError,
        check_pack,
        default_pack,
        installed_packs,
        open_installed,
        open_pack,
        pack_folder,
        pack_name,
    )
    from audio.packs.archive import export_pack
    from audio.packs.build import build_pack, jobs_for
    from audio.packs.report import report_pack
    from audio.recordings import LONGEST_S, Imported, NotTaken, RecordingFolder, SoundImporter
    from audio.sound import Composer, MissingClips, RecordingLost, Sound, SoundError
    from audio.sound.treatment import Treatment, gentle_compression
    from audio.voices import ENGINE_NAMES, VoiceError, VoiceWorker, open_engine
    from audio.voices.recordings import RecordingRefused, install_recordings
    from audio.wording import (
        SHIPPED,
        CallWords,
        Dictionary,
        Phrase,
        Sentence,
        Ticket,
        WordingError,
        call_phrases,
        check_entry,
        make_dictionary,
        number_phrase,
        pair_phrases,
        parse_ticket,
        read_counter,
        template_phrases,
        word_call,
        word_text,
    )

_ROOMS = {
    "audio.packs": (
        "ClipFolder",
        "Pack",
        "PackError",
        "check_pack",
        "default_pack",
        "installed_packs",
        "open_installed",
        "open_pack",
        "pack_folder",
        "pack_name",
    ),
    "audio.packs.archive": ("export_pack",),
    "audio.packs.build": ("build_pack", "jobs_for"),
    "audio.packs.report": ("report_pack",),
    "audio.recordings": ("LONGEST_S", "Imported", "NotTaken", "RecordingFolder", "SoundImporter"),
    "audio.sound": ("Composer", "MissingClips", "RecordingLost", "Sound", "SoundError"),
    "audio.sound.treatment": ("Treatment", "gentle_compression"),
    "audio.voices": ("ENGINE_NAMES", "VoiceError", "VoiceWorker", "open_engine"),
    "audio.voices.recordings": ("RecordingRefused", "install_recordings"),
    "audio.wording": (
        "CallWords",
        "Dictionary",
        "SHIPPED",
        "Phrase",
        "Sentence",
        "Ticket",
        "WordingError",
        "call_phrases",
        "check_entry",
        "make_dictionary",
        "number_phrase",
        "pair_phrases",
        "parse_ticket",
        "read_counter",
        "template_phrases",
        "word_call",
        "word_text",
    ),
}

__all__ = [
    "ENGINE_NAMES",
    "LONGEST_S",
    "SHIPPED",
    "CallWords",
    "ClipFolder",
    "Composer",
    "Dictionary",
    "Imported",
    "MissingClips",
    "NotTaken",
    "Pack",
    "PackError",
    "Phrase",
    "RecordingFolder",
    "RecordingLost",
    "RecordingRefused",
    "Sentence",
    "Sound",
    "SoundError",
    "SoundImporter",
    "Ticket",
    "Treatment",
    "VoiceError",
    "VoiceWorker",
    "WordingError",
    "build_pack",
    "call_phrases",
    "check_entry",
    "check_pack",
    "default_pack",
    "export_pack",
    "gentle_compression",
    "install_recordings",
    "installed_packs",
    "jobs_for",
    "make_dictionary",
    "number_phrase",
    "open_engine",
    "open_installed",
    "open_pack",
    "pack_folder",
    "pack_name",
    "pair_phrases",
    "parse_ticket",
    "read_counter",
    "report_pack",
    "template_phrases",
    "word_call",
    "word_text",
]


def __getattr__(name: str) -> Any:
    """Fetch a name of this door from its room; AttributeError for any other."""
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(room), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
