"""Kokoro-82M (int8 ONNX) in a blend of two of its styles.

Chosen by measurement among thirteen blends (docs/voices.md, "How well it is understood"). The
licences of weights, export and styles are in ``NOTICE``.
"""

from __future__ import annotations

import hashlib
import json
import os
from importlib.metadata import version
from pathlib import Path

import numpy
import onnxruntime
from numpy.typing import NDArray

from audio.errors import Abandoned, Unspeakable, VoiceError
from audio.voices.cut import cut
from audio.voices.indonesian import pace, phonemes
from audio.voices.kokoro.memory import require_memory
from audio.voices.kokoro.model import SHA256, load_model
from audio.voices.kokoro.name import VOICE

_HERE = Path(__file__).parent
# A woman of Hindi, with the plain vowels and stops of one of Portuguese.
_BLEND = {"hf_beta": 0.7, "pf_dora": 0.3}
_VOCABULARY = _HERE / "vocab.json"
# One style vector for each length of the input, 0 to 509 tokens.
_STYLES, _STYLE_WIDTH = 510, 256
# Longer inputs are cut at a pause: quality falls long before the model's own end at 510.
_MOST_TOKENS = 300
_PAUSE_S = 0.1
_THREADS = 2


class Kokoro:
    """The embedded voice; making one loads the model (about 1 s, 400 MB while it lives)."""

    name = VOICE
    rate_hz = 24_000
    # A session may be run from several threads and takes _THREADS cores in each.
    jobs = max(1, (os.cpu_count() or 1) // _THREADS)

    def __init__(self) -> None:
        require_memory()
        self._tokens: dict[str, int] = json.loads(_VOCABULARY.read_text("utf-8"))["vocab"]
        self._styles = _blend()
        self._session: onnxruntime.InferenceSession | None = None
        self._run = onnxruntime.RunOptions()
        try:
            self._session = onnxruntime.InferenceSession(
                load_model(), _options(), providers=["CPUExecutionProvider"]
            )
        except VoiceError:
            raise
        except Exception as error:  # onnxruntime derives its errors from nothing narrower
            raise VoiceError(f"The voice model cannot be loaded: {error}") from error

    def synthesise(self, text: str) -> NDArray[numpy.float32]:
        """Return ``text`` spoken, as :class:`~audio.voices.engine.Engine` promises."""
        pause = numpy.zeros(int(_PAUSE_S * self.rate_hz), numpy.float32)
        pieces: list[NDArray[numpy.float32]] = []
        self._run = run = onnxruntime.RunOptions()
        for part in cut(phonemes(text), _MOST_TOKENS):
            pieces += [pause, self._speak(part, pace(text), run)]
        return numpy.concatenate(pieces[1:])

    def abandon(self) -> None:
        """End the run of the model between two of its steps."""
        self._run.terminate = True

    def provenance(self) -> dict[str, str]:
        """Return versions and checksums that decide how a word sounds."""
        return {
            "engine": "Kokoro-82M v1.0, int8 ONNX",
            "model_sha256": SHA256,
            "style": " + ".join(f"{share} {name}" for name, share in _BLEND.items()),
            "style_sha256": hashlib.sha256(self._styles.tobytes()).hexdigest(),
            "onnxruntime": version("onnxruntime"),
        }

    def close(self) -> None:
        """Let go of the model's memory."""
        self._session = None

    def _speak(
        self, sounds: str, speed: float, run: onnxruntime.RunOptions
    ) -> NDArray[numpy.float32]:
        if self._session is None:
            raise VoiceError("The voice has been closed.")
        unknown = sorted({sound for sound in sounds if sound not in self._tokens})
        if unknown:
            raise Unspeakable(f"The voice has no sound {' '.join(unknown)} in {sounds!r}.")
        tokens = [self._tokens[sound] for sound in sounds]
        inputs = {
            "tokens": numpy.array([[0, *tokens, 0]]),
            "style": self._styles[len(tokens) - 1],
            "speed": numpy.array([speed], numpy.float32),
        }
        try:
            samples: NDArray[numpy.float32] = self._session.run(None, inputs, run)[0].ravel()
        except Exception as error:  # as above
            if run.terminate:
                raise Abandoned(f"Nobody waits for {sounds!r} any more.") from None
            raise VoiceError(f"The voice failed on {sounds!r}: {error}") from error
        if not numpy.isfinite(samples).all() or not numpy.any(samples):
            raise VoiceError(f"The voice made no sound of {sounds!r}.")
        return samples


def _blend() -> NDArray[numpy.float32]:
    """Return the style vectors, one for each length."""
    parts = [
        numpy.float32(share) * numpy.fromfile(_HERE / f"{name}.bin", "<f4")
        for name, share in _BLEND.items()
    ]
    return numpy.asarray(numpy.sum(parts, axis=0)).reshape(_STYLES, 1, _STYLE_WIDTH)


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = max(1, min(_THREADS, os.cpu_count() or 1))
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # A waiting thread sleeps: spinning would take the core that the speaker needs.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options
