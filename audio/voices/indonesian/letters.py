"""The names of the letters as phonemes.

Measured with a recogniser on calls ("Nomor antrean X"): a plain D is heard as *te*, aspiration
cures it; B, E, K, Q and R are understood better with length, I with length and no stress, V with
the voiced sound that tells it from F. V and W have a long open vowel: with a plain one W is heard
as *way* and V as *vi*. O is a plain vowel: with a glide it is heard as *ol*. J and Y have a glide:
without it "antrean je" is heard as *antreangje* (understood in 0 of 8 calls, with it in 7) and Y as
*antreanya* (2 of 8, with it in 8). A glottal stop before a vowel, as careful speakers make it, is
heard as t or k (13 of 18 letters lost).
"""

from __future__ import annotations

NAMES: dict[str, str] = {
    "a": "ˈa",
    "be": "bˈeː",
    "ce": "ʧˈe",
    "de": "dʰˈe",
    "e": "ˈeː",
    "ef": "ˈɛf",
    "ge": "ɡˈe",
    "ha": "hˈa",
    "i": "iː",
    "je": "ʤˈeːɪ",
    "ka": "kˈaː",
    "el": "ˈɛl",
    "em": "ˈɛm",
    "en": "ˈɛn",
    "o": "ˈo",
    "pe": "pˈe",
    "ki": "kˈiː",
    "er": "ˈɛrː",
    "es": "ˈɛs",
    "te": "tˈe",
    "u": "ˈu",
    "ve": "vˈɛː",
    "we": "wˈɛː",
    "eks": "ˈɛks",
    "ye": "jˈeɪ",
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
