"""A clip pack: a folder with one ``manifest.json`` and its clips.

The manifest is the pack: a file that it does not name is not part of it. Its clips are checked
against their checksums when they are used and by :func:`audio.packs.check_pack`, not when the pack
is opened, so that a start stays quick and one damaged file does not silence a hall.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from audio.packs.clip import Clip, plain
from audio.packs.errors import PackError

MANIFEST = "manifest.json"
FORMAT = 1
_HERE = Path(__file__).parent


class Pack:
    """The clips of one voice, found by their exact words."""

    def __init__(
        self, name: str, voice: str, clips: Iterable[Clip], made_by: Mapping[str, str] | None = None
    ) -> None:
        self.name = name
        self.voice = voice
        self.made_by = dict(made_by or {})
        self._clips = {clip.text: clip for clip in clips}

    def __len__(self) -> int:
        return len(self._clips)

    def find(self, text: str) -> Clip | None:
        """Return the clip that says exactly ``text``, or ``None``."""
        return self._clips.get(text) or self._clips.get(plain(text))

    def texts(self) -> list[str]:
        """Return what the pack can say, in the order of its manifest."""
        return list(self._clips)

    def clips(self) -> list[Clip]:
        """Return every clip, in the order of the manifest."""
        return list(self._clips.values())


def write_manifest(pack: Pack) -> bytes:
    """Return ``pack`` as the bytes of its manifest, the same for the same clips."""
    clips = sorted(pack.clips(), key=lambda clip: (clip.text.casefold(), clip.text))
    head = {"format": FORMAT, "name": pack.name, "voice": pack.voice, "made_by": pack.made_by}
    document = {**head, "clips": [clip.to_json() for clip in clips]}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def open_pack(folder: Path | str, manifest: str = MANIFEST) -> Pack:
    """Open the pack in ``folder``; :class:`PackError` says in one sentence why it cannot be.

    ``manifest`` is the manifest's name, another one for a build that is not finished.
    """
    place = Path(folder)
    try:
        document = json.loads((place / manifest).read_text("utf-8"))
        if document["format"] != FORMAT:
            raise PackError(f"The clip pack {place} has format {document['format']}, not {FORMAT}.")
        voice = str(document["voice"])
        clips = [Clip.from_json(entry, place, voice) for entry in document["clips"]]
        return Pack(str(document["name"]), voice, clips, document.get("made_by"))
    except OSError as error:
        raise PackError(f"The clip pack {place} cannot be read: {error.strerror}.") from None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PackError(f"The clip pack {place} has a damaged manifest: {error!r}.") from None


@cache
def default_pack() -> Pack:
    """Open the pack that Panggil ships, once: everything that ordinary calls need."""
    return open_pack(_HERE / "default")


@cache
def chime_pack() -> Pack:
    """Open the chimes that Panggil ships, once; their texts are the names of the chimes."""
    return open_pack(_HERE / "chimes")
