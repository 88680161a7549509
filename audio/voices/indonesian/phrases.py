"""A phrase as phonemes: words, letters and the marks that make a speaker pause.

Numbers must have been put into words before (:mod:`audio.wording`); a digit or symbol that is left
raises, for a voice that leaves something out says a wrong number.
"""

from __future__ import annotations

import re
import unicodedata

from audio.errors import Unspeakable
from audio.voices.indonesian.letters import NAMES, letter_name, spell
from audio.voices.indonesian.words import word_phonemes

_TOKEN = re.compile(r"(?P<word>[a-zA-Zéèə']+)|(?P<mark>[,.;:!?…—–()\"“”]+)|(?P<gap>[\s\-/]+)")
# "SumselBabel" is two words, "KTP" is one.
_HUMP = re.compile(r"(?<=[a-zéèə])(?=[A-Z])")
_MARKS = {
    **dict.fromkeys(',:;—–()"“”', ","),
    **dict.fromkeys(".…", "."),
    **{"!": "!", "?": "?"},
}
_NUMBER_WORDS = frozenset(
    [
        *("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
        *("sepuluh", "sebelas", "belas", "puluh", "seratus", "ratus", "seribu", "ribu", "koma"),
        *("juta", "miliar", "triliun"),
    ]
)
_RESTS = frozenset(",.!?")
_VOWEL = re.compile("[aeiouéèə]", re.IGNORECASE)
_FIGURES = frozenset(
    ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
)
_LONE_FIGURE, _INVITATION, _CALL = 1.15, 1.15, 1.25
# Four figures in a row are a telephone's or a file's: somebody writes them down.
_MOST_FIGURES = 3
_SAME_IN_EVERY_CALL = re.compile(
    "Sekali lagi(, nomor antrean( [A-Z])?)?|Panggilan kedua|Panggilan terakhir|Antrean prioritas"
)
_NUMBERED_PLACE = re.compile(
    "(?P<invitation>Silakan menuju )?(bilik|gerai|kasir|konter|loket|meja|poli|ruang|teller)"
    f"( ({'|'.join(sorted(_NUMBER_WORDS | NAMES.keys()))}))+(?P<service>, .+)?"
)


def phonemes(text: str) -> str:
    """Return the phonemes of ``text``, ending in a mark so that the voice comes to rest.

    Raises :class:`Unspeakable` when a character has no sound or there is nothing to say.
    """
    tokens = _tokens(_clean(text))
    retroflex = not _plain_d([token for token in tokens if token.isalpha()])
    said: list[str] = []
    spelling = False
    names = [*map(letter_name, tokens), None]
    for token, name, next_name in zip(tokens, names, names[1:], strict=False):
        if token in _RESTS:
            if said and said[-1][-1] not in _RESTS:
                said[-1] += token
            spelling = False
            continue
        # Letters said in one breath blur, and a lone one with the word before it: "antrean je".
        if name and (spelling or not next_name) and said and said[-1][-1] not in _RESTS:
            said[-1] += ","
        said.append(NAMES[name] if name else word_phonemes(token.lower(), retroflex=retroflex))
        spelling = name is not None
    if not said:
        raise Unspeakable(f"There is nothing to say in {text!r}.")
    sounds = " ".join(said).removesuffix(",")
    return sounds if sounds[-1] in ".!?" else sounds + "."


def pace(text: str) -> float:
    """Return how much quicker than usual ``text`` is to be said, 1.0 for most.

    This voice draws out what is short. Measured on calls (docs/voices.md, "One breath"): a lone
    figure and an invitation with its service a seventh quicker, and the other words of a call a
    quarter quicker, are understood as well. An invitation alone keeps its pace: what follows it is
    another clip, and a counter said quickly before it was understood less.
    """
    words = text.split()
    if text in _FIGURES:
        return _LONE_FIGURE
    telephone = len(words) > _MOST_FIGURES and all(word in _FIGURES for word in words)
    number = all(word in _NUMBER_WORDS for word in words) and not telephone
    place = _NUMBERED_PLACE.fullmatch(text)
    if place and place["invitation"]:
        return _INVITATION if place["service"] else 1.0
    return _CALL if number or place or _SAME_IN_EVERY_CALL.fullmatch(text) else 1.0


def _plain_d(words: list[str]) -> bool:
    """Whether d stays plain: in numbers and in "Nomor antrean X", where ɖ cost understanding.

    Measured: ɖ at word starts helps announcements, services and counters (word errors .33 against
    .49), and harms letters and numbers (20 of 24 numbers right against 23).
    """
    small = [word.lower() for word in words]
    return small[:1] == ["nomor"] or all(word in _NUMBER_WORDS for word in small)


def _clean(text: str) -> str:
    """Return ``text`` in one form, with the accents that Indonesian does not have taken off."""
    kept = []
    for character in unicodedata.normalize("NFC", text.replace("’", "'")):
        plain = unicodedata.normalize("NFKD", character)[0] if character.isalpha() else character
        kept.append(character if character in "éèəÉÈ" else plain)
    return "".join(kept)


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise Unspeakable(f"The voice cannot say {text[at]!r}.")
        at = found.end()
        if found["word"]:
            for part in _HUMP.split(found["word"].strip("'")):
                tokens += _spoken_as(part)
        elif found["mark"]:
            tokens.append(_MARKS[found["mark"][0]])
    return tokens


def _spoken_as(word: str) -> list[str]:
    """Return ``word``, or the names of its letters when no mouth could say it ("DPMPTSP")."""
    if not word:
        return []
    if len(word) > 1 and not _VOWEL.search(word) and word.isascii() and word.isalpha():
        return spell(word)
    return [word]
