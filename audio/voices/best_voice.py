"""Making a clip in the best voice that this machine has, inside the voice worker."""

from __future__ import annotations

import errno
import logging
import time
from contextlib import suppress
from threading import Event

from audio.errors import Abandoned, Unspeakable, VoiceError
from audio.packs import ClipFolder
from audio.voices.engine import Engine, Interruptible
from audio.voices.engines import open_engine
from audio.voices.standins import voices_for
from audio.voices.worker_lines import ClipDropped, ClipFailed, ClipMade

log = logging.getLogger(__name__)

_FIRST_WORD = "satu"


class ClipSynthesizer:
    """One voice of this machine; its model is loaded with the first clip, or found to be unfit."""

    def __init__(self, folder: ClipFolder, engine_name: str) -> None:
        self.voice = folder.voice
        self._folder = folder
        self._engine_name = engine_name
        self._engine: Engine | None = None
        self._unfit = ""

    def make(self, text: str, unwanted: Event) -> float:
        """Keep a clip of ``text``; return how long that took, in s, the loading aside.

        Raises :class:`VoiceError`, ``OSError``, and :class:`Abandoned` once ``unwanted`` is set;
        but a model is loaded to its end: whatever is made next needs it, too.
        """
        from audio.voices.making import make_clip

        engine = self._open()
        if unwanted.is_set():
            raise Abandoned("Nobody waits for this any more.")
        begun = time.monotonic()
        make_clip(engine, text, self._folder)
        return time.monotonic() - begun

    def warm(self) -> None:
        """Load the model and speak a word to nobody: the first one takes longer; VoiceError."""
        if self._engine is None:
            self._open().synthesise(_FIRST_WORD)

    def abandon(self) -> None:
        """Give up what is in work."""
        engine = self._engine
        if isinstance(engine, Interruptible):
            engine.abandon()

    def close(self) -> None:
        """Give the engine back, if it was ever opened."""
        if self._engine is not None:
            self._engine.close()

    def _open(self) -> Engine:
        """Open the engine once; what failed is not tried again for every text."""
        if self._unfit:
            raise VoiceError(self._unfit)
        if self._engine is None:
            try:
                self._engine = open_engine(self._engine_name)
            except (VoiceError, ImportError, OSError, MemoryError) as error:
                self._unfit = str(error) or repr(error)
                raise VoiceError(self._unfit) from error
        return self._engine


class BestVoice:
    """Makes clips for a pack of one voice, by a stand-in where this machine lacks that voice."""

    def __init__(self, clips: ClipFolder, *, emergency: bool = False) -> None:
        self._voice = clips.voice
        self._synthesizers = [
            ClipSynthesizer(ClipFolder(clips.folder, voice, limit_bytes=clips.limit_bytes), engine)
            for voice, engine in voices_for(clips.voice, emergency=emergency).items()
        ]

    def make(self, text: str, unwanted: Event) -> ClipMade | ClipFailed | ClipDropped:
        """Make the clip of ``text``; return the line that tells the parent what became of it.

        It is dropped when ``unwanted`` is set meanwhile (see :meth:`abandon`). Nothing is raised: a
        failure of the voice or the disk is such a line, too.
        """
        try:
            return self._speak(text, unwanted)
        except Abandoned:
            return {"dropped": text}
        except VoiceError as error:
            reason = str(error)
        except OSError as error:
            full = errno.errorcode.get(error.errno or 0) in {"ENOSPC", "EDQUOT", "EFBIG"}
            reason = "The disk is full." if full else f"The clip cannot be kept: {error.strerror}."
        except Exception as error:
            log.exception("the voice failed on %r", text)
            reason = f"The voice failed: {error!r}"
        return {"failed": text, "reason": reason}

    def abandon(self) -> None:
        """Give up at once the clip that another thread makes; whose text is ``unwanted``."""
        for synthesizer in self._synthesizers:
            synthesizer.abandon()

    def warm(self) -> None:
        """Load the best voice there is, so that the next text does not wait for its model."""
        for synthesizer in self._synthesizers:
            with suppress(VoiceError, MemoryError):  # told with the first text that is made
                synthesizer.warm()
                return

    def close(self) -> None:
        """Give back what the voices hold."""
        for synthesizer in self._synthesizers:
            synthesizer.close()

    def _speak(self, text: str, unwanted: Event) -> ClipMade:
        reasons: list[str] = []
        for synthesizer in self._synthesizers:
            if not reasons and synthesizer.voice != self._voice:
                reasons.append(f"This machine has no voice {self._voice!r}.")
            try:
                took_s = round(synthesizer.make(text, unwanted), 3)
            except (Unspeakable, Abandoned):  # all voices read by the same rules
                raise
            except (VoiceError, MemoryError) as error:
                reasons.append(str(error) or repr(error))
                continue
            if reasons:
                voice, why = synthesizer.voice, reasons[0]
                return {"made": text, "took_s": took_s, "voice": voice, "instead": why}
            return {"made": text, "took_s": took_s}
        raise VoiceError(" ".join(reasons))
