"""The names of the letters as phonemes.

Measured with a recogniser on calls ("Nomor antrean X"): a plain D is heard as *te*, aspiration
cures it; B, I, J and R are understood better with length, V with the voiced sound that tells it
from F, W with a long open vowel, for the plain one is heard as *way*. O is a plain vowel: with a
glide it is heard as *ol*. A glottal stop before a vowel, as careful speakers make it, is heard as
t or k (13 of 18 letters lost).
"""

from __future__ import annotations

NAMES: dict[str, str] = {
    "a": "ˈa",
    "be": "bˈeː",
    "ce": "ʧˈe",
    "de": "dʰˈe",
    "e": "ˈe",
    "ef": "ˈɛf",
    "ge": "ɡˈe",
    "ha": "hˈa",
    "i": "ˈiː",
    "je": "ʤˈeː",
    "ka": "kˈa",
    "el": "ˈɛl",
    "em": "ˈɛm",
    "en": "ˈɛn",
    "o": "ˈo",
    "pe": "pˈe",
    "ki": "kˈi",
    "er": "ˈɛrː",
    "es": "ˈɛs",
    "te": "tˈe",
    "u": "ˈu",
    "ve": "vˈe",
    "we": "wˈɛː",
    "eks": "ˈɛks",
    "ye": "jˈe",
    "zet": "zˈɛt",
}
_BY_LETTER = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", NAMES, strict=True))


def letter_name(token: str) -> str | None:
    """Return the name of the letter that ``token`` is: "A" -> "a", "be" -> "be", else ``None``.

    No Indonesian word is spelt like a letter's name but *es* (ice), which is said like it.
    """
    if token in _BY_LETTER:
        return _BY_LETTER[token]
    return token if token in NAMES else None


def spell(word: str) -> list[str]:
    """Return the letter names of ``word``; letters outside A-Z are left out by the caller."""
    return [_BY_LETTER[letter] for letter in word.upper()]


def as_letters(text: str) -> str:
    """Return ``text`` with "be", "ce" ... as "B", "C" where it is nothing but names of letters.

    For voices with a letter-to-sound of their own, which know letters by their signs.
    """
    by_name = {name: letter for letter, name in _BY_LETTER.items()}
    words = text.split()
    if all(word in by_name for word in words):
        return " ".join(by_name[word] for word in words)
    return text
