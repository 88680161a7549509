"""The sound side of Panggil: words, voices, clips, sounds and the speaker. No Flask in here.

This is the only door: the display service imports these names and nothing below them.
The speaker process has a door of its own, :mod:`audio.speaker`, so that the server never loads it.
Nor does the speaker load the voices: a name is fetched from its room when it is first asked for,
because Python runs this file before any module below it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from audio.errors import AudioError, VoiceError, VoiceGaveWay
    from audio.packs.archive import export_pack
    from audio.packs.check import check_pack
    from audio.packs.errors import PackError
    from audio.packs.files import private_folder
    from audio.packs.installed import installed_packs, open_installed, pack_folder, pack_name
    from audio.packs.made import ClipFolder
    from audio.packs.pack import Pack, default_pack, open_pack
    from audio.production.announcer.errors import RecordingRefused
    from audio.production.announcer.install import install_recordings
    from audio.production.build import build_pack
    from audio.production.report import report_pack
    from audio.recordings.errors import NotTaken
    from audio.recordings.folder import RecordingFolder
    from audio.recordings.importer import Imported, SoundImporter
    from audio.recordings.limits import LONGEST_S
    from audio.sound.composer import Composer
    from audio.sound.errors import MissingClips, RecordingLost, SoundError, SoundUnwritable
    from audio.sound.sound import Sound
    from audio.sound.treatment import Treatment, gentle_compression
    from audio.voices.engines import ENGINE_NAMES, open_engine
    from audio.voices.handle import VoiceWorker
    from audio.wording.calls.call import CallWords, word_call
    from audio.wording.calls.coverage import call_phrases, pair_phrases, template_phrases
    from audio.wording.calls.names import read_counter
    from audio.wording.dictionary import Dictionary
    from audio.wording.entries import SHIPPED, check_entry, make_dictionary
    from audio.wording.errors import WordingError
    from audio.wording.sentence import Phrase, Sentence
    from audio.wording.texts import word_text
    from audio.wording.ticket_number import LetterMode, number_phrase
    from audio.wording.tickets import (
        LONGEST_PREFIX,
        LONGEST_TICKET,
        Ticket,
        parse_ticket,
        print_ticket,
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
        "private_folder",
    ),
    "audio.packs.archive": ("export_pack",),
    "audio.production.build": ("build_pack",),
    "audio.production.report": ("report_pack",),
    "audio.recordings": ("LONGEST_S", "Imported", "NotTaken", "RecordingFolder", "SoundImporter"),
    "audio.sound": (
        "Composer",
        "MissingClips",
        "RecordingLost",
        "Sound",
        "SoundError",
        "SoundUnwritable",
    ),
    "audio.sound.treatment": ("Treatment", "gentle_compression"),
    "audio.errors": ("AudioError", "VoiceError", "VoiceGaveWay"),
    "audio.voices": ("ENGINE_NAMES", "VoiceWorker", "open_engine"),
    "audio.production.announcer": ("RecordingRefused", "install_recordings"),
    "audio.wording": (
        "CallWords",
        "Dictionary",
        "LONGEST_PREFIX",
        "LONGEST_TICKET",
        "LetterMode",
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
        "print_ticket",
        "read_counter",
        "template_phrases",
        "word_call",
        "word_text",
    ),
}

__all__ = [
    "ENGINE_NAMES",
    "LONGEST_PREFIX",
    "LONGEST_S",
    "LONGEST_TICKET",
    "SHIPPED",
    "AudioError",
    "CallWords",
    "ClipFolder",
    "Composer",
    "Dictionary",
    "Imported",
    "LetterMode",
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
    "SoundUnwritable",
    "Ticket",
    "Treatment",
    "VoiceError",
    "VoiceGaveWay",
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
    "make_dictionary",
    "number_phrase",
    "open_engine",
    "open_installed",
    "open_pack",
    "pack_folder",
    "pack_name",
    "pair_phrases",
    "parse_ticket",
    "print_ticket",
    "private_folder",
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
