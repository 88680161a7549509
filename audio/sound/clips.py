"""Where the composer's clips come from: the pack, else this machine's own, checked and decoded.

A damaged clip is treated like a missing one, so that the voice makes it again: the hall hears the
right word in the same voice, and staff are told (``damaged``).
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from audio.packs import Clip, ClipFolder, Pack, damage_of
from audio.sound.decode import decode_clip
from audio.sound.errors import SoundError
from audio.sound.file_cache import FileCache
from audio.sound.treatment import Treatment
from audio.voices import EMERGENCY_S, EMERGENCY_VOICE, STAND_INS

log = logging.getLogger(__name__)

# Checked clips remembered by text; a hall with more texts than this in one run checks some again.
REMEMBERED = 5_000
# The order of use of the clips made here is kept in their files' times; an hour is fine enough.
TOUCH_EVERY_S = 3600.0
_DIGEST_BYTES = 32


class Clips:
    """Finds the clip of a text and its PCM; remembers what was checked and what was damaged.

    All that it looks through, ``packs`` in their order and then ``made``, is of one voice.
    """

    def __init__(
        self,
        packs: Sequence[Pack],
        made: ClipFolder | None,
        decoded: FileCache,
        memory: int,
        treatment: Treatment | None = None,
    ) -> None:
        self.damaged: dict[str, str] = {}
        self._packs = tuple(packs)
        self._made = made
        self._folders = _folders(made) if made else {}
        self._decoded = decoded
        self._treatment = treatment
        self._memory = Memory(memory)
        self._checked: dict[str, Clip] = {}
        self._bad: dict[Path, str] = {}
        self._touched: dict[Path, float] = {}

    def find(self, text: str) -> Clip | None:
        """Return a whole clip that says ``text``, or ``None``."""
        clip = self._checked.get(text) or self._from_pack(text) or self._from_made(text)
        if clip is not None and clip.voice != EMERGENCY_VOICE:  # that one is only for a while
            if len(self._checked) >= REMEMBERED:
                self._checked.clear()
            self._checked[text] = clip
        return clip

    def pcm(self, clip: Clip) -> bytes | None:
        """Return the clip's PCM from memory, disk or the clip itself; ``None`` when damaged."""
        pcm = self._memory.get(clip.sha256) or self._from_cache(clip) or self._decode(clip)
        if pcm is not None:
            self._memory.put(clip.sha256, pcm)
            self._touch(clip)
        return pcm

    def _from_pack(self, text: str) -> Clip | None:
        for pack in self._packs:
            clip = pack.find(text)
            if clip is not None and clip.path not in self._bad and self._whole(clip):
                return clip
        return None

    def _from_made(self, text: str) -> Clip | None:
        """Return the whole clip of the pack's own voice, else of the best stand-in."""
        for folder in self._folders.values():
            clip = folder.find(text)
            if clip is None or _is_stale(folder, text) or not self._whole(clip):
                continue
            if clip.text not in self._bad.values():
                self.damaged.pop(clip.text, None)
            return clip
        return None

    def _whole(self, clip: Clip) -> bool:
        damage = damage_of(clip)
        if damage:
            self._report(clip, damage)
        return damage is None

    def _report(self, clip: Clip, damage: str) -> None:
        """Take the clip out of use: a pack's until the next start, an own one for good."""
        known = list(self._checked.items())  # other threads may add to it meanwhile
        for text in [text for text, checked in known if checked.path == clip.path]:
            self._checked.pop(text, None)
        own = self._is_own(clip)
        if own and not clip.path.exists():
            return  # it made room for others: nothing is wrong
        log.error("clip %s (%r) is damaged: %s", clip.path, clip.text, damage)
        self.damaged[clip.text] = damage
        if own:
            self._folders[clip.voice].discard(clip.text)
        else:
            self._bad[clip.path] = clip.text

    def _from_cache(self, clip: Clip) -> bytes | None:
        data = self._decoded.get(self._name(clip))
        if data is None or len(data) <= _DIGEST_BYTES:
            return None
        pcm = data[_DIGEST_BYTES:]
        return pcm if hashlib.sha256(pcm).digest() == data[:_DIGEST_BYTES] else None

    def _decode(self, clip: Clip) -> bytes | None:
        if not self._whole(clip):
            return None
        try:
            pcm = self._treated(decode_clip(clip.path))
        except SoundError as error:
            self._report(clip, str(error))
            return None
        try:
            self._decoded.put(self._name(clip), hashlib.sha256(pcm).digest() + pcm)
        except OSError as error:  # only slower next time
            log.warning("decoded clip not kept: %s", error)
        return pcm

    def _treated(self, pcm: bytes) -> bytes:
        return self._treatment.apply(pcm) if self._treatment else pcm

    def _name(self, clip: Clip) -> str:
        """Return what the decoded clip is called on the disk: another treatment, another file."""
        return f"{clip.sha256}-{self._treatment.name}" if self._treatment else clip.sha256

    def _touch(self, clip: Clip) -> None:
        """Note the use of a clip made here, also when it comes decoded: it is to be kept."""
        now, last = time.monotonic(), self._touched.get(clip.path)
        if not self._is_own(clip) or (last is not None and now - last < TOUCH_EVERY_S):
            return
        if len(self._touched) >= REMEMBERED:
            self._touched.clear()
        self._touched[clip.path] = now
        self._folders[clip.voice].touch(clip)

    def _is_own(self, clip: Clip) -> bool:
        folder = self._folders.get(clip.voice)
        return folder is not None and clip.path.parent == folder.folder


def _folders(made: ClipFolder) -> dict[str, ClipFolder]:
    """Return the clips made on this machine by voice, the pack's own first, then the stand-ins."""
    others = (voice for voice in STAND_INS if voice != made.voice)
    return {made.voice: made} | {voice: ClipFolder(made.folder, voice) for voice in others}


def _is_stale(folder: ClipFolder, text: str) -> bool:
    """Whether it is an emergency clip that is old enough to try the right voice again."""
    try:
        age_s = time.time() - folder.made_at(text)
    except OSError:
        return True
    return folder.voice == EMERGENCY_VOICE and age_s > EMERGENCY_S


class Memory:
    """The most recently used PCM, bounded in bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held: dict[str, bytes] = {}
        self._total = 0
        self._lock = threading.Lock()

    def get(self, name: str) -> bytes | None:
        """Return the bytes called ``name`` and note their use."""
        with self._lock:
            data = self._held.pop(name, None)
            if data is not None:
                self._held[name] = data
            return data

    def put(self, name: str, data: bytes) -> None:
        """Hold ``data``; what was not used for the longest time makes room."""
        with self._lock:
            self._total += len(data) - len(self._held.pop(name, b""))
            self._held[name] = data
            while self._total > self._limit and self._held:
                oldest = next(iter(self._held))
                self._total -= len(self._held.pop(oldest))
