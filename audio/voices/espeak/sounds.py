"""Our phonemes in espeak-ng's own notation.

espeak-ng's Indonesian says the commonest e wrong (*empat*, *enam*, *belas* with ɛ, the letter F as
əf: study of the voice), so it is told the sounds and not the spelling.
"""

from __future__ import annotations

import re

from audio.errors import Unspeakable

# espeak-ng docs/phonemes.md, and the phonemes of its voice "id". Aspiration, length, second stress
# and ɪ are cures for ailments of the embedded voice (audio/voices/indonesian): not needed here.
_NOTATION = {
    **{"ʧ": "tS", "ʤ": "dZ", "ɲ": "n^", "ŋ": "N", "ʃ": "S", "ɡ": "g", "ɖ": "d", "ʔ": "?"},
    **{"ɛ": "E", "ə": "@", "r": "R", "ɪ": "@", "ʊ": "U", "ˈ": "'", " ": " "},
    **dict.fromkeys("ˌʰː", ""),
    **{same: same for same in "aeioubdfhjklmnpstvwxz"},
}
_GLIDE = re.compile("eː?ɪ")
_MARK = re.compile(r"([,.!?]+)")


def in_notation(phonemes: str) -> str:
    """Return ``phonemes`` as espeak-ng reads them: ``[[d'ua p'uluh]].``, marks outside.

    Raises :class:`Unspeakable` for a symbol that has no counterpart.
    """
    phonemes = _GLIDE.sub("e", phonemes)
    unknown = sorted({sound for sound in _MARK.sub("", phonemes) if sound not in _NOTATION})
    if unknown:
        raise Unspeakable(f"The voice has no sound {' '.join(unknown)} in {phonemes!r}.")
    parts = (part.strip() for part in _MARK.split(phonemes))
    return " ".join(map(_part, filter(None, parts)))


def _part(part: str) -> str:
    if _MARK.fullmatch(part):
        return part
    return f"[[{''.join(_NOTATION[sound] for sound in part)}]]"
