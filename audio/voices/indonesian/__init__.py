"""Indonesian letter-to-sound: words as phonemes for the embedded voice."""

from audio.voices.indonesian.phrases import phonemes

__all__ = ["phonemes"]
