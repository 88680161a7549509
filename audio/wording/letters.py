"""Letters by their Indonesian names.

EYD V, as WORDING has them: *ve*, *ki* and *ce*, however a voice then pronounces these names.
"""

from __future__ import annotations

LETTER_NAMES: dict[str, str] = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        [
            "a",
            "be",
            "ce",
            "de",
            "e",
            "ef",
            "ge",
            "ha",
            "i",
            "je",
            "ka",
            "el",
            "em",
            "en",
            "o",
            "pe",
            "ki",
            "er",
            "es",
            "te",
            "u",
            "ve",
            "we",
            "eks",
            "ye",
            "zet",
        ],
        strict=True,
    )
)


def spell_letters(letters: str) -> str:
    """Return the names of A-Z letters of either case, separated by spaces: "KTP" -> "ka te pe"."""
    return " ".join(LETTER_NAMES[letter] for letter in letters.upper())
