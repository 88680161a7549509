"""Speech: sentences, how words are said, recordings, and clips made before they are needed."""

from display.hall.speech.pregeneration import Pregeneration, VoiceProgress, coming_phrases
from display.hall.speech.pronunciation import (
    Entry,
    hall_dictionary,
    list_pronunciations,
    remove_pronunciation,
    set_pronunciation,
    uses_of,
    words_now,
    words_of,
)
from display.hall.speech.recordings import Recordings
from display.hall.speech.rendering import (
    Lengths,
    RecordedSounds,
    Voiced,
    alarm_sound,
    speaks_short,
    voice_announcement,
)
from display.hall.speech.requests import HearingRequest, PronunciationRequest, RecordingRequest
from display.hall.speech.sentences import announcement_sentence, call_sentence, text_sentence

__all__ = [
    "Entry",
    "HearingRequest",
    "Lengths",
    "Pregeneration",
    "PronunciationRequest",
    "RecordedSounds",
    "RecordingRequest",
    "Recordings",
    "VoiceProgress",
    "Voiced",
    "alarm_sound",
    "announcement_sentence",
    "call_sentence",
    "coming_phrases",
    "hall_dictionary",
    "list_pronunciations",
    "remove_pronunciation",
    "set_pronunciation",
    "speaks_short",
    "text_sentence",
    "uses_of",
    "voice_announcement",
    "words_now",
    "words_of",
]
