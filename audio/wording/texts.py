"""Free text: cleaned for the eye, read for the ear (first form)."""

from __future__ import annotations

import re

from audio.wording.errors import WordingError
from audio.wording.letters import spell_letters
from audio.wording.numbers import spell_cardinal
from audio.wording.pauses import FULL_STOP_MS
from audio.wording.sentence import Phrase, Sentence


def clean(text: str) -> str:
    """Return ``text`` with its white space in order."""
    return " ".join(text.split())


def say(text: str) -> str:
    """Return the spoken words of one clause."""
    text = text.replace("SumselBabel", "Sumsel Babel")
    text = re.sub(
        r"[0-9]+", lambda m: " " + spell_cardinal(int(m[0])) + " " if len(m[0]) < 15 else " ", text
    )
    text = re.sub(r"\b(?:[A-Z]|DPMPTSP|KTP|KK)\b", lambda m: spell_letters(m[0]), text)
    return " ".join(re.findall(r"[A-Za-zÀ-ÿ]+", text))


def word_text(text: str) -> Sentence:
    """Return the sentence of a free text."""
    spoken = [say(part) for part in re.split(r"[.!?;\n]+", text)]
    phrases = tuple(Phrase(part, FULL_STOP_MS, ".") for part in spoken if part)
    if not phrases:
        raise WordingError("text", "Tidak ada yang dapat diucapkan dalam teks ini.")
    return Sentence(clean(text), phrases)
