"""Coverage: can this pack say these words, and are its files whole?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from audio.packs.clip import damage_of
from audio.packs.pack import Pack


@dataclass(frozen=True, slots=True)
class Report:
    """What a pack lacks: texts without a clip, and texts whose clip is damaged, with the reason."""

    missing: tuple[str, ...]
    damaged: tuple[tuple[str, str], ...]

    @property
    def good(self) -> bool:
        """Whether nothing is missing and nothing is damaged."""
        return not (self.missing or self.damaged)


def check_pack(pack: Pack, texts: Iterable[str]) -> Report:
    """Compare ``pack`` with the ``texts`` it should say; the checksum of every clip is computed."""
    missing = tuple(dict.fromkeys(text for text in texts if pack.find(text) is None))
    found = ((clip.text, damage_of(clip)) for clip in pack.clips())
    return Report(missing, tuple((text, damage) for text, damage in found if damage))
