"""Free text: what staff type, shown as they wrote it and said as it is read aloud."""

from __future__ import annotations

from dataclasses import replace

from audio.wording.cleaning import clean
from audio.wording.dictionary import EMPTY, Dictionary
from audio.wording.errors import WordingError
from audio.wording.readings.reader import read
from audio.wording.sentence import Sentence


def word_text(text: str, dictionary: Dictionary = EMPTY) -> Sentence:
    """Return the sentence of a free text: the caption is the text tidied, the phrases its clauses.

    A pause stands at every comma, because the embedded voice makes none inside a phrase. Raises
    :class:`WordingError` with field "text", and nothing else, for a text without anything to say.
    """
    phrases = read(text, dictionary)
    if not phrases:
        raise WordingError("text", "Tidak ada yang dapat diucapkan dalam teks ini.")
    phrases[-1] = replace(phrases[-1], pause_ms=0, mark=".")
    return Sentence(clean(text), tuple(phrases))
