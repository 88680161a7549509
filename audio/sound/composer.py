"""The composer: a sentence becomes one sound file, from clips, in milliseconds.

A composer may be given a second voice, ``fallback``: an announcement that the pack cannot say
wholly is said wholly in that voice. Two voices meet in one announcement only where this machine
cannot make a missing word in either (:mod:`audio.voices.standins`): then staff are told.

Joins are made in silence only (every clip begins and ends in it), with the pauses that the wording
asks for, so no cross-fade is needed (study: phrase clips lose nothing against whole sentences).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from audio.packs import Clip, ClipFolder, Pack, chime_pack
from audio.sound.clips import Clips
from audio.sound.errors import MissingClips, SoundError, SoundUnwritable
from audio.sound.file_cache import FileCache
from audio.sound.one_breath import in_one_breath
from audio.sound.playing import pcm_bytes, read_pcm
from audio.sound.sound import Sound, duration_of, silence, wav_header

if TYPE_CHECKING:
    from audio.sound.treatment import Treatment
    from audio.wording import Phrase, Sentence

DEFAULT_CHIME = "call"
END_TONE = "end"
# From the chime to the first word: about 0.5 s, in which a hall begins to listen. A call's form is
# known and its number comes after two words; its chime has died away by its own end.
AFTER_CHIME_MS, AFTER_CALL_CHIME_MS = 500, 40
# Between two times of the same recording.
BETWEEN_MS = 1000
# From the last word to the end tone.
BEFORE_END_MS = 400
# About 250 announcements of ten seconds.
LIMIT_BYTES = 256 * 1024 * 1024
# The default pack decoded is about 60 MB; the rest is room for the clips made on this machine.
DECODED_LIMIT_BYTES = 192 * 1024 * 1024
# The pieces of the calls of a busy hour; more lies decoded on disk, 0.2 ms away.
MEMORY_BYTES = 8 * 1024 * 1024
REMEMBERED = 500

# What a sound is made of: the checksum of a clip, and the silence after it in milliseconds.
Recipe = tuple[tuple[str, int], ...]


class Piece(NamedTuple):
    """One clip of a sound, where its PCM comes from, and the silence after it."""

    source: Clips
    clip: Clip
    pause_ms: int


class Composer:
    """Composes sounds into ``folder``, bounded to ``limit_bytes`` (longest unused go first)."""

    def __init__(
        self,
        pack: Pack,
        made: ClipFolder,
        folder: Path,
        *,
        limit_bytes: int = LIMIT_BYTES,
        memory_bytes: int = MEMORY_BYTES,
        chimes: Pack | None = None,
        fallback: Pack | None = None,
        treatment: Treatment | None = None,
        end_tone: bool = False,
    ) -> None:
        """Compose from ``pack`` first; ``made`` is in the voice of the last pack given.

        ``treatment`` is done to every clip of speech; with ``end_tone`` an announcement that begins
        with a chime ends with one.
        """
        decoded = FileCache(folder / "decoded", ".pcm", DECODED_LIMIT_BYTES)
        self._sounds = FileCache(folder, ".wav", limit_bytes)
        packs = [pack] if fallback is None else [pack, fallback]
        if len({each.voice for each in packs}) == 1:
            self._voices = [Clips(packs, made, decoded, memory_bytes, treatment)]
        else:
            self._voices = [
                Clips(
                    [each],
                    made if each.voice == made.voice else None,
                    decoded,
                    memory_bytes,
                    treatment,
                )
                for each in packs
            ]
        self._chimes = Clips([chimes or chime_pack()], None, decoded, memory_bytes // 4)
        self._end_tone = end_tone
        self._composed: dict[Recipe, tuple[Sound, int]] = {}

    def take(self, sha256: str, parts: Iterable[bytes]) -> Sound | None:
        """Keep a sound that was composed elsewhere; ``None`` when ``parts`` are of another content.

        Raises :class:`SoundUnwritable` when the file cannot be written.
        """
        try:
            self._sounds.put_hashed(parts)
        except OSError as error:
            raise SoundUnwritable(f"The sound cannot be written: {error.strerror}.") from error
        return self.find(sha256)

    @property
    def damaged(self) -> Mapping[str, str]:
        """Texts (and ``chime NAME``) whose clip was found damaged, with what is wrong."""
        chimes = {f"chime {name}": why for name, why in self._chimes.damaged.items()}
        words = {text: why for voice in self._voices for text, why in voice.damaged.items()}
        return MappingProxyType({**words, **chimes})

    def missing(self, sentence: Sentence) -> tuple[str, ...]:
        """Return the phrases to make before it can be said, each once, in order.

        There are none when one voice has a whole clip of every phrase.
        """
        return self._cast(sentence.phrases)[1]

    def compose(self, sentence: Sentence, chime: str | bool | None = DEFAULT_CHIME) -> Sound:
        """Return the sound of ``sentence``, after ``chime`` and 0.5 s; no chime for ``None``.

        The same sentence gives the same file. An unknown or damaged chime does not stop a call.
        Raises :class:`MissingClips` with the phrases to make first, :class:`SoundError` when there
        is nothing to say, and :class:`SoundUnwritable` when the file cannot be written (disk full).
        """
        pieces = self._pieces(sentence, chime)
        if not pieces:
            raise SoundError("There is nothing to say: no words and no chime.")
        recipe = tuple((piece.clip.sha256, piece.pause_ms) for piece in pieces)
        return self._known(recipe) or self._write(recipe, self._parts(pieces))

    def compose_recording(
        self, recording: Path, chime: str | bool | None = None, repeats: int = 0
    ) -> Sound:
        """Return the sound that plays ``<sha256>.wav``, after ``chime``, ``repeats`` times more.

        It ends with a tone where announcements do. Raises :class:`RecordingLost` when it is gone
        or damaged, and :class:`SoundUnwritable` when the file cannot be written.
        """
        first, once = self._chime_pieces(chime), pcm_bytes(recording)
        last = self._tone_pieces(END_TONE) if first and self._end_tone else []
        recipe = (
            *((piece.clip.sha256, piece.pause_ms) for piece in first),
            (recording.stem, repeats),
            *((piece.clip.sha256, 0) for piece in last),
        )
        known = self._known(recipe)
        if known:
            return known
        before, after = self._parts(first), self._parts([one._replace(pause_ms=0) for one in last])
        between = silence(BETWEEN_MS)
        after = [silence(BEFORE_END_MS), *after] if after else []
        played = itertools.chain.from_iterable(
            itertools.chain((between,) if again else (), read_pcm(recording))
            for again in range(repeats + 1)
        )
        around = sum(map(len, (*before, *after)))
        size = around + once * (repeats + 1) + len(between) * repeats
        parts = itertools.chain((wav_header(size), *before), played, after)
        return self._keep(recipe, parts, size)

    def measure(self, sentence: Sentence, chime: str | bool | None = DEFAULT_CHIME) -> int | None:
        """Return how long the sound of ``sentence`` would be, in ms; ``None`` while clips miss."""
        try:
            pieces = self._pieces(sentence, chime)
        except MissingClips:
            return None
        return sum(piece.clip.duration_ms + piece.pause_ms for piece in pieces)

    def warm(self, texts: Iterable[str]) -> None:
        """Decode the clips of ``texts`` in advance; texts without a clip are passed over."""
        for text in texts:
            for voice in self._voices:
                clip = voice.find(text)
                if clip is not None:
                    voice.pcm(clip)
                    break

    def find(self, sha256: str) -> Sound | None:
        """Return the composed sound of that name if its file is whole, else ``None``."""
        if len(sha256) != 64 or not sha256.isalnum():
            return None
        size = self._sounds.whole_size(sha256)
        if size is None:
            return None
        return Sound(sha256, self._sounds.path(sha256), duration_of(size - len(wav_header(0))))

    def _known(self, recipe: Recipe) -> Sound | None:
        known = self._composed.get(recipe)
        if known is None or not self._sounds.holds(known[0].sha256, known[1]):
            return None
        self._sounds.touch(known[0].sha256)
        return known[0]

    def _pieces(self, sentence: Sentence, chime: str | bool | None) -> list[Piece]:
        """Return all of a sound: chime, words, end tone; none when there is nothing to say."""
        pieces = [*self._chime_pieces(chime), *self._word_pieces(sentence.phrases)]
        if pieces and self._end_tone and chime:
            pieces[-1] = pieces[-1]._replace(pause_ms=BEFORE_END_MS)
            pieces += self._tone_pieces(END_TONE)
        if pieces:
            pieces[-1] = pieces[-1]._replace(pause_ms=0)
        return pieces

    def _chime_pieces(self, chime: str | bool | None) -> list[Piece]:
        if not chime:
            return []
        name = chime if isinstance(chime, str) else DEFAULT_CHIME
        return self._tone_pieces(name) or self._tone_pieces(DEFAULT_CHIME)

    def _tone_pieces(self, name: str) -> list[Piece]:
        clip = self._chimes.find(name)
        if clip is None or self._chimes.pcm(clip) is None:
            return []
        after_ms = AFTER_CALL_CHIME_MS if clip.text == DEFAULT_CHIME else AFTER_CHIME_MS
        return [Piece(self._chimes, clip, after_ms)]

    def _word_pieces(self, phrases: Iterable[Phrase]) -> list[Piece]:
        phrases = tuple(phrases)
        voice, holes = self._cast(phrases)
        if holes:
            raise MissingClips(holes)
        found = [(phrase, voice.find(phrase.text)) for phrase in in_one_breath(phrases, voice)]
        if any(clip is None for _, clip in found):  # damaged since a moment ago
            raise MissingClips(phrase.text for phrase, clip in found if clip is None)
        return [Piece(voice, clip, phrase.pause_ms) for phrase, clip in found if clip]

    def _cast(self, phrases: Iterable[Phrase]) -> tuple[Clips, tuple[str, ...]]:
        """Return the first voice that can say all of it; else the last one and what it lacks."""
        texts = list(dict.fromkeys(phrase.text for phrase in phrases))
        for voice in self._voices:
            holes = tuple(text for text in texts if voice.find(text) is None)
            if not holes:
                break
        return voice, holes

    def _parts(self, pieces: list[Piece]) -> list[bytes]:
        parts: list[bytes] = []
        holes: list[str] = []
        for source, clip, pause_ms in pieces:
            pcm = source.pcm(clip)
            if pcm is None:
                holes.append(clip.text)
            else:
                parts += (pcm, silence(pause_ms))
        if holes:
            raise MissingClips(dict.fromkeys(holes))
        return parts

    def _write(self, recipe: Recipe, parts: list[bytes]) -> Sound:
        size = sum(map(len, parts))
        return self._keep(recipe, (wav_header(size), *parts), size)

    def _keep(self, recipe: Recipe, parts: Iterable[bytes], size: int) -> Sound:
        """Write the file and remember its recipe; ``size`` is that of the PCM."""
        try:
            digest = self._sounds.put_hashed(parts)
        except OSError as error:
            raise SoundUnwritable(f"The sound cannot be written: {error.strerror}.") from None
        sound = Sound(digest, self._sounds.path(digest), duration_of(size))
        if len(self._composed) >= REMEMBERED:
            self._composed.clear()
        self._composed[recipe] = (sound, size + len(wav_header(0)))
        return sound
