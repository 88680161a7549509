"""Indonesian letter-to-sound: words as phonemes for the embedded voice."""

from audio.voices.indonesian.letters import as_letters
from audio.voices.indonesian.phrases import pace, phonemes

__all__ = ["as_letters", "pace", "phonemes"]
