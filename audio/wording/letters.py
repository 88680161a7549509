"""Letters by their Indonesian names.

The fifth edition of the spelling rules (EYD V): *ve*, *ki*, *ce*, however a voice then sounds them.
"""

from __future__ import annotations

_NAMES = "a be ce de e ef ge ha i je ka el em en o pe ki er es te u ve we eks ye zet"

LETTER_NAMES: dict[str, str] = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _NAMES.split(), strict=True))


def spell_letters(letters: str) -> str:
    """Return the names of A-Z letters of either case, separated by spaces: "KTP" -> "ka te pe"."""
    return " ".join(LETTER_NAMES[letter] for letter in letters.upper())
