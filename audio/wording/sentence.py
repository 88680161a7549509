"""What the voice room speaks and the screens show: phrases and the sentence they make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# A clip serves both the start of a sentence and a place after a comma; only print tells them apart.
_SMALL_AFTER_COMMA = "Nomor"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words said in one breath.

    ``text`` is exactly what is spoken, without final punctuation, and is the key of its clip;
    ``pause_ms`` is the silence after it; ``mark`` is the punctuation after it in print.
    """

    text: str
    pause_ms: int
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One announcement for eye and ear: ``caption`` is what is shown, ``phrases`` what is said."""

    caption: str
    phrases: tuple[Phrase, ...]

    @property
    def spoken(self) -> str:
        """The spoken words with punctuation, for previews and logs."""
        return in_print(self.phrases)


def in_print(phrases: Iterable[Phrase]) -> str:
    """Return ``phrases`` as they are printed: their words, each followed by its mark."""
    words, mark = [], "."
    for phrase in phrases:
        text = phrase.text
        if mark != "." and text.startswith(_SMALL_AFTER_COMMA):
            text = text[0].lower() + text[1:]
        words.append(text + phrase.mark)
        mark = phrase.mark
    return " ".join(words)
